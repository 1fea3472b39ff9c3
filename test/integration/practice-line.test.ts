/** The practice line with a real Chromium: a page with sip.js calls, is heard and hears. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { delimiter, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeEvent } from '../../src/practice/practice-event.ts';
import { startPracticeLine, type PracticeLine } from '../../src/practice/start-practice-line.ts';
import { readWav } from '../../src/practice/wav.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const browserPath =
  process.env['FAIRLINE_CHROMIUM'] ??
  ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name))).find((file) => existsSync(file));

interface Phone {
  readonly heard: readonly number[];
  readonly start: (server: string) => Promise<string>;
  readonly call: (number: string) => Promise<number>;
  readonly dtmf: (digits: string) => boolean;
  readonly reinvite: (options: { readonly hold?: boolean }, offer?: { readonly offerOptions: { readonly iceRestart: boolean } }) => Promise<void>;
  readonly bye: () => Promise<void>;
  readonly ended: () => Promise<void>;
}
declare global {
  var phone: Phone;
}

describe.skipIf(browserPath === undefined)('practice line and Chromium', () => {
  const events: PracticeEvent[] = [];
  const problems: string[] = [];
  let line: PracticeLine;
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    line = await startPracticeLine({ port: 0, onEvent: (event) => events.push(event), onProblem: (what) => problems.push(what) });
    server = await servePage();
    browser = await chromium.launch({
      executablePath: browserPath ?? '',
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${join(root, 'resources/voices/agent/en-shift.wav')}`,
        '--autoplay-policy=no-user-gesture-required',
        '--allow-loopback-in-peer-connection',
      ],
    });
    page = await browser.newPage();
    const address = server.address();
    await page.goto(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`);
    await page.waitForFunction(() => 'phone' in globalThis);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await line?.stop();
    await new Promise((resolve) => {
      server?.close(resolve);
    });
  });

  const seen = async (kind: PracticeEvent['kind'], count: number, ms = 40_000) => {
    for (const end = Date.now() + ms; events.filter((event) => event.kind === kind).length < count; ) {
      if (Date.now() > end) throw new Error(`${count} × ${kind} did not come; came: ${events.map((event) => `${event.kind} ${event.detail}`).join(', ')}; ${problems.join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('carries a whole call', async () => {
    expect(await page.evaluate((url) => phone.start(url), line.url)).toBe('Registered');
    const setUpMs = await page.evaluate(() => phone.call('5550101'));
    expect(setUpMs).toBeLessThan(6000);

    // The agent of the clip says its first sentences, the customer reacts to each.
    await seen('heard', 2);
    await seen('said', 3);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const heard = await page.evaluate(() => [...phone.heard]);
    const spoken = (file: string) => readWav(readFileSync(join(root, 'resources/voices', file))).samples;
    const own = ['01', '02', '03'].map((name) => likeness(heard, spoken(`en-cooperative/${name}.wav`)));
    const foreign = ['en-dispute/03', 'en-hardship/04', 'en-voicemail/01'].map((name) => likeness(heard, spoken(`${name}.wav`)));
    console.log(`set-up ${Math.round(setUpMs)} ms; likeness of what was said ${own.map((r) => r.toFixed(3)).join(' ')}, of what was not ${foreign.map((r) => r.toFixed(3)).join(' ')}`);
    expect(Math.min(...own)).toBeGreaterThan(0.9);
    expect(Math.max(...foreign)).toBeLessThan(0.75);
    for (const { detail } of events.filter(({ kind }) => kind === 'heard')) expect(Number(detail)).toBeGreaterThan(700);

    await page.evaluate(() => phone.dtmf('159#'));
    await seen('digit', 4);
    expect(
      events
        .filter(({ kind }) => kind === 'digit')
        .map(({ detail }) => detail)
        .join(''),
    ).toBe('159#');

    await page.evaluate(() => phone.reinvite({ hold: true }));
    await seen('held', 1);
    await page.evaluate(() => phone.reinvite({ hold: false }));
    await seen('resumed', 1);
    const said = events.filter(({ kind }) => kind === 'said').length;
    await page.evaluate(() => phone.reinvite({}, { offerOptions: { iceRestart: true } }));
    await seen('said', said + 1);
    const from = await page.evaluate(() => phone.heard.length);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const after = (await page.evaluate(() => [...phone.heard])).slice(from);
    expect(Math.max(...after.map(Math.abs)), 'sound after the ICE restart').toBeGreaterThan(0.05);

    await page.evaluate(() => phone.bye());
    await seen('hung-up', 1);
    expect(events.at(-1)?.detail).toBe('agent');
    expect(problems).toEqual([]);
  }, 120_000);

  it('the page is told when the line hangs up', async () => {
    await page.evaluate(() => phone.call('12600000101'));
    const ended = page.evaluate(() => phone.ended());
    await line.stop();
    await ended;
    expect(events.at(-1)?.detail).toBe('line-stopped');
  }, 30_000);
});

/** A page without anything but sip.js as it is in its package. */
function servePage(): Promise<Server> {
  const script = readFileSync(new URL('practice-line.page.js', import.meta.url));
  const library = join(root, 'node_modules/sip.js/lib');
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const file = normalize(join(library, path.replace(/^\/sip\.js\//, '')));
    if (path === '/') response.setHeader('content-type', 'text/html').end('<script type="module" src="/page.js"></script>');
    else if (path === '/page.js') response.setHeader('content-type', 'text/javascript').end(script);
    else if (path.startsWith('/sip.js/') && file.startsWith(library) && existsSync(file)) response.setHeader('content-type', 'text/javascript').end(readFileSync(file));
    else response.writeHead(404).end();
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

/** Pearson's r of the loudness (20 ms frames) of `line` with the best place in `heard`. */
function likeness(heard: readonly number[], line: Int16Array): number {
  const wanted = loudness([...line].map((sample) => sample / 32_768));
  const whole = loudness(heard);
  let best = 0;
  for (let at = 0; at + wanted.length <= whole.length; at += 1) best = Math.max(best, pearson(wanted, whole.slice(at, at + wanted.length)));
  return best;
}

function loudness(samples: readonly number[]): readonly number[] {
  return Array.from({ length: Math.floor(samples.length / 160) }, (_, frame) => Math.sqrt(samples.slice(frame * 160, (frame + 1) * 160).reduce((sum, sample) => sum + sample * sample, 0) / 160));
}

function pearson(left: readonly number[], right: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middle, centre] = [mean(left), mean(right)];
  let both = 0;
  let [own, other] = [1e-12, 1e-12];
  left.forEach((value, index) => {
    const [a, b] = [value - middle, (right[index] ?? 0) - centre];
    both += a * b;
    own += a * a;
    other += b * b;
  });
  return both / Math.sqrt(own * other);
}
