import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { CustomerLine, CustomerProfile } from './customer-profile.ts';
import { encodeMuLaw } from './g711.ts';
import { readWav } from './wav.ts';

/** The customers' recorded lines as µ-law at 8 kHz. */
export interface Voices {
  /** Throws with the file's name when it is missing, damaged or not at 8 kHz. */
  readonly soundOf: (customer: CustomerProfile, line: CustomerLine) => Uint8Array;
}

/** Where the voices are in a checkout: `resources/voices`. */
export const shippedVoices = fileURLToPath(new URL('../../resources/voices', import.meta.url));

/** Reads a line when it is first needed and keeps it; all of them together are under 3 MB. */
export function openVoices(folder: string): Voices {
  const kept = new Map<string, Uint8Array>();
  return {
    soundOf: (customer, line) => {
      const file = join(folder, customer.id, line.file);
      const known = kept.get(file);
      if (known !== undefined) return known;
      const sound = read(file);
      kept.set(file, sound);
      return sound;
    },
  };
}

function read(file: string): Uint8Array {
  try {
    const { rate, samples } = readWav(readFileSync(file));
    if (rate !== 8000) throw new Error(`it has ${rate} Hz instead of 8000`);
    return encodeMuLaw(samples);
  } catch (cause) {
    throw new Error(`the voice file ${file} cannot be used; \`node scripts/make-voices.ts\` makes it anew`, { cause });
  }
}
