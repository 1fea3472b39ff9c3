/** What an agent reads when something is missing: no microphone, a refused microphone, a busy line, a line that is away. */
import { startStack } from '../../scripts/fairline-stack.ts';
import { openDeskProbe } from '../../scripts/shift/desk-probe.ts';
import type { CaseId } from '../../src/domain/case/case.ts';
import { expect, test } from '../support/e2e.ts';

test('a refused microphone and every way a call can end unanswered', async ({ folder, openDesk, later }) => {
  const stack = await startStack({ dataDir: folder, replay: false });
  later(() => stack.stop());
  const { desk, context } = await openDesk();
  await desk.open(stack.deskUrl);
  await desk.signIn('agent1');
  await desk.by('queue-row').first().waitFor();
  await expect(desk.by('registration')).toHaveAttribute('data-state', 'registered');
  await desk.passChecks();
  const probe = await openDeskProbe(context, stack.deskUrl);
  later(async () => probe.close());

  for (const [name, code] of [
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
  ] as const) {
    await desk.page.evaluate((error) => {
      Object.defineProperty(navigator.mediaDevices, 'getUserMedia', { configurable: true, value: () => Promise.reject(new DOMException('', error)) });
    }, name);
    const caseId = (await desk.openCase({ denied: '5550101', missing: '5550102', busy: '5550103' }[code])) as CaseId;
    await desk.dial();
    await expect(desk.by('say-slot')).toHaveAttribute('data-error', 'NO_MICROPHONE');
    expect(await desk.callState(), code).not.toBe('dialling');
    expect((await probe.cases.get({ caseId })).timeline.filter((one) => one.body.kind === 'call')).toEqual([]);
  }
  await desk.page.reload();
  await desk.by('queue-row').first().waitFor();
  await expect(desk.by('registration')).toHaveAttribute('data-state', 'registered');
  await desk.passChecks();

  for (const [number, result] of [
    ['5550107', 'busy'],
    ['5550110', 'declined'],
  ] as const) {
    const caseId = (await desk.openCase(number)) as CaseId;
    await desk.dial();
    await desk.untilCall(['ended'], 30_000);
    await expect(desk.by('call-state')).toHaveAttribute('data-result', result);
    await desk.wrapUp({ party: null, code: 'NOT_REACHED', promise: null, note: '', nextAction: null });
    const call = (await probe.cases.get({ caseId })).timeline.find((one) => one.body.kind === 'call')?.body;
    expect(call).toMatchObject({ result, answeredAt: null, recordingId: null });
  }
  await desk.openCase('5550108');
  await desk.dial();
  await desk.untilCall(['ringing'], 10_000);
  await desk.hangUp();
  await desk.untilCall(['ended'], 10_000);
  await expect(desk.by('call-state')).toHaveAttribute('data-result', 'cancelled');
});
