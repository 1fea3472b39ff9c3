/** The practice line by itself: `node src/practice/index.ts [--port 5080]`. Prints its address, then one line for each event. */
import { parseArgs } from 'node:util';
import { findCustomer } from './customers.ts';
import type { PracticeEvent } from './practice-event.ts';
import { PortInUse, practiceLineAccount, startPracticeLine, type PracticeLine } from './start-practice-line.ts';

const usualPort = '5080';

function print(event: PracticeEvent): void {
  const customer = findCustomer(event.number)?.id ?? '';
  console.log([new Date(event.at).toISOString().slice(11, 23), event.kind, customer, event.detail === customer ? '' : event.detail].filter((part) => part !== '').join(' '));
}

async function start(port: number): Promise<PracticeLine> {
  try {
    return await startPracticeLine({
      port,
      onEvent: print,
      onProblem: (what, cause) => console.warn(`problem: ${what}${cause instanceof Error ? ` (${cause.message})` : ''}`),
    });
  } catch (cause) {
    if (!(cause instanceof PortInUse)) throw cause;
    console.error(cause.message);
    process.exit(1);
  }
}

const { values } = parseArgs({ options: { port: { type: 'string', default: usualPort } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port takes a number from 0 to 65535, not "${values.port}".`);
  process.exit(1);
}
const line = await start(port);
console.log(`Practice line: ${line.url} · sip:${practiceLineAccount.user}@${practiceLineAccount.domain}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    line.stop().catch((cause: unknown) => {
      console.error('The line did not stop in order:', cause);
      process.exitCode = 1;
    });
  });
}
