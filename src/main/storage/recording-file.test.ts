import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../../test/integration/desk/support/temp-folder.ts';
import { RecordingDamaged, RecordingFile, readRecording } from './recording-file.ts';

const key = randomBytes(32);
const id = 'recording-0001';
const folder = tempFolder();
let files = 0;

/** Writes the pieces to a new file; `ends` are the file's lengths after each piece. */
function recorded(pieces: readonly Uint8Array[]): { path: string; ends: number[] } {
  files += 1;
  const path = join(folder, `${files}.flr`);
  const file = new RecordingFile(path, key, id);
  const ends = pieces.map((piece) => {
    file.append(Buffer.from(piece));
    return statSync(path).size;
  });
  file.close();
  return { path, ends };
}
const read = (path: string): Buffer[] => [...readRecording(path, key, id).pieces];
const asBuffers = (pieces: readonly Uint8Array[]): Buffer[] => pieces.map((piece) => Buffer.from(piece));
const somePieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 3_000, maxLength: 9_000 })), { minLength: 1, maxLength: 5 });
const runs = { numRuns: 60 };

describe('pieces of any size', () => {
  test('come back as they were, with their count and length', () => {
    fc.assert(
      fc.property(somePieces, (pieces) => {
        const { path, ends } = recorded(pieces);
        const found = readRecording(path, key, id);
        expect([...found.pieces]).toEqual(asBuffers(pieces));
        expect(found.wholeBytes).toBe(ends.at(-1));
        const again = new RecordingFile(path, key, id);
        expect([again.pieces, again.bytes]).toEqual([pieces.length, pieces.reduce((sum, piece) => sum + piece.length, 0)]);
        again.close();
      }),
      runs,
    );
  });

  test('cut anywhere: every whole piece is kept, no half one is given, and appending goes on behind it', () => {
    fc.assert(
      fc.property(somePieces, fc.double({ min: 0, max: 1, noNaN: true }), (pieces, where) => {
        const { path, ends } = recorded(pieces);
        const whole = readFileSync(path);
        const cut = Math.floor(where * whole.length);
        writeFileSync(path, whole.subarray(0, cut));
        const kept = ends.filter((end) => end <= cut).length;
        expect(read(path)).toEqual(asBuffers(pieces.slice(0, kept)));
        const file = new RecordingFile(path, key, id);
        file.append(Buffer.from('after the crash'));
        file.close();
        expect(read(path)).toEqual([...asBuffers(pieces.slice(0, kept)), Buffer.from('after the crash')]);
      }),
      runs,
    );
  });

  test('cut at every single offset of a small file', () => {
    const pieces = [Buffer.from('one'), Buffer.alloc(0), Buffer.from('three and a bit more')];
    const { path, ends } = recorded(pieces);
    const whole = readFileSync(path);
    for (let cut = 0; cut <= whole.length; cut += 1) {
      writeFileSync(path, whole.subarray(0, cut));
      expect(read(path), `cut at ${cut}`).toEqual(pieces.slice(0, ends.filter((end) => end <= cut).length));
    }
  });

  test('a tail of zeros, as a power cut leaves it, is left out', () => {
    const { path } = recorded([Buffer.from('one'), Buffer.from('two')]);
    for (const zeros of [1, 7, 8, 100, 5_000]) {
      const whole = readFileSync(path);
      writeFileSync(path, Buffer.concat([whole, Buffer.alloc(zeros)]));
      expect(read(path)).toHaveLength(2);
      new RecordingFile(path, key, id).close();
      expect(readFileSync(path).equals(whole)).toBe(true);
    }
  });
});

describe('a change is noticed', () => {
  test('one flipped bit anywhere before the last piece is RecordingDamaged, and opening it to append changes nothing', () => {
    const pieces = [randomBytes(40), randomBytes(70_000), randomBytes(3), randomBytes(20)];
    const { path, ends } = recorded(pieces);
    const whole = readFileSync(path);
    const start = ends[0] ?? 0;
    const middle = ends[1] ?? 0;
    const lastPiece = ends.at(-2) ?? 0;
    // every byte of the small pieces and of the big one's ends: lengths, checks, nonces, tags and chains among them
    const places = [...Array.from({ length: start + 120 }, (_, at) => at), start + 35_000, ...Array.from({ length: lastPiece - middle + 80 }, (_, at) => middle - 80 + at)];
    expect(places.length).toBeGreaterThan(300);
    for (const at of places) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, bytes);
      expect(() => read(path), `byte ${at}`).toThrow(RecordingDamaged);
      if (at % 40 === 0) {
        expect(() => new RecordingFile(path, key, id)).toThrow(RecordingDamaged);
        expect(readFileSync(path).equals(bytes)).toBe(true);
      }
    }
  });
  test('a flip in the last piece loses that piece or is noticed, never gives wrong audio', () => {
    const pieces = [randomBytes(40), randomBytes(50)];
    const { path, ends } = recorded(pieces);
    const whole = readFileSync(path);
    for (let at = ends[0] ?? 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x80;
      writeFileSync(path, bytes);
      let found: Buffer[] | null = null;
      try {
        found = read(path);
      } catch (error) {
        expect(error).toBeInstanceOf(RecordingDamaged);
      }
      if (found !== null) expect(found).toEqual([pieces[0]]);
    }
  });
  test('pieces swapped, left out, doubled or of another recording', () => {
    const pieces = [1, 2, 3, 4].map((value) => Buffer.alloc(100, value));
    const { path, ends } = recorded(pieces);
    const whole = readFileSync(path);
    const [a, b, c, d] = ends.map((end, index) => whole.subarray(ends[index - 1] ?? 0, end));
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four pieces');
    const other = readFileSync(recorded([Buffer.alloc(100, 1), Buffer.alloc(100, 9), Buffer.alloc(100, 3)]).path)
      .subarray(0, ends[1] ?? 0)
      .subarray(ends[0] ?? 0);
    for (const order of [
      [b, a, c, d],
      [a, c, b, d],
      [a, c, d],
      [b, c, d],
      [a, a, b, c],
      [a, other, c, d],
    ]) {
      writeFileSync(path, Buffer.concat(order));
      expect(() => read(path)).toThrow(RecordingDamaged);
    }
    writeFileSync(path, whole);
    expect(read(path)).toHaveLength(4);
  });
  test('another key or another id', () => {
    const { path } = recorded([Buffer.from('one'), Buffer.from('two')]);
    expect(() => readRecording(path, randomBytes(32), id)).toThrow(RecordingDamaged);
    expect(() => readRecording(path, key, 'recording-0002')).toThrow(RecordingDamaged);
  });
});

test('the file holds no plain audio and its owner alone may read it', () => {
  const words = Buffer.from('OpusHead and what the customer said. '.repeat(40));
  const { path } = recorded([words, words]);
  const bytes = readFileSync(path);
  for (const part of ['OpusHead', 'customer', words.subarray(100, 116).toString()]) expect(bytes.includes(part)).toBe(false);
  // the same piece twice is not the same bytes twice
  expect(bytes.subarray(20, 60).equals(bytes.subarray(bytes.length / 2 + 20, bytes.length / 2 + 60))).toBe(false);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});
