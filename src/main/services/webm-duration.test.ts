import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { double, element, liveWebm } from '../../../test/integration/desk/support/live-webm.ts';
import { tempFolder } from '../../../test/integration/desk/support/temp-folder.ts';
import { readDuration, withDuration } from './webm-duration.ts';

const has = (program: string): boolean => spawnSync(program, ['-version']).error === undefined;
const infoAt = (webm: Buffer): number => webm.indexOf(Buffer.from('1549a966', 'hex'));
const tracksAt = (webm: Buffer): number => webm.indexOf(Buffer.from('1654ae6b', 'hex'));

describe('a live recording', () => {
  const { whole } = liveWebm(3);
  test('has no duration, and gets it; everything before and behind the header stays byte for byte', () => {
    expect(readDuration(whole)).toBeNull();
    const timed = withDuration(whole, 3_020);
    expect(readDuration(timed)).toBe(3_020);
    expect(timed.subarray(0, infoAt(timed)).equals(whole.subarray(0, infoAt(whole)))).toBe(true);
    expect(timed.subarray(tracksAt(timed)).equals(whole.subarray(tracksAt(whole)))).toBe(true);
    expect(timed.length - whole.length).toBeLessThan(30);
    for (const kept of ['Chrome', '2ad7b1']) expect(timed.includes(kept === 'Chrome' ? kept : Buffer.from(kept, 'hex'))).toBe(true);
  });
  test('set again: the last one counts and nothing grows', () => {
    const once = withDuration(whole, 1_000);
    const twice = withDuration(once, 2_000);
    expect(readDuration(twice)).toBe(2_000);
    expect(twice.length).toBe(once.length);
    expect(withDuration(twice, 1_000).equals(once)).toBe(true);
  });
  test("in the file's own units; a checksum that no longer fits is left out", () => {
    const coarse = liveWebm(1, { timestampScale: 10_000_000, extraInfo: [element(0xbf, Buffer.from([1, 2, 3, 4]))] }).whole;
    const timed = withDuration(coarse, 5_000);
    expect(readDuration(timed)).toBe(5_000);
    const found = timed.indexOf(Buffer.from('448988', 'hex'));
    expect(timed.readDoubleBE(found + 3)).toBe(500);
    expect(timed.includes(Buffer.from([1, 2, 3, 4]))).toBe(false);
  });
  test.skipIf(!has('ffprobe'))('ffprobe reads the duration and the same sound', () => {
    const folder = tempFolder();
    const probe = (bytes: Buffer): { duration: string | undefined; packets: string } => {
      const file = join(folder, `${bytes.length}.webm`);
      writeFileSync(file, bytes);
      const format = JSON.parse(execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'json', file], { encoding: 'utf8' })) as { format: { duration?: string } };
      return { duration: format.format.duration, packets: execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'packet=pts,size', '-of', 'csv', file], { encoding: 'utf8' }) };
    };
    const before = probe(whole);
    const after = probe(withDuration(whole, 3_020));
    expect(before.duration).toBeUndefined();
    expect(Number(after.duration)).toBeCloseTo(3.02, 3);
    expect(after.packets).toBe(before.packets);
    expect(after.packets.trim().split('\n')).toHaveLength(150);
  });
  test.skipIf(!has('ffmpeg') || !has('ffprobe'))('so it does of what ffmpeg streams', () => {
    const made = spawnSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=frequency=440:duration=2', '-ac', '2', '-c:a', 'libopus', '-f', 'webm', '-live', '1', 'pipe:1'], {
      maxBuffer: 1 << 24,
    });
    expect(made.stdout.length).toBeGreaterThan(5_000);
    const file = join(tempFolder(), 'live.webm');
    writeFileSync(file, withDuration(made.stdout, 2_000));
    expect(Number(execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file], { encoding: 'utf8' }))).toBeCloseTo(2, 2);
    expect(spawnSync('ffmpeg', ['-v', 'error', '-xerror', '-i', file, '-f', 'null', '-']).status).toBe(0);
  });
});

describe('what is no live WebM comes back unchanged', () => {
  const {
    head,
    whole,
    clusters: [sound],
  } = liveWebm(1);
  test('a header that is cut, at every length', () => {
    for (let cut = 0; cut < tracksAt(head); cut += 1) {
      const part = whole.subarray(0, cut);
      expect(withDuration(part, 1_000).equals(part), `cut at ${cut}`).toBe(true);
      expect(readDuration(part)).toBeNull();
    }
  });
  test('a finished file with places in it', () => {
    const finished = Buffer.concat([head.subarray(0, head.indexOf(Buffer.from('18538067', 'hex'))), element(0x18538067, element(0x1549a966, double(0x4489, 700)))]);
    expect(withDuration(finished, 5).equals(finished)).toBe(true);
    expect(readDuration(finished)).toBe(700);
  });
  test('anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const some = Buffer.from(bytes);
        expect(withDuration(some, 1).equals(some)).toBe(true);
        expect(readDuration(some)).toBeNull();
      }),
    );
  });
  test('a spoilt header never throws and never touches the sound behind it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: tracksAt(head) - 1 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const spoilt = Buffer.from(whole);
        spoilt[at] = value;
        readDuration(spoilt);
        const timed = withDuration(spoilt, 1_000);
        expect(sound !== undefined && timed.subarray(-sound.length).equals(sound)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
