import type { Sound } from '../../src/practice/wav.ts';

const full = 32_768;
const frameMs = 10;
const marginMs = { before: 20, after: 60 };

export function silenceOf(rate: number, ms: number): Sound {
  return { rate, samples: new Int16Array(Math.round((rate * ms) / 1000)) };
}

/** A sine tone with 10 ms ramps, at -15 dBFS RMS. */
export function toneOf(rate: number, hertz: number, ms: number): Sound {
  const samples = new Int16Array(Math.round((rate * ms) / 1000));
  const ramp = rate / 100;
  for (let n = 0; n < samples.length; n += 1) {
    const gain = Math.min(1, n / ramp, (samples.length - n) / ramp);
    samples[n] = Math.round(0.25 * full * gain * Math.sin((2 * Math.PI * hertz * n) / rate));
  }
  return { rate, samples };
}

export function join(rate: number, parts: readonly Sound[]): Sound {
  const samples = new Int16Array(parts.reduce((sum, part) => sum + part.samples.length, 0));
  let at = 0;
  for (const part of parts) {
    if (part.rate !== rate) throw new Error(`a part has ${part.rate} Hz where ${rate} Hz is joined`);
    samples.set(part.samples, at);
    at += part.samples.length;
  }
  return { rate, samples };
}

/** Band-limited resampling: a sinc of 24 zero crossings a side under a Hann window. */
export function resample(sound: Sound, rate: number): Sound {
  if (rate === sound.rate) return sound;
  const cutoff = 0.94 * Math.min(1, rate / sound.rate);
  const reach = Math.ceil(24 / cutoff);
  const samples = new Int16Array(Math.floor((sound.samples.length * rate) / sound.rate));
  for (let n = 0; n < samples.length; n += 1) {
    const centre = (n * sound.rate) / rate;
    const first = Math.floor(centre) - reach + 1;
    let sum = 0;
    for (let k = first; k < first + 2 * reach; k += 1) {
      const distance = k - centre;
      const x = Math.PI * cutoff * distance;
      const sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
      const hann = 0.5 + 0.5 * Math.cos((Math.PI * distance) / reach);
      sum += (sound.samples[k] ?? 0) * sinc * hann * cutoff;
    }
    samples[n] = clamp(Math.round(sum));
  }
  return { rate, samples };
}

export interface Trimmed {
  readonly sound: Sound;
  /** What went at the start, in ms. */
  readonly cutMs: number;
  /** Where speech begins and ends in the trimmed sound, in ms. */
  readonly speech: { readonly startMs: number; readonly endMs: number };
}

/** Cuts what is 36 dB or more below the loudest frame at both ends, but leaves a margin for soft consonants. */
export function trim(sound: Sound): Trimmed {
  const levels = frameLevels(sound);
  const floor = Math.max(...levels) / 63;
  const firstLoud = levels.findIndex((level) => level > floor);
  const lastLoud = levels.findLastIndex((level) => level > floor);
  if (firstLoud < 0) throw new Error('there is only silence');
  const perMs = sound.rate / 1000;
  const from = Math.max(0, Math.round((firstLoud * frameMs - marginMs.before) * perMs));
  const to = Math.min(sound.samples.length, Math.round(((lastLoud + 1) * frameMs + marginMs.after) * perMs));
  const cutMs = from / perMs;
  const speech = { startMs: firstLoud * frameMs - cutMs, endMs: (lastLoud + 1) * frameMs - cutMs };
  return { sound: { rate: sound.rate, samples: sound.samples.slice(from, to) }, cutMs, speech };
}

/** Brings the speech (frames within 30 dB of the loudest) to `dbfs` RMS; peaks are rounded off softly. */
export function normalise(sound: Sound, dbfs: number): Sound {
  const levels = frameLevels(sound);
  const speech = levels.filter((level) => level > Math.max(...levels) / 31.6);
  const power = speech.reduce((sum, level) => sum + level * level, 0) / Math.max(1, speech.length);
  const gain = 10 ** (dbfs / 20) / Math.max(1e-6, Math.sqrt(power));
  return { rate: sound.rate, samples: Int16Array.from(sound.samples, (sample) => clamp(Math.round(soften((sample / full) * gain) * full))) };
}

function frameLevels(sound: Sound): readonly number[] {
  const size = Math.round((sound.rate * frameMs) / 1000);
  return Array.from({ length: Math.floor(sound.samples.length / size) }, (_, frame) => {
    let power = 0;
    for (let n = frame * size; n < (frame + 1) * size; n += 1) power += ((sound.samples[n] ?? 0) / full) ** 2;
    return Math.sqrt(power / size);
  });
}

function soften(x: number): number {
  const knee = 0.7;
  return Math.abs(x) <= knee ? x : Math.sign(x) * (knee + (1 - knee) * Math.tanh((Math.abs(x) - knee) / (1 - knee)));
}

function clamp(value: number): number {
  return Math.max(-32_768, Math.min(32_767, value));
}
