/**
 * What `npm start` runs after set-up: centre, practice line and desk on this machine. With a display it opens the desk;
 * without one it works a practice shift by itself and stays up.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { customers } from '../src/practice/customers.ts';
import { build } from './build.ts';
import { practiceLine, startStack } from './fairline-stack.ts';
import type { Stack } from './fairline-stack.ts';
import { runShift } from './shift/run-shift.ts';

const usage = `npm start -- [options]
  --once             work one practice shift without a window, then end: exit code 0 only if every step held
  --report FILE      write what the shift found as JSON (docs/report-schema.md)
  --microphone FILE  another agent's voice for the shift: a 16-bit PCM WAV
  --customer ID      another practice customer: ${customers.map((one) => one.id).join(', ')}
  --lang LANG        zh-CN or en-US (default: that of the customer, else en-US)
  --data DIR         another data folder (default: data; a shift with --once uses a fresh one)
  --headless         no window even where there is a display
  --chromium         the desk in a Chromium window even where there is Electron
  --models DIR       look for speech models in this folder first
  --no-speech        leave the speech models out`;

const root = join(import.meta.dirname, '..');
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

async function main(): Promise<number | null> {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      report: { type: 'string' },
      microphone: { type: 'string' },
      customer: { type: 'string' },
      lang: { type: 'string' },
      data: { type: 'string' },
      headless: { type: 'boolean', default: false },
      chromium: { type: 'boolean', default: false },
      models: { type: 'string' },
      'no-speech': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const wanted = values.customer ?? `${values.lang === 'zh-CN' ? 'zh' : 'en'}-cooperative`;
  const customer = customers.find((one) => one.id === wanted);
  if (customer === undefined) throw new Error(`There is no practice customer "${wanted}". There are: ${customers.map((one) => one.id).join(', ')}.`);
  if (values.lang !== undefined && values.lang !== customer.language) throw new Error(`${customer.id} speaks ${customer.language}; leave --lang out or choose another customer.`);
  say('Building the screens …');
  const alone = values.once || values.headless || !hasDisplay();
  const electron = alone || values.chromium ? '' : (process.env['FAIRLINE_ELECTRON'] ?? '');
  await build({ all: electron !== '', say: (text) => say(`  ${text}`) });
  const chromium = process.env['FAIRLINE_CHROMIUM'] ?? '';
  const fresh = values.once && values.data === undefined;
  const dataDir = fresh ? mkdtempSync(join(tmpdir(), 'fairline-shift-')) : resolve(values.data ?? join(root, 'data'));
  if (!alone) return electron === '' ? openDesk(dataDir, chromium) : openElectron(dataDir, electron);

  if (!values.once) say(values.headless ? 'No window was asked for.' : 'There is no display on this machine.');
  if (chromium === '') throw new Error('The practice shift needs a Chromium, and none could be had. Install Chromium, or set FAIRLINE_CHROMIUM to one, and start again.');
  say(`Working one practice shift with ${customer.id} in a headless Chromium (data: ${dataDir}):`);
  const { report, stack, close } = await runShift({ dataDir, language: customer.language, customer, microphone: values.microphone === undefined ? null : resolve(values.microphone), chromium, say });
  for (const line of report.transcript) say(`    ${line.speaker === 'agent' ? 'agent   ' : 'customer'} ${(line.start_ms / 1000).toFixed(1).padStart(5)} s  ${line.text}`);
  if (values.report !== undefined) {
    mkdirSync(dirname(resolve(values.report)), { recursive: true });
    writeFileSync(resolve(values.report), `${JSON.stringify(report, null, 2)}\n`);
    say(`Report: ${resolve(values.report)}`);
  }
  say(report.ok ? `The shift held: ${report.steps.length} of ${report.steps.length} steps.` : `The shift did not hold: ${report.steps.at(-1)?.name ?? ''}: ${report.steps.at(-1)?.detail ?? ''}`);
  if (values.once || stack === null) {
    await close();
    if (fresh && report.ok) rmSync(dataDir, { recursive: true, force: true });
    return report.ok ? 0 : 1;
  }
  say('Fairline stays up. Open the desk in a Chromium on this machine:');
  tellWhere(stack);
  onSignal(close);
  return null;
}

/** The desk in Electron; centre and line stay in this process and end with the window. */
async function openElectron(dataDir: string, electron: string): Promise<null> {
  const stack = await startStack({ dataDir, replay: false, withoutDesk: true, onStep: (name) => say(`Starting the ${name} …`) });
  onSignal(() => stack.stop());
  say('The desk opens in its own window.');
  tellWhere(stack);
  const window = spawn(electron, [root], {
    stdio: 'inherit',
    env: {
      ...process.env,
      FAIRLINE_PRACTICE: '1',
      FAIRLINE_CENTRAL_URL: stack.central.url,
      FAIRLINE_TENANT: 'practice',
      FAIRLINE_LINE_SERVER: stack.lineUrl,
      FAIRLINE_LINE_URI: practiceLine.uri,
      FAIRLINE_LINE_USER: practiceLine.user,
      FAIRLINE_LINE_PASSWORD: practiceLine.password,
      FAIRLINE_DATA: join(dataDir, 'desk-electron'),
    },
  });
  window.on('error', (error) => say(`Electron could not be started (${error.message}). Run "npm start -- --chromium" instead.`));
  window.on('exit', () => {
    void stack.stop().then(() => process.exit(0));
  });
  return null;
}

async function openDesk(dataDir: string, chromium: string): Promise<null> {
  const stack = await startStack({ dataDir, replay: false, onStep: (name) => say(`Starting the ${name} …`) });
  onSignal(() => stack.stop());
  if (chromium === '') {
    say('No Chromium could be had. The desk is served here; open it in any Chromium of this machine:');
    tellWhere(stack);
    return null;
  }
  say('The desk opens in its own window. If it is closed, open it again with:');
  tellWhere(stack);
  const window = spawn(
    chromium,
    [
      `--app=${stack.deskUrl}`,
      `--user-data-dir=${join(dataDir, 'window')}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--allow-loopback-in-peer-connection',
      '--window-size=1366,820',
      '--autoplay-policy=no-user-gesture-required',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: 'ignore' },
  );
  window.on('error', (error) => say(`The window could not be opened (${error.message}). Open the address above by hand.`));
  return null;
}

function tellWhere(stack: Stack): void {
  if (stack.deskUrl !== '') say(`  desk    ${stack.deskUrl}`);
  say(`  centre  ${stack.central.url}/api/docs`);
  say('  sign in as agent1 with the password agent1-practice (also lead1, quality1, ops1, admin1); Ctrl C ends Fairline.');
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}

function onSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          say(error instanceof Error ? error.message : String(error));
          process.exit(1);
        },
      );
    });
  }
}

main().then(
  (code) => {
    if (code !== null) process.exit(code);
  },
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
