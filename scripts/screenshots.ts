/** Takes the pictures of docs/pictures from the real desk on the practice line: `node scripts/screenshots.ts` after a build. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { headlessFlags } from './chromium-flags.ts';
import { startStack } from './fairline-stack.ts';
import { findChromium } from './setup/chromium.mjs';
import { DeskPage } from './shift/desk-page.ts';
import { openDeskProbe } from './shift/desk-probe.ts';
import { prepareMicrophone } from './shift/microphone-file.ts';

const root = join(import.meta.dirname, '..');
const target = process.argv[2] ?? join(root, 'docs', 'pictures');
const executablePath = await findChromium(root);
if (executablePath === null) throw new Error('There is no Chromium on this machine; the pictures need one.');
mkdirSync(target, { recursive: true });

for (const [language, theme, clip, number, guarded] of [
  ['en-US', 'light', 'en-shift', '5550101', 'EN-GUARD-01'],
  ['zh-CN', 'dark', 'zh-shift', '12600000101', null],
] as const) {
  const folder = mkdtempSync(join(tmpdir(), 'fairline-pictures-'));
  const microphone = prepareMicrophone(join(root, 'resources/voices/agent', `${clip}.wav`), join(folder, 'microphone.wav'), 3_000);
  const stack = await startStack({ dataDir: folder, replay: true });
  const browser = await chromium.launch({ executablePath, args: [...headlessFlags(microphone.file)] });
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: language, colorScheme: theme });
  const desk = new DeskPage(await context.newPage());
  const tag = `${language}-${theme}`;
  const shoot = async (name: string): Promise<void> => {
    await desk.page.screenshot({ path: join(target, `${name}-${tag}.png`) });
  };
  await desk.open(stack.deskUrl);
  await shoot('sign-in');
  await desk.signIn('agent1');
  const probe = await openDeskProbe(context, stack.deskUrl);
  await probe.settings.set({ language, theme });
  await desk.page.reload();
  await desk.by('queue-row').first().waitFor();
  await desk.page.waitForTimeout(2_500);
  await shoot('first-run');
  await desk.passChecks();
  await desk.openCase(number);
  await desk.page.waitForTimeout(500);
  await shoot('case');
  await desk.dial();
  await desk.untilCall(['connected'], 20_000);
  await desk.by('flag').first().waitFor({ timeout: 40_000 });
  await desk.page.waitForTimeout(1_500);
  await shoot('call-red-line');
  await desk.by('flag-corrected').click();
  await desk.by('party-right').first().click();
  await desk.page.waitForTimeout(4_000);
  await shoot('call');
  await desk.hangUp();
  await desk.by('save-next').waitFor();
  await desk.page.locator('[data-testid=disposition][data-code=PTP]').click();
  await desk.by('promise-amount').fill('80');
  await desk.page.waitForTimeout(500);
  await shoot('wrap-up');
  await desk.page.locator('[data-testid=disposition][data-code=NEGOTIATE]').click();
  await desk.by('note').fill(language === 'zh-CN' ? '愿意分期，下周再谈。' : 'Wants to pay in parts. We talk again next week.');
  await stack.stopCentre();
  await desk.by('save-next').click();
  await desk.by('save-next').waitFor({ state: 'detached' });
  await probe.sync.now();
  await desk.untilLink('offline', null, 20_000);
  await desk.page.waitForTimeout(800);
  await shoot('offline');
  await desk.by('sync-pill').click();
  await desk.page.waitForTimeout(800);
  await shoot('sync-drawer');
  await desk.page.keyboard.press('Escape');
  await desk.by('settings-button').click();
  await desk.page.waitForTimeout(800);
  await shoot('settings');
  await desk.page.keyboard.press('Escape');
  if (guarded !== null) {
    await desk.openCase(guarded);
    await desk.dial();
    await desk.by('blocked').waitFor();
    await desk.page.waitForTimeout(500);
    await shoot('blocked');
  }
  probe.close();
  await browser.close();
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${tag}: done\n`);
}
