/** The centre is killed mid-shift; five calls are worked without it; when it is back everything is there once, byte for byte. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openCentralProbe } from '../../scripts/shift/central-probe.ts';
import { openDeskProbe } from '../../scripts/shift/desk-probe.ts';
import { startPracticeLine } from '../../src/practice/start-practice-line.ts';
import type { CaseId } from '../../src/domain/case/case.ts';
import { expect, test } from '../support/e2e.ts';
import { freePort, spawnCentre, spawnDesk } from '../support/processes.ts';

test('five calls offline while the centre is dead', async ({ folder, openDesk, later }) => {
  const port = await freePort();
  let centre = await spawnCentre(join(folder, 'centre'), port);
  later(() => centre.end());
  const line = await startPracticeLine({ port: 0 });
  later(() => line.stop());
  const host = await spawnDesk({ dataDir: join(folder, 'desk'), port: 0, centralUrl: centre.url, lineUrl: line.url });
  later(() => host.end());
  const { desk, context } = await openDesk();
  await desk.open(host.url);
  await desk.signIn('agent1');
  await desk.by('queue-row').first().waitFor();
  await expect(desk.by('registration')).toHaveAttribute('data-state', 'registered');
  await desk.passChecks();
  const probe = await openDeskProbe(context, host.url);
  later(async () => probe.close());
  await desk.untilLink('online', 0, 20_000);

  await centre.kill();
  await probe.sync.now();
  await desk.untilLink('offline', null, 20_000);

  const cases: CaseId[] = [];
  const plan = [
    { number: '5550101', code: 'NEGOTIATE', party: 'right' },
    { number: '5550107', code: 'NOT_REACHED', party: null },
    { number: '5550102', code: 'NO_ABILITY', party: 'right' },
    { number: '5550110', code: 'NOT_REACHED', party: null },
    { number: '5550103', code: 'DISPUTE', party: 'right' },
  ] as const;
  for (const [at, { number, code, party }] of plan.entries()) {
    cases.push((await desk.openCase(number)) as CaseId);
    await desk.dial();
    if (party === null) await desk.untilCall(['ended'], 20_000);
    else {
      await desk.untilCall(['connected'], 20_000);
      await desk.page.waitForTimeout(3_500);
      await desk.hangUp();
    }
    await desk.wrapUp({ party, code, promise: null, note: `Call ${at + 1} without the centre.`, nextAction: null });
  }
  const waiting = await desk.waiting();
  expect(waiting).toBeGreaterThanOrEqual(5 * 3);

  centre = await spawnCentre(join(folder, 'centre'), port);
  await probe.sync.now();
  await desk.untilLink('online', 0, 60_000);

  const atCentre = await openCentralProbe(centre.url, 'lead1');
  let recordings = 0;
  for (const caseId of cases) {
    const { timeline } = await probe.cases.get({ caseId });
    const arrived = await atCentre.cases.activities({ caseId });
    expect(new Set(arrived.map((one) => one.id)).size).toBe(arrived.length);
    const byId = (list: readonly { id: string }[]): unknown => JSON.parse(JSON.stringify(list.toSorted((a, b) => (a.id < b.id ? -1 : 1))));
    expect(byId(arrived)).toEqual(byId(timeline));
    for (const recording of await probe.recordings.list({ caseId })) {
      const bytes = Buffer.from(await (await probe.recordings.read({ recordingId: recording.recordingId })).arrayBuffer());
      const receipt = await atCentre.recordings.receipt({ recordingId: recording.recordingId });
      expect(receipt.bytes).toBe(bytes.length);
      expect(receipt.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      recordings += 1;
    }
  }
  expect(recordings).toBe(3);
});
