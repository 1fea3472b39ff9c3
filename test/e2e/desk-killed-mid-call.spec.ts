/** The desk's program is killed in the middle of a call: the recording is kept to the last second, and the call is there when it starts again. */
import { join } from 'node:path';
import { openCentralProbe } from '../../scripts/shift/central-probe.ts';
import { openDeskProbe } from '../../scripts/shift/desk-probe.ts';
import { startPracticeLine } from '../../src/practice/start-practice-line.ts';
import type { CaseId } from '../../src/domain/case/case.ts';
import { expect, test } from '../support/e2e.ts';
import { freePort, spawnCentre, spawnDesk } from '../support/processes.ts';

test('the desk is killed mid-call', async ({ folder, openDesk, later }) => {
  const centre = await spawnCentre(join(folder, 'centre'), await freePort());
  later(() => centre.end());
  const line = await startPracticeLine({ port: 0 });
  later(() => line.stop());
  const options = { dataDir: join(folder, 'desk'), port: 0, centralUrl: centre.url, lineUrl: line.url };
  const host = await spawnDesk(options);
  const first = await openDesk();
  await first.desk.open(host.url);
  await first.desk.signIn('agent1');
  await first.desk.by('queue-row').first().waitFor();
  await expect(first.desk.by('registration')).toHaveAttribute('data-state', 'registered');
  await first.desk.passChecks();
  const caseId = (await first.desk.openCase('5550101')) as CaseId;
  await first.desk.dial();
  await first.desk.untilCall(['connected'], 20_000);
  await expect(first.desk.by('utterance').filter({ hasText: 'overdue account' })).toBeVisible({ timeout: 30_000 });
  await first.desk.page.waitForTimeout(2_500);
  const seconds = Number(await first.desk.attribute('recording-state', 'data-seconds'));
  expect(seconds).toBeGreaterThan(5);
  await host.kill();
  await first.browser.close();

  const again = await spawnDesk(options);
  later(() => again.end());
  const second = await openDesk();
  await second.desk.open(again.url);
  await second.desk.by('queue-row').first().waitFor();
  const probe = await openDeskProbe(second.context, again.url);
  later(async () => probe.close());
  const [recording] = await probe.recordings.list({ caseId });
  expect(recording?.state).toBe('stored');
  expect((recording?.durationMs ?? 0) / 1000).toBeGreaterThanOrEqual(seconds - 1);
  const { timeline } = await probe.cases.get({ caseId });
  const call = timeline.find((one) => one.body.kind === 'call')?.body;
  if (call?.kind !== 'call') throw new Error('the interrupted call is not in the timeline');
  expect(call).toMatchObject({ result: 'answered', endedBy: 'network', recordingId: recording?.recordingId });
  expect(call.transcript.some((one) => one.text.includes('overdue account'))).toBe(true);
  await second.desk.untilLink('online', 0, 30_000);
  const receipt = await (await openCentralProbe(centre.url, 'lead1')).recordings.receipt({ recordingId: recording?.recordingId ?? '' });
  expect(receipt.sha256).toBe(recording?.sha256);

  await second.desk.passChecks();
  await second.desk.openCase('5550101');
  await second.desk.by('recording-play').first().click();
  await expect.poll(() => second.desk.page.evaluate(() => document.querySelector('audio')?.duration ?? 0)).toBeGreaterThan(seconds - 2);
});
