/**
 * Lets only speech through to the recogniser, with 300 ms before it and 900 ms after: silence costs almost as much to
 * decode as speech (measured: speech.md E3, 0.42 → 0.07 core). Chunks are 64 ms at 16 kHz.
 */
export interface Chunk {
  readonly samples: Float32Array;
  readonly startMs: number;
}

const chunkMs = 64;
const preRollChunks = Math.ceil(300 / chunkMs);
const hangMs = 900;
const leastRms = 0.004;

export class VoiceGate {
  #floor = 0.001;
  #open = false;
  #quietMs = 0;
  readonly #before: Chunk[] = [];

  /** What to feed now, and whether speech ended with this chunk. */
  push(chunk: Chunk): { readonly feed: readonly Chunk[]; readonly ended: boolean; readonly level: number } {
    const level = rms(chunk.samples);
    const voiced = level > Math.max(leastRms, 4 * this.#floor);
    if (!this.#open) {
      if (!voiced) {
        this.#floor = this.#floor * 0.95 + level * 0.05;
        this.#before.push(chunk);
        if (this.#before.length > preRollChunks) this.#before.shift();
        return { feed: [], ended: false, level };
      }
      this.#open = true;
      this.#quietMs = 0;
      return { feed: [...this.#before.splice(0), chunk], ended: false, level };
    }
    this.#quietMs = voiced ? 0 : this.#quietMs + chunkMs;
    if (this.#quietMs < hangMs) return { feed: [chunk], ended: false, level };
    this.#open = false;
    return { feed: [chunk], ended: true, level };
  }

  get isOpen(): boolean {
    return this.#open;
  }
}

export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
