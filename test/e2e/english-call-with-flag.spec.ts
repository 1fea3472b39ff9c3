/** A whole English call by keyboard: the customer answers, both sides are written down, one phrase is flagged while it is said, the promise and the recording reach the centre. */
import { startStack } from '../../scripts/fairline-stack.ts';
import { openCentralProbe } from '../../scripts/shift/central-probe.ts';
import { openDeskProbe } from '../../scripts/shift/desk-probe.ts';
import type { CaseId } from '../../src/domain/case/case.ts';
import { expect, test } from '../support/e2e.ts';

test('a whole English call with a flag', async ({ folder, openDesk, later }) => {
  const stack = await startStack({ dataDir: folder, replay: false });
  later(() => stack.stop());
  const { desk, context } = await openDesk();
  const { page } = desk;
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });

  await desk.open(stack.deskUrl);
  await desk.by('sign-in-username').fill('agent1');
  await page.keyboard.press('Tab');
  await desk.by('sign-in-password').fill('agent1-practice');
  await page.keyboard.press('Enter');
  await desk.by('queue-row').first().waitFor();
  await expect(desk.by('registration')).toHaveAttribute('data-state', 'registered');
  await desk.passChecks();
  await expect(desk.by('speech-state')).toHaveAttribute('data-state', 'ready', { timeout: 60_000 });

  const caseId = (await desk.openCase('5550101')) as CaseId;
  await expect(desk.by('case-name')).toContainText('A. C.');
  expect(await page.content()).not.toContain('Calloway');

  await page.locator('body').press('F2');
  expect(await desk.untilCall(['connected'], 20_000)).toBe('connected');
  await expect(desk.by('recording-state')).toHaveAttribute('data-state', 'recording');
  await expect(desk.by('utterance').filter({ hasText: 'overdue account' })).toBeVisible({ timeout: 25_000 });
  const flag = desk.by('flag').first();
  await expect(flag).toHaveAttribute('data-rule', 'EN-V04-police', { timeout: 25_000 });
  await expect(flag).toHaveAttribute('data-status', 'confirmed');
  await expect(flag).toContainText('send the police');
  await expect(desk.by('say-slot')).toHaveAttribute('data-severity', 'S1');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('F8');
  await expect(flag).toHaveAttribute('data-status', 'corrected');
  await expect(desk.by('utterance').filter({ hasText: 'friday' }).first()).toBeVisible({ timeout: 20_000 });
  expect(new Set((await desk.utterances()).map((one) => one.speaker))).toEqual(new Set(['agent', 'customer']));

  await page.locator('body').press('F9');
  await page.locator('body').press('F9');
  await desk.by('save-next').waitFor();
  await page.locator('[data-testid=disposition][data-code=PTP]').click();
  const view = await openDeskProbe(context, stack.deskUrl);
  later(async () => view.close());
  await desk.by('promise-amount').fill('50');
  await desk.by('promise-date').fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
  await desk.by('promise-read-back').check();
  await desk.by('note').fill('Pays fifty tomorrow, card 4111 1111 1111 1111.');
  await page.keyboard.press('Control+Enter');
  await desk.by('save-next').waitFor({ state: 'detached' });
  await desk.untilLink('online', 0, 30_000);

  const centre = await openCentralProbe(stack.central.url, 'lead1');
  const arrived = await centre.cases.activities({ caseId });
  expect(arrived.map((one) => one.body.kind)).toEqual(['dial-verdict', 'call', 'flag', 'wrap-up']);
  const [verdict, call, , wrapUp] = arrived.map((one) => one.body);
  if (verdict?.kind !== 'dial-verdict' || call?.kind !== 'call' || wrapUp?.kind !== 'wrap-up') throw new Error('other activities than expected');
  expect(verdict.verdict.kind).toBe('allow');
  expect(verdict.inputs.now).toBeLessThanOrEqual(call.startedAt);
  expect(call.transcript.some((one) => one.speaker === 'agent' && one.text.includes('police'))).toBe(true);
  expect(wrapUp.promise?.instalments[0]?.amountMinor).toBe(5000);
  expect(wrapUp.note).not.toContain('4111');
  const [recording] = await view.recordings.list({ caseId });
  expect(recording?.channels).toBe(2);
  expect((await centre.recordings.receipt({ recordingId: recording?.recordingId ?? '' })).sha256).toBe(recording?.sha256);
  expect(complaints.filter((text) => !text.includes('VoskAPI') && !text.includes('404'))).toEqual([]);

  await desk.openCase('5550101');
  await desk.by('recording-play').first().click();
  await expect.poll(() => page.evaluate(() => document.querySelector('audio')?.duration ?? 0)).toBeGreaterThan(10);
});
