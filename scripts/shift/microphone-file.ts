/** The practice agent's voice as Chromium's fake microphone plays it: silence while it rings, then the clip. */
import { readFileSync, writeFileSync } from 'node:fs';

export interface Clip {
  readonly file: string;
  readonly clipMs: number;
  readonly silenceMs: number;
}

/** Throws a sentence when the file is no PCM WAV. */
export function prepareMicrophone(source: string, target: string, silenceMs: number): Clip {
  const file = readFileSync(source);
  if (file.length < 44 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error(`${source} is no WAV file. Give --microphone a PCM WAV, for example 48 kHz mono.`);
  let format: Buffer | null = null;
  let data: Buffer | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    const id = file.toString('latin1', at, at + 4);
    const body = file.subarray(at + 8, Math.min(file.length, at + 8 + size));
    if (id === 'fmt ') format = body;
    if (id === 'data') data = body;
    at += 8 + size + (size % 2);
  }
  if (format === null || data === null || format.length < 16 || format.readUInt16LE(14) !== 16 || ![1, 0xfffe].includes(format.readUInt16LE(0)))
    throw new Error(`${source} is not 16-bit PCM. Convert it first, for example with ffmpeg -i IN -ar 48000 -ac 1 -c:a pcm_s16le OUT.wav.`);
  const [channels, rate] = [format.readUInt16LE(2), format.readUInt32LE(4)];
  const frameBytes = channels * 2;
  const whole = data.subarray(0, data.length - (data.length % frameBytes));
  const samples = Buffer.concat([Buffer.alloc(Math.round((rate * silenceMs) / 1_000) * frameBytes), whole]);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  writeFileSync(target, Buffer.concat([header, samples]));
  return { file: target, clipMs: Math.round((whole.length / frameBytes / rate) * 1_000), silenceMs };
}
