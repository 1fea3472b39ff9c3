/** What every end-to-end spec starts from: a folder, a browser with the practice agent's voice, and the desk's page. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, test as base } from '@playwright/test';
import type { Browser, BrowserContext } from '@playwright/test';
import { headlessFlags } from '../../scripts/chromium-flags.ts';
import { findChromium } from '../../scripts/setup/chromium.mjs';
import { DeskPage } from '../../scripts/shift/desk-page.ts';
import { prepareMicrophone } from '../../scripts/shift/microphone-file.ts';
import { root } from './processes.ts';

export { expect } from '@playwright/test';

export interface OpenDesk {
  readonly desk: DeskPage;
  readonly context: BrowserContext;
  readonly browser: Browser;
}

interface Fixtures {
  /** A folder of this test's own, gone afterwards. */
  folder: string;
  /** Opens the desk's page; `ringMs` is silence before the agent's clip. */
  openDesk: (options?: { clip?: 'en-shift' | 'zh-shift'; silenceMs?: number; flags?: readonly string[]; language?: string }) => Promise<OpenDesk>;
  /** Anything that must be stopped when the test is over, newest first. */
  later: (stop: () => Promise<void>) => void;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'fairline-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  },
  later: async ({ folder: _after }, use) => {
    const stops: (() => Promise<void>)[] = [];
    await use((stop) => {
      stops.unshift(stop);
    });
    for (const stop of stops) await stop();
  },
  openDesk: async ({ folder }, use) => {
    const browsers: Browser[] = [];
    await use(async (options = {}) => {
      const executablePath = await findChromium(root);
      if (executablePath === null) throw new Error('no Chromium on this machine');
      const microphone = prepareMicrophone(join(root, 'resources/voices/agent', `${options.clip ?? 'en-shift'}.wav`), join(folder, `microphone-${browsers.length}.wav`), options.silenceMs ?? 3_000);
      const browser = await chromium.launch({ executablePath, args: [...headlessFlags(microphone.file), ...(options.flags ?? [])] });
      browsers.push(browser);
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: options.language ?? 'en-US' });
      return { desk: new DeskPage(await context.newPage()), context, browser };
    });
    for (const browser of browsers) await browser.close();
  },
});
