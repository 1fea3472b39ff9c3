/**
 * P1: from the end of a forbidden phrase to its mark on the screen, in real calls on the practice line; the limit is one
 * frame of the recogniser's input (64 ms), the goal 200 ms (median) and 450 ms (p95).
 * P2: what two recognisers cost: CPU of the whole Chromium in a call with them and without, in the same run.
 * Linux only (reads /proc). `node bench/live-call.ts [calls]` after a build; speaks with flite where it is installed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { headlessFlags } from '../scripts/chromium-flags.ts';
import { startStack } from '../scripts/fairline-stack.ts';
import { findChromium } from '../scripts/setup/chromium.mjs';
import { DeskPage } from '../scripts/shift/desk-page.ts';
import type { SeenFlag } from '../scripts/shift/desk-page.ts';
import { prepareMicrophone } from '../scripts/shift/microphone-file.ts';

const root = join(import.meta.dirname, '..');
const phrases = [
  'you will be arrested if you do not pay today',
  'we will garnish your wages',
  'i will tell your boss about this',
  'we will send the police to your house',
  'you are going to jail for this',
  'you stupid idiot',
];
const calls = Number(process.argv[2] ?? '3');

/** Agent's voice: each phrase with three seconds after it. The shipped clip where flite is missing. */
function agentVoice(folder: string): string {
  try {
    const samples: Buffer[] = [];
    for (const [at, phrase] of phrases.entries()) {
      const file = join(folder, `phrase-${at}.wav`);
      execFileSync('flite', ['-voice', 'rms', '-t', phrase, '-o', file], { stdio: 'ignore' });
      samples.push(readFileSync(file).subarray(44), Buffer.alloc(16_000 * 2 * 3));
    }
    const data = Buffer.concat(samples);
    const header = readFileSync(join(folder, 'phrase-0.wav')).subarray(0, 44);
    header.writeUInt32LE(36 + data.length, 4);
    header.writeUInt32LE(data.length, 40);
    const target = join(folder, 'phrases.wav');
    writeFileSync(target, Buffer.concat([header, data]));
    return target;
  } catch {
    process.stdout.write('flite is not installed: the shipped clip with one phrase is used\n');
    return join(root, 'resources/voices/agent/en-shift.wav');
  }
}

/** CPU seconds used so far by every process whose command line names this profile folder's browser. */
function cpuSeconds(marker: string): number {
  let ticks = 0;
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map<number, number>();
  const own = new Map<number, number>();
  const roots: number[] = [];
  for (const name of all) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      parents.set(Number(name), Number(fields[1]));
      own.set(Number(name), Number(fields[11]) + Number(fields[12]));
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(marker)) roots.push(Number(name));
    } catch {
      continue; // the process ended while it was looked at
    }
  }
  const inside = (pid: number): boolean => {
    for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (roots.includes(at)) return true;
    return false;
  };
  for (const [pid, used] of own) if (inside(pid)) ticks += used;
  return ticks / 100;
}

interface CallFigures {
  readonly flags: readonly SeenFlag[];
  readonly cpu: number;
}

async function oneCall(executablePath: string, listening: boolean): Promise<CallFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'fairline-bench-'));
  const empty = join(folder, 'no-models');
  mkdirSync(empty);
  const microphone = prepareMicrophone(agentVoice(folder), join(folder, 'microphone.wav'), 3_000);
  const stack = await startStack({ dataDir: folder, replay: false, ...(listening ? {} : { modelsDir: empty }) });
  const browser = await chromium.launch({ executablePath, args: [...headlessFlags(microphone.file)] });
  try {
    const desk = new DeskPage(await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en-US' })).newPage());
    await desk.open(stack.deskUrl);
    await desk.signIn('agent1');
    await desk.by('queue-row').first().waitFor();
    await desk.page.waitForFunction(() => document.querySelector('[data-testid=registration]')?.getAttribute('data-state') === 'registered');
    await desk.passChecks();
    await desk.page.waitForFunction(() => document.querySelector('[data-testid=speech-state]')?.getAttribute('data-state') !== 'loading', undefined, { timeout: 60_000 });
    await desk.openCase('5550101');
    await desk.dial();
    await desk.untilCall(['connected'], 20_000);
    const [wall, cpu] = [performance.now(), cpuSeconds(microphone.file)];
    while (performance.now() - wall < Math.min(36_000, microphone.clipMs + 2_000) && (await desk.callState()) === 'connected') await desk.page.waitForTimeout(500);
    const used = (cpuSeconds(microphone.file) - cpu) / ((performance.now() - wall) / 1_000);
    return { flags: await desk.flags(), cpu: used };
  } finally {
    await browser.close();
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const executablePath = await findChromium(root);
if (executablePath === null || process.platform !== 'linux') {
  process.stdout.write('P1, P2: left out; they need Linux and a Chromium.\n');
} else {
  const withSpeech: CallFigures[] = [];
  for (let at = 0; at < calls; at += 1) withSpeech.push(await oneCall(executablePath, true));
  const without = await oneCall(executablePath, false);
  const delays = withSpeech
    .flatMap((one) => one.flags)
    .filter((flag) => flag.status === 'confirmed')
    .map((flag) => (flag.paintedAtMs ?? flag.markAtMs) - flag.endMs)
    .toSorted((a, b) => a - b);
  const at = (part: number): number => delays[Math.min(delays.length - 1, Math.floor(delays.length * part))] ?? Number.NaN;
  const cpu = withSpeech.reduce((sum, one) => sum + one.cpu, 0) / withSpeech.length;
  process.stdout.write(
    `P1 phrase end to mark painted: ${delays.length} marks in ${calls} calls, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${delays.at(-1) ?? Number.NaN} ms (goal 200/450 ms: ${(at(0.5) / 200).toFixed(2)}x, ${(at(0.95) / 450).toFixed(2)}x)\n`,
  );
  process.stdout.write(
    `P2 Chromium in a call: ${cpu.toFixed(2)} cores with two recognisers, ${without.cpu.toFixed(2)} without; the recognisers cost ${(cpu - without.cpu).toFixed(2)} cores (goal 0.35 in turn: ${((cpu - without.cpu) / 0.35).toFixed(2)}x)\n`,
  );
}
