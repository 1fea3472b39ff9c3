import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAgentEar, type Hearing } from './agent-ear.ts';
import { customers } from './customers.ts';
import { readWav } from './wav.ts';

/** Feeds 20 ms packets and notes what the ear says, and when. */
function listen(samples: Int16Array) {
  const ear = createAgentEar();
  const heard: { readonly at: number; readonly what: Hearing }[] = [];
  for (let packet = 0; (packet + 1) * 160 <= samples.length; packet += 1) {
    const what = ear.hear(samples.subarray(packet * 160, (packet + 1) * 160), packet * 20);
    if (what !== undefined) heard.push({ at: packet * 20, what });
  }
  return { ear, heard };
}

function noise(ms: number, dbfs: number): Int16Array {
  let seed = 1;
  return Int16Array.from({ length: ms * 8 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (seed / 1_073_741_824 - 1) * Math.sqrt(3) * 32_768 * 10 ** (dbfs / 20);
  });
}

function after(...parts: readonly Int16Array[]): Int16Array {
  return Int16Array.from(parts.flatMap((part) => [...part]));
}

describe('agent ear', () => {
  it('hears one speech and its end 0.7 s later', () => {
    const { heard } = listen(after(noise(1000, -65), noise(2000, -20), noise(2000, -65)));
    expect(heard.map(({ what }) => what)).toEqual(['agent-talks', 'agent-stopped']);
    expect(heard[0]?.at).toBeGreaterThanOrEqual(1060);
    expect(heard[0]?.at).toBeLessThanOrEqual(1140);
    expect(heard[1]?.at).toBeGreaterThanOrEqual(3660);
    expect(heard[1]?.at).toBeLessThanOrEqual(3740);
  });

  it('does not take a click or a quiet room for speech', () => {
    expect(listen(after(noise(1000, -55), noise(60, -10), noise(1000, -55))).heard).toEqual([]);
  });

  it('gets used to a noisy room and still hears speech in it', () => {
    const { heard } = listen(after(noise(20_000, -44), noise(1500, -18), noise(2000, -44)));
    expect(heard.at(-2)).toMatchObject({ what: 'agent-talks' });
    expect(heard.at(-2)?.at).toBeGreaterThan(19_900);
    expect(heard.at(-1)).toMatchObject({ what: 'agent-stopped' });
  });

  it('ends a speech when packets stop', () => {
    const { ear, heard } = listen(noise(1000, -20));
    expect(heard.map(({ what }) => what)).toEqual(['agent-talks']);
    expect(ear.tick(1200)).toBeUndefined();
    expect(ear.tick(1700)).toBe('agent-stopped');
    expect(ear.tick(1800)).toBeUndefined();
  });

  it('takes each shipped sentence as one speech', () => {
    for (const { id, lines, outcome } of customers) {
      if (outcome !== 'talks') continue;
      for (const { file, text } of lines) {
        const { samples } = readWav(readFileSync(new URL(`../../resources/voices/${id}/${file}`, import.meta.url)));
        const { heard } = listen(after(noise(500, -70), samples, noise(1000, -70)));
        expect(
          heard.map(({ what }) => what),
          `${id} ${text}`,
        ).toEqual(['agent-talks', 'agent-stopped']);
      }
    }
  });
});
