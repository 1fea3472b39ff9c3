/**
 * `npm run bench [-- NAME…]`: figures of this machine beside those of a named peer or limit, measured in the same run. Printed,
 * not asserted: a shared machine is slow one minute and fast the next, ratios move less. Names: phrases, database, outbox, call.
 */
import { cpus } from 'node:os';
import { benchDeskDatabase } from './desk-database.ts';
import { say } from './figures.ts';
import { benchOutbox } from './outbox.ts';
import { benchPhrases } from './phrases.ts';

const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  phrases: benchPhrases,
  database: () => benchDeskDatabase(Number(process.env['FAIRLINE_BENCH_CASES'] ?? '100000')),
  outbox: () => benchOutbox(2_000),
  call: () => import('./live-call.ts'),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  say(`There is no benchmark "${unknown.join('", "')}". There are: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
} else {
  say(`Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown processor'}`);
  for (const [name, bench] of Object.entries(benches)) if (wanted.length === 0 || wanted.includes(name)) await bench();
}
