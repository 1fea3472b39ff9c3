/** A line that refuses, fails or sends garbage: the desk says what happened, records it, and the next call works. */
import { join } from 'node:path';
import { loadSampleData } from '../../src/central/services/sample-data.ts';
import { startCentral } from '../../src/central/start-central.ts';
import { startBrowserHost } from '../../src/main/browser-host.ts';
import { practiceLine } from '../../scripts/fairline-stack.ts';
import type { DeskPage } from '../../scripts/shift/desk-page.ts';
import { expect, test } from '../support/e2e.ts';
import { root } from '../support/processes.ts';
import { startScriptedSipServer } from '../support/scripted-sip-server.ts';
import type { ScriptedSipServer } from '../support/scripted-sip-server.ts';

const garbage = [
  '',
  '\r\n\r\n',
  'INVITE',
  'SIP/2.0 200',
  'INVITE sip:x SIP/2.0\r\nVia: \u0000\u0007\r\n\r\n',
  `NOTIFY sip:a@b SIP/2.0\r\n${'X-Long: y\r\n'.repeat(2_000)}\r\n`,
  '\u202e<script>alert(1)</script>',
  'BYE sip:nobody@nowhere SIP/2.0\r\nVia: SIP/2.0/WS x;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: none\r\nCSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n',
];

interface Needs {
  readonly folder: string;
  readonly openDesk: () => Promise<{ readonly desk: DeskPage }>;
  readonly later: (stop: () => Promise<void>) => void;
}

/** A desk whose line answers REGISTER with this code. */
async function deskOnScriptedLine(registerCode: number, { folder, openDesk, later }: Needs): Promise<{ desk: DeskPage; line: ScriptedSipServer; url: string }> {
  const central = await startCentral({ dataDir: join(folder, 'centre'), port: 0 });
  later(() => central.stop());
  await loadSampleData(central);
  const line = await startScriptedSipServer(registerCode);
  later(() => line.stop());
  const host = await startBrowserHost({
    dataDir: join(folder, 'desk'),
    port: 0,
    centralUrl: central.url,
    tenant: 'practice',
    line: { server: line.url, ...practiceLine },
    modelsDir: join(folder, 'no-models'),
    rendererDir: join(root, 'out', 'renderer'),
    practice: true,
  });
  later(() => host.stop());
  const { desk } = await openDesk();
  return { desk, line, url: host.url };
}

test('SIP errors and garbage', async ({ folder, openDesk, later }) => {
  const { desk, line, url } = await deskOnScriptedLine(200, { folder, openDesk, later });
  const crashes: string[] = [];
  desk.page.on('pageerror', (error) => crashes.push(error.message));
  await desk.open(url);
  await desk.signIn('agent1');
  await desk.by('queue-row').first().waitFor();
  await expect(desk.by('registration')).toHaveAttribute('data-state', 'registered');
  await desk.passChecks();

  for (const text of garbage) line.shout(text);
  const cases = [
    ['5550101', 404, 'invalid-number'],
    ['5550102', 480, 'no-answer'],
    ['5550103', 486, 'busy'],
    ['5550104', 500, 'line-fault'],
    ['5550105', 503, 'line-fault'],
    ['5550106', 603, 'declined'],
    ['5550107', 488, 'unreachable'],
  ] as const;
  for (const [number, code, result] of cases) {
    line.onInvite = { code };
    await oneRefusal(desk, number, result);
  }
  await garbageInTheAnswer(desk, line);
  expect(crashes).toEqual([]);
});

async function oneRefusal(desk: DeskPage, number: string, result: string): Promise<void> {
  await desk.openCase(number);
  await desk.dial();
  await desk.untilCall(['ended'], 15_000);
  await expect(desk.by('call-state'), number).toHaveAttribute('data-result', result);
  await desk.wrapUp({ party: null, code: 'NOT_REACHED', promise: null, note: '', nextAction: null });
}

/** An answered call whose description of the media is nonsense must end, not hang. */
async function garbageInTheAnswer(desk: DeskPage, line: ScriptedSipServer): Promise<void> {
  line.onInvite = { code: 200, sdp: 'v=0\r\nthis is no description\r\n' };
  await desk.openCase('5550108');
  await desk.dial();
  await desk.untilCall(['ended'], 15_000);
  await desk.wrapUp({ party: null, code: 'NOT_REACHED', promise: null, note: '', nextAction: null });
  line.onInvite = { raw: 'SIP/2.0 200 OK\r\nnonsense\r\n\r\n' };
  await desk.openCase('5550109');
  await desk.dial();
  await desk.untilCall(['dialling'], 5_000);
  await desk.hangUp();
  await desk.untilCall(['ended'], 10_000);
}

test('a line that knows the desk no more', async ({ folder, openDesk, later }) => {
  const { desk, url } = await deskOnScriptedLine(403, { folder, openDesk, later });
  await desk.open(url);
  await desk.signIn('agent1');
  await desk.by('queue-row').first().waitFor();
  await expect(desk.by('registration')).toHaveAttribute('data-state', 'refused');
});
