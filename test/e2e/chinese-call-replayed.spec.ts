/** The same path in Chinese with hypotheses replayed, recogniser errors included, because no Chinese model can be had here. */
import { startStack } from '../../scripts/fairline-stack.ts';
import { openDeskProbe } from '../../scripts/shift/desk-probe.ts';
import { expect, test } from '../support/e2e.ts';

test('a Chinese call with replayed hypotheses', async ({ folder, openDesk, later }) => {
  const stack = await startStack({ dataDir: folder, replay: true });
  later(() => stack.stop());
  const { desk, context } = await openDesk({ clip: 'zh-shift', language: 'zh-CN' });
  await desk.open(stack.deskUrl);
  await desk.signIn('agent1');
  const probe = await openDeskProbe(context, stack.deskUrl);
  later(async () => probe.close());
  await probe.settings.set({ language: 'zh-CN' });
  await desk.page.reload();
  await desk.by('queue-row').first().waitFor();
  await expect(desk.by('registration')).toHaveAttribute('data-state', 'registered');
  await desk.passChecks();
  for (const typed of ['陈思', 'csy', '0101', 'ZH-0001']) {
    await expect.poll(async () => (await probe.cases.queue({ search: typed })).rows.some((row) => row.caseNo === 'ZH-0001'), { message: typed }).toBe(true);
  }
  await desk.openCase('陈思');
  await expect(desk.by('case-name')).toContainText('陈*');
  await desk.dial();
  await desk.untilCall(['connected'], 20_000);
  const flag = desk.by('flag').first();
  await expect(flag).toHaveAttribute('data-rule', 'ZH-V04-police', { timeout: 40_000 });
  await expect(flag).toHaveAttribute('data-status', 'confirmed');
  await expect(desk.by('say-slot')).toContainText('这笔欠款可以协商');
  expect((await desk.utterances()).some((one) => one.speaker === 'customer')).toBe(true);
  await desk.hangUp();
  await desk.wrapUp({ party: 'right', code: 'NO_ABILITY', promise: null, note: '客户暂时困难，愿意协商。', nextAction: '下周联系' });
  await desk.untilLink('online', 0, 30_000);
});
