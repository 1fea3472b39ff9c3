/**
 * Writes resources/speech/zh-replay.json: the practice shift's Chinese lines as a recogniser would deliver them, partials
 * growing every 640 ms and finals 350 ms after the end, with sound-alike errors of the kind measured in docs/speech.md.
 * For machines without the Chinese model. Run with `node scripts/make-replay.ts` after scripts/make-voices.ts.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { customersZh } from '../src/practice/customers-zh.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stepMs = 640;
const lagMs = 420;
const finalLagMs = 350;
/** Sound-alike mistakes that Chinese recognisers make on telephone audio; never inside the practice violation. */
const mistakes: readonly (readonly [string, string])[] = [
  ['绿岸', '绿暗'],
  ['账单', '帐单'],
  ['出差', '出叉'],
  ['请问', '请文'],
  ['短信', '短新'],
  ['书面', '书面'],
  ['举报', '举包'],
  ['骚扰', '扫扰'],
  ['本人', '北人'],
  ['转告', '转高'],
];

interface ReplayEvent {
  readonly atMs: number;
  readonly kind: 'partial' | 'final';
  readonly text: string;
}
interface ReplayUtterance {
  readonly reference: string;
  readonly durationMs: number;
  readonly events: readonly ReplayEvent[];
}

function utterance(reference: string, durationMs: number): ReplayUtterance {
  const spoken = [...reference.replace(/[，。？！、]/g, '')];
  const heard = [...mistakes.reduce((text, [right, wrong]) => text.replace(right, wrong), spoken.join(''))];
  const events: ReplayEvent[] = [];
  for (let at = stepMs; at < durationMs; at += stepMs) {
    const upTo = Math.floor((heard.length * (at - lagMs + stepMs / 2)) / durationMs);
    const text = heard.slice(0, Math.max(0, upTo)).join('');
    if (text !== '' && events.at(-1)?.text !== text) events.push({ atMs: at, kind: 'partial', text });
  }
  events.push({ atMs: durationMs + finalLagMs, kind: 'final', text: heard.join('') });
  return { reference, durationMs, events };
}

/** Length in ms of an 8 kHz mono 16-bit WAV. */
const lengthOf = (file: string): number => Math.round((statSync(file).size - 44) / 16);

const shift = JSON.parse(readFileSync(join(root, 'resources/voices/agent/zh-shift.json'), 'utf8')) as { sentences: { text: string; startMs: number; endMs: number }[] };
const speakers: Record<string, readonly ReplayUtterance[]> = { agent: shift.sentences.map((one) => utterance(one.text, one.endMs - one.startMs)) };
for (const customer of customersZh) {
  speakers[customer.number] = customer.lines.filter((line) => line.text !== '').map((line) => utterance(line.text, lengthOf(join(root, 'resources/voices', customer.id, line.file))));
}
writeFileSync(join(root, 'resources/speech/zh-replay.json'), `${JSON.stringify({ source: 'scripts/make-replay.ts: texts of the practice voices with sound-alike mistakes', speakers }, null, 1)}\n`);
