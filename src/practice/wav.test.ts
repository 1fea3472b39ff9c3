import { describe, expect, it } from 'vitest';
import { readWav, writeWav } from './wav.ts';

const sound = { rate: 8000, samples: Int16Array.of(0, 1, -1, 32_767, -32_768) };

describe('WAV', () => {
  it('reads what it writes', () => {
    expect(readWav(writeWav(sound))).toEqual(sound);
  });

  it('reads inside a larger buffer and past chunks it does not know', () => {
    const plain = writeWav(sound);
    const list = Uint8Array.from([...'LIST'].map((c) => c.charCodeAt(0)).concat([3, 0, 0, 0, 1, 2, 3, 0]));
    const file = Uint8Array.from([9, 9, ...plain.subarray(0, 36), ...list, ...plain.subarray(36)]);
    expect(readWav(file.subarray(2))).toEqual(sound);
  });

  it('takes what is there when the size is not true', () => {
    const file = writeWav(sound);
    new DataView(file.buffer).setUint32(40, 0xffff_ffff, true);
    expect(readWav(file)).toEqual(sound);
  });

  it('averages two channels', () => {
    const file = writeWav({ rate: 8000, samples: Int16Array.of(10, 20, -10, -30) });
    new DataView(file.buffer).setUint16(22, 2, true);
    expect([...readWav(file).samples]).toEqual([15, -20]);
  });

  it.each([
    ['empty', new Uint8Array(0), /not a WAV/],
    ['another file', new TextEncoder().encode('%PDF-1.7 and so on'), /not a WAV/],
    ['cut in the format', writeWav(sound).subarray(0, 24), /cut off/],
    ['without sound', writeWav(sound).subarray(0, 36), /no sound/],
  ])('refuses: %s', (_name, bytes, reason) => {
    expect(() => readWav(bytes)).toThrow(reason);
  });

  it('refuses 8 bits', () => {
    const file = writeWav(sound);
    new DataView(file.buffer).setUint16(34, 8, true);
    expect(() => readWav(file)).toThrow(/8 bits/);
  });
});
