/** Every main screen in both languages and themes: no serious accessibility finding, nothing cut off at the smallest windows. */
import AxeBuilder from '@axe-core/playwright';
import { startStack } from '../../scripts/fairline-stack.ts';
import { openDeskProbe } from '../../scripts/shift/desk-probe.ts';
import type { DeskPage } from '../../scripts/shift/desk-page.ts';
import { expect, test } from '../support/e2e.ts';

async function inspect(desk: DeskPage, where: string): Promise<void> {
  await desk.page.waitForTimeout(300);
  const { violations } = await new AxeBuilder({ page: desk.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
  const serious = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical');
  expect(
    serious.map(
      (one) =>
        `${where}: ${one.id} ${one.nodes
          .map((node) => node.target.join(' '))
          .slice(0, 3)
          .join(' | ')}`,
    ),
  ).toEqual([]);
  for (const [width, height] of [
    [1366, 768],
    [1280, 720],
  ] as const) {
    await desk.page.setViewportSize({ width, height });
    const over = await desk.page.evaluate(() => [document.documentElement.scrollWidth - window.innerWidth, document.documentElement.scrollHeight - window.innerHeight]);
    expect(over, `${where} at ${width}×${height} needs no scrolling of the page`).toEqual([0, 0]);
  }
  await desk.page.setViewportSize({ width: 1366, height: 768 });
}

for (const [language, theme, number] of [
  ['en-US', 'light', '5550101'],
  ['en-US', 'dark', '5550101'],
  ['zh-CN', 'light', '12600000101'],
  ['zh-CN', 'dark', '12600000101'],
] as const) {
  test(`screens in ${language}, ${theme}`, async ({ folder, openDesk, later }) => {
    const stack = await startStack({ dataDir: folder, replay: true });
    later(() => stack.stop());
    const { desk, context } = await openDesk({ clip: language === 'zh-CN' ? 'zh-shift' : 'en-shift', language });
    await desk.page.emulateMedia({ colorScheme: theme });
    await desk.open(stack.deskUrl);
    await inspect(desk, 'sign-in');
    await desk.signIn('agent1');
    const probe = await openDeskProbe(context, stack.deskUrl);
    later(async () => probe.close());
    await probe.settings.set({ language, theme });
    await desk.page.reload();
    await desk.by('queue-row').first().waitFor();
    await expect(desk.page.locator('html')).toHaveAttribute('lang', language);
    await inspect(desk, 'first run');
    await desk.passChecks();
    await desk.openCase(number);
    await inspect(desk, 'case');
    await desk.by('sync-pill').click();
    await inspect(desk, 'sync drawer');
    await desk.page.keyboard.press('Escape');
    await desk.by('settings-button').click();
    await inspect(desk, 'settings');
    await desk.page.keyboard.press('Escape');
    if ((language === 'en-US') !== (theme === 'light')) return; // the live call once per language, each in its own theme
    await desk.dial();
    await desk.untilCall(['connected'], 20_000);
    await desk.by('flag').first().waitFor({ timeout: 40_000 });
    await inspect(desk, 'call with a red line');
    await desk.hangUp();
    await desk.by('save-next').waitFor();
    await desk.by('party-right').first().click();
    await desk.page.locator('[data-testid=disposition][data-code=PTP]').click();
    await inspect(desk, 'wrap-up');
    if (language === 'zh-CN') return;
    await desk.page.locator('[data-testid=disposition][data-code=NEGOTIATE]').click();
    await desk.by('note').fill('Talked about a plan.');
    await desk.by('save-next').click();
    await desk.by('save-next').waitFor({ state: 'detached' });
    await desk.openCase('EN-GUARD-01');
    await desk.dial();
    await desk.by('blocked').waitFor();
    await inspect(desk, 'blocked');
  });
}
