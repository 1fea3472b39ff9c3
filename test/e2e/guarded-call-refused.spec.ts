/** It is night where the customer lives: nothing rings, the stop is written down, and the screen says until when. */
import { startStack } from '../../scripts/fairline-stack.ts';
import { openDeskProbe } from '../../scripts/shift/desk-probe.ts';
import type { CaseId } from '../../src/domain/case/case.ts';
import { expect, test } from '../support/e2e.ts';

test('a guarded call is refused before it rings', async ({ folder, openDesk, later }) => {
  const stack = await startStack({ dataDir: folder, replay: false });
  later(() => stack.stop());
  const { desk, context } = await openDesk();
  const sent: string[] = [];
  desk.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (typeof payload === 'string' && payload.startsWith('INVITE')) sent.push(payload);
    }),
  );
  await desk.open(stack.deskUrl);
  await desk.signIn('agent1');
  await desk.by('queue-row').first().waitFor();
  await expect(desk.by('registration')).toHaveAttribute('data-state', 'registered');
  await desk.passChecks();
  const caseId = (await desk.openCase('EN-GUARD-01')) as CaseId;
  const dial = desk.by('dial-button').first();
  if (await dial.isEnabled()) await dial.click();
  else await desk.page.locator('body').press('F2');
  await expect(desk.by('blocked')).toHaveAttribute('data-rule', 'permitted-hours');
  await expect(desk.by('blocked')).toContainText('08:00');
  const probe = await openDeskProbe(context, stack.deskUrl);
  later(async () => probe.close());
  const { timeline } = await probe.cases.get({ caseId });
  expect(timeline.map((one) => one.body.kind)).toEqual(['dial-verdict']);
  expect(timeline[0]?.body).toMatchObject({ verdict: { kind: 'block', rule: 'permitted-hours' }, inputs: { attemptsToday: 0 } });
  expect(sent).toEqual([]);
});
