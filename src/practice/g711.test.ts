import { describe, expect, it } from 'vitest';
import { decodeMuLaw, encodeMuLaw, silence } from './g711.ts';

describe('G.711 µ-law', () => {
  it('has the code words of the recommendation', () => {
    expect([...encodeMuLaw(Int16Array.of(0, -1, 32_767, -32_768, 8, -8))]).toEqual([0xff, 0x7f, 0x80, 0x00, 0xfe, 0x7e]);
    expect([...decodeMuLaw(Uint8Array.of(0xff, 0x7f, 0x80, 0x00))]).toEqual([0, 0, 32_124, -32_124]);
    expect(silence).toBe(0xff);
  });

  it('keeps every code word through linear and back', () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code).filter((code) => code !== 0x7f);
    expect([...encodeMuLaw(decodeMuLaw(codes))]).toEqual([...codes]);
  });

  it('stays within a sixteenth of any sample', () => {
    const samples = Int16Array.from({ length: 2000 }, (_, n) => Math.round(32_000 * Math.sin(n)));
    const heard = decodeMuLaw(encodeMuLaw(samples));
    samples.forEach((sample, n) => expect(Math.abs((heard[n] ?? 0) - sample)).toBeLessThanOrEqual(Math.abs(sample) / 16 + 8));
  });
});
