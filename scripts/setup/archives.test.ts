import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeZip } from '../../test/integration/desk/support/make-zip.ts';
import type { ZipEntry } from '../../test/integration/desk/support/make-zip.ts';
import { tempFolder } from '../../test/integration/desk/support/temp-folder.ts';
import { tarPieces } from './tar.mjs';
import { unzip } from './unzip.mjs';

const has = (program: string): boolean => spawnSync(program, ['--help']).error === undefined;
const files = (archive: Buffer, folder = 'top') => unzip(archive, folder).map(({ name, data }) => [name, data().toString()]);
const hello: ZipEntry = { name: 'top/a.txt', data: Buffer.from('hello '.repeat(100)) };
const small: ZipEntry = { name: 'top/sub/b.txt', data: Buffer.from('b'), stored: true };

describe('unzip', () => {
  test('packed and stored files below the folder, sorted; folders and others are left out', () => {
    const archive = makeZip(
      [
        small,
        hello,
        { name: 'top/', data: Buffer.alloc(0), stored: true },
        { name: 'other/c.txt', data: Buffer.from('c') },
        { name: 'topper/d.txt', data: Buffer.from('d') },
        { name: 'top/empty', data: Buffer.alloc(0) },
      ],
      'a note',
    );
    expect(files(archive)).toEqual([
      ['a.txt', 'hello '.repeat(100)],
      ['empty', ''],
      ['sub/b.txt', 'b'],
    ]);
    expect(files(archive, 'nowhere')).toEqual([]);
  });
  test.skipIf(!has('zip'))('reads what another program packed', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'top', 'sub'), { recursive: true });
    writeFileSync(join(folder, 'top', 'sub', '中文.txt'), 'text '.repeat(1_000));
    execFileSync('zip', ['-qr', 'x.zip', 'top'], { cwd: folder });
    expect(files(readFileSync(join(folder, 'x.zip')))).toEqual([['sub/中文.txt', 'text '.repeat(1_000)]]);
  });
  test.each(['top/../out.txt', 'top/sub/../../../etc/passwd', 'top//etc/passwd', 'top/..', 'top/sub\\..\\..\\x', 'top/\\\\server\\x', 'top/../top/a.txt'])(
    'a name that leads out is refused: %s',
    (name) => {
      expect(() => unzip(makeZip([hello, { name, data: Buffer.from('x') }]), 'top')).toThrow('The archive is damaged: a file name leads out of it.');
    },
  );
  test('names that lie elsewhere are never given', () => {
    expect(
      files(
        makeZip([
          { name: '../x', data: Buffer.from('x') },
          { name: '/etc/passwd', data: Buffer.from('x') },
          { name: 'C:\\x', data: Buffer.from('x') },
        ]),
      ),
    ).toEqual([]);
  });
  test.each<[string, Buffer, RegExp]>([
    ['nothing', Buffer.alloc(0), /directory is missing/],
    ['a page', Buffer.from('<html>'.repeat(50)), /directory is missing/],
    ['encrypted', makeZip([{ ...hello, flags: 1 }]), /unknown way/],
    ['packed otherwise', makeZip([{ ...hello, method: 14 }]), /unknown way/],
  ])('%s is refused', (_what, archive, why) => expect(() => unzip(archive, 'top')).toThrow(why));
  test.each<[string, Buffer, RegExp]>([
    ['shorter than it says', makeZip([{ ...hello, claim: 10_000 }]), /a.txt has the wrong length/],
    ['longer than it says: it is not unpacked further', makeZip([{ ...hello, data: Buffer.alloc(50_000_000), claim: 1_000 }]), /cannot be unpacked \(ERR_BUFFER_TOO_LARGE\)/],
    ['not where it says', makeZip([{ ...hello, at: 7 }]), /not where its directory says/],
    ['far behind the end', makeZip([{ ...hello, at: 0xfffffff0 }]), /not where its directory says/],
    ['no packed data', makeZip([{ ...hello, data: Buffer.from('\u0007garbage'), stored: true, method: 8 }]), /cannot be unpacked/],
  ])('a file %s is refused', (_what, archive, why) => expect(() => files(archive)).toThrow(why));
  test('cut anywhere: refused in words, never half', () => {
    const archive = makeZip([hello, small]);
    for (let cut = 0; cut < archive.length; cut += 1) expect(() => files(archive.subarray(0, cut)), `cut at ${cut}`).toThrow(/The archive is damaged/);
  });
  test('any byte changed: the same files, or refused in words', () => {
    const archive = makeZip([hello, small]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: archive.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const spoilt = Buffer.from(archive);
        spoilt[at] = (spoilt[at] ?? 0) ^ change;
        let names: readonly (string | undefined)[] = [];
        try {
          names = files(spoilt).map(([name]) => name);
        } catch (error) {
          expect(String(error)).toMatch(/The archive is damaged/);
        }
        for (const name of names) expect(name).not.toMatch(/(?:^|\/)\.\.(?:\/|$)|\\|^\//);
      }),
      { numRuns: 500 },
    );
  });
});

describe('tar', () => {
  const listed = [
    { name: 'am/final.mdl', data: () => Buffer.alloc(1_000, 7) },
    { name: 'conf/model.conf', data: () => Buffer.from('--x=1\n') },
    { name: 'empty', data: () => Buffer.alloc(0) },
    { name: 'even', data: () => Buffer.alloc(512, 1) },
  ];
  const packed = (): Buffer => Buffer.concat([...tarPieces('model-1', listed)]);
  test('the same files are the same bytes, whole blocks, ended with two empty ones', () => {
    expect(packed().equals(packed())).toBe(true);
    expect(packed().length % 512).toBe(0);
    expect(
      packed()
        .subarray(-1_024)
        .every((byte) => byte === 0),
    ).toBe(true);
  });
  test.skipIf(!has('tar'))('tar unpacks it to what went in, with an entry for every folder', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'x.tar'), packed());
    expect(execFileSync('tar', ['-tf', 'x.tar'], { cwd: folder, encoding: 'utf8' }).trim().split('\n')).toEqual([
      'model-1/',
      'model-1/am/',
      'model-1/conf/',
      'model-1/am/final.mdl',
      'model-1/conf/model.conf',
      'model-1/empty',
      'model-1/even',
    ]);
    execFileSync('tar', ['-xf', 'x.tar'], { cwd: folder });
    for (const { name, data } of listed) expect(readFileSync(join(folder, 'model-1', name)).equals(data())).toBe(true);
  });
  test('a name too long for it is refused', () => expect(() => [...tarPieces('top', [{ name: 'x'.repeat(100), data: () => Buffer.alloc(0) }])]).toThrow('too long for the archive'));
});
