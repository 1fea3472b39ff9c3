/**
 * Makes every voice that Fairline ships, from texts of ours: `node scripts/make-voices.ts`.
 * Debian: `apt-get install flite espeak-ng`. The results are in the repository; run it again after changing a text.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join as path } from 'node:path';
import { fileURLToPath } from 'node:url';
import { customers } from '../src/practice/customers.ts';
import { writeWav, type Sound } from '../src/practice/wav.ts';
import { agentClips, makeAgentClip } from './voices/agent-clips.ts';
import { join, normalise, resample, silenceOf, toneOf, trim } from './voices/shape-sound.ts';
import { speak } from './voices/speak.ts';

const root = path(dirname(fileURLToPath(import.meta.url)), '..');
const voices = path(root, 'resources', 'voices');
const loudness = -18;
const limitBytes = 12_000_000;

function save(file: string, sound: Sound): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, writeWav(sound));
}

for (const customer of customers) {
  const folder = path(voices, customer.id);
  rmSync(folder, { recursive: true, force: true });
  for (const line of customer.lines) {
    const sound = line.tone === undefined ? normalise(trim(resample(speak(line.text, customer), 8000)).sound, loudness) : toneOf(8000, line.tone.hertz, line.tone.ms);
    save(path(folder, line.file), sound);
  }
  console.log(`${customer.id}: ${customer.lines.length} lines`);
}

for (const clip of agentClips) {
  const { sound, times } = makeAgentClip(clip);
  save(path(voices, 'agent', `${clip.name}.wav`), sound);
  writeFileSync(path(voices, 'agent', `${clip.name}.json`), `${JSON.stringify(times, null, 2)}\n`);
  console.log(`${clip.name}: ${(sound.samples.length / sound.rate).toFixed(1)} s`);
}

/** The recogniser's own start-up check: the first word of a cold start is easily lost, so it begins with silence. */
const check = normalise(trim(resample(speak('please pay your bill today', { language: 'en-US', voice: 'rms' }), 16_000)).sound, loudness);
save(path(root, 'src', 'renderer', 'public', 'clips', 'en-check.wav'), join(16_000, [silenceOf(16_000, 400), check, silenceOf(16_000, 600)]));

const bytes = readdirSync(voices, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .reduce((sum, entry) => sum + statSync(path(entry.parentPath, entry.name)).size, 0);
console.log(`${(bytes / 1e6).toFixed(2)} MB in resources/voices`);
if (bytes > limitBytes) throw new Error(`the voices are larger than ${limitBytes / 1e6} MB`);
