import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inventedCase, noonInNewYork } from '../../../test/integration/desk/support/invented.ts';
import { liveWebm } from '../../../test/integration/desk/support/live-webm.ts';
import { recordedPiece } from '../../../test/integration/desk/support/recorded-piece.ts';
import { openServices } from '../../../test/integration/desk/support/services.ts';
import type { Services } from '../../../test/integration/desk/support/services.ts';
import { noSmallDisk, smallDisk } from '../../../test/integration/desk/support/small-disk.ts';
import { tempFolder } from '../../../test/integration/desk/support/temp-folder.ts';
import type { CaseId } from '../../domain/case/case.ts';
import { RecordingDamaged } from '../storage/recording-file.ts';
import { readDuration } from './webm-duration.ts';

const caseId = 'case-1' as CaseId;
const mimeType = 'audio/webm;codecs=opus';
let folder = '';
let desk: Services;
const start = (recordings?: string): Services => openServices(folder, () => noonInNewYork, recordings);
beforeEach(() => {
  folder = tempFolder();
  desk = start();
  desk.cases.save(inventedCase(1));
});
afterEach(() => desk.close());
const open = (recordingId = 'recording-1') => desk.recordings.open({ recordingId, callId: 'call-1', caseId, mimeType });
const fileOf = (recordingId = 'recording-1', at = join(folder, 'recordings')): string => join(at, `${recordingId}.flr`);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

describe('a recording as it grows', () => {
  const { head, clusters, whole } = liveWebm(5);
  const pieces = [Buffer.concat([head, clusters[0] ?? Buffer.alloc(0)]), ...clusters.slice(1)];

  test('from the first piece to the stored file, with its length; played back as it was', () => {
    expect(open()).toMatchObject({ state: 'recording', pieces: 0, bytes: 0, sha256: null });
    pieces.forEach((piece, at) => expect(desk.recordings.append('recording-1', at, piece)).toMatchObject({ state: 'recording', pieces: at + 1 }));
    const view = desk.recordings.finish('recording-1', 5_020);
    const { bytes } = desk.recordings.read('recording-1');
    expect(view).toMatchObject({ state: 'stored', pieces: 5, durationMs: 5_020, channels: 2, sha256: sha256(bytes), bytes: bytes.length });
    expect(readDuration(bytes)).toBe(5_020);
    expect(bytes.subarray(-whole.length + head.length).equals(whole.subarray(head.length))).toBe(true);
    expect(desk.recordingRows.waitingUploads()).toEqual(['recording-1']);
    // finished twice, opened again: the same
    expect(desk.recordings.finish('recording-1', 9)).toEqual(view);
    expect(open()).toEqual(view);
    expect(thrown(() => desk.recordings.append('recording-1', 5, Buffer.from('late')))).toMatchObject({ code: 'NOT_VALID' });
    const disk = readFileSync(fileOf());
    expect(disk.includes('OpusHead')).toBe(false);
    if (process.platform !== 'win32') expect([statSync(fileOf()).mode & 0o777, statSync(join(folder, 'recordings')).mode & 0o777]).toEqual([0o600, 0o700]);
  });
  test('a piece that comes twice is ignored, a missing one is asked for', () => {
    open();
    desk.recordings.append('recording-1', 0, Buffer.from('zero'));
    expect(desk.recordings.append('recording-1', 0, Buffer.from('other'))).toMatchObject({ pieces: 1, bytes: 4 });
    expect(thrown(() => desk.recordings.append('recording-1', 2, Buffer.from('two')))).toMatchObject({ code: 'NOT_VALID', message: 'Piece 1 is missing' });
    desk.recordings.append('recording-1', 1, Buffer.from('one'));
    desk.recordings.finish('recording-1', 1);
    expect(desk.recordings.read('recording-1').bytes.toString()).toBe('zeroone');
  });
  test('an empty one is stored too', () => {
    open();
    expect(desk.recordings.finish('recording-1', 0)).toMatchObject({ state: 'stored', pieces: 0, bytes: 0, sha256: sha256(Buffer.alloc(0)) });
  });
  test.each(['../../desk', '..', 'a/b/c/d/e', 'short', 'x'.repeat(65), 'C:\\windows', 'nul\u0000nulnul', ''])('an id that is a path is refused: %j', (id) => {
    expect(thrown(() => open(id))).toMatchObject({ code: 'NOT_VALID' });
    expect(readdirSync(join(folder, 'recordings'))).toEqual([]);
    expect(desk.recordingRows.get(id)).toBeNull();
  });
  test('unknown ones', () => {
    for (const work of [() => desk.recordings.append('recording-9', 0, Buffer.from('x')), () => desk.recordings.finish('recording-9', 1), () => desk.recordings.read('recording-9')])
      expect(thrown(work)).toMatchObject({ code: 'NOT_FOUND' });
  });
  test('one that was changed on the disk after it was stored is not played and not sent as if it were whole', () => {
    for (const [id, spoil] of [
      [
        'recording-a',
        (bytes: Buffer) => {
          bytes[100] = (bytes[100] ?? 0) ^ 1;
          return bytes;
        },
      ],
      ['recording-b', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    ] as const) {
      open(id);
      pieces.forEach((piece, at) => desk.recordings.append(id, at, piece));
      desk.recordings.finish(id, 5_000);
      writeFileSync(fileOf(id), spoil(readFileSync(fileOf(id))));
      expect(thrown(() => desk.recordings.read(id))).toBeInstanceOf(RecordingDamaged);
    }
  });
  test('a file that lost pieces it had is failed, not shortened', () => {
    open();
    const ends = [0, 1, 2].map((at) => {
      desk.recordings.append('recording-1', at, recordedPiece(at));
      return statSync(fileOf()).size;
    });
    desk.close();
    const bytes = readFileSync(fileOf()).subarray(0, ends[1]);
    writeFileSync(fileOf(), bytes);
    desk = start();
    desk.recordings.recover();
    expect(desk.recordings.list(caseId)).toMatchObject([{ state: 'failed', pieces: 3 }]);
    expect(readFileSync(fileOf()).equals(bytes)).toBe(true);
  });
  test('a file that is gone is said so, and the others are recovered', () => {
    open('recording-a');
    desk.recordings.append('recording-a', 0, Buffer.from('a'));
    open('recording-b');
    desk.recordings.append('recording-b', 0, Buffer.from('b'));
    desk.close();
    rmSync(fileOf('recording-a'));
    desk = start();
    desk.recordings.recover();
    expect(Object.fromEntries(desk.recordings.list(caseId).map((one) => [one.recordingId, one.state]))).toEqual({ 'recording-a': 'failed', 'recording-b': 'stored' });
    expect(existsSync(fileOf('recording-a'))).toBe(false);
  });
});

describe.skipIf(noSmallDisk !== null)(`a full disk${noSmallDisk === null ? '' : ` (skipped: ${noSmallDisk})`}`, () => {
  function fill(): { disk: string; kept: number } {
    const disk = smallDisk(256);
    desk.close();
    desk = start(disk);
    open();
    for (let at = 0; at < 200; at += 1) if (desk.recordings.append('recording-1', at, recordedPiece(at)).state !== 'recording') return { disk, kept: at };
    throw new Error('the disk was never full');
  }
  test('ends the recording with that state and nothing is thrown; the pieces before it still play and are sent', () => {
    const { disk, kept } = fill();
    expect(kept).toBeGreaterThan(5);
    expect(kept).toBeLessThan(60);
    expect(desk.recordings.list(caseId)).toMatchObject([{ state: 'disk-full', pieces: kept }]);
    // later pieces are answered with the state
    for (const later of [kept, kept + 1, kept + 5]) expect(desk.recordings.append('recording-1', later, recordedPiece(later))).toMatchObject({ state: 'disk-full', pieces: kept });
    const earlier = Buffer.concat(Array.from({ length: kept }, (_, at) => recordedPiece(at)));
    expect(desk.recordings.read('recording-1').bytes.equals(earlier)).toBe(true);
    expect(desk.recordings.finish('recording-1', kept * 1_000)).toMatchObject({ state: 'stored', pieces: kept, sha256: sha256(earlier) });
    expect(desk.recordingRows.waitingUploads()).toEqual(['recording-1']);
    expect(desk.log.lines.join('\n')).toMatch(/error recording stopped .*"state":"disk-full"/);
    expect(existsSync(fileOf('recording-1', disk))).toBe(true);
  });
  test('is over when there is room again', () => {
    const { disk, kept } = fill();
    desk.close();
    desk = start(disk);
    desk.recordings.recover();
    expect(desk.recordings.list(caseId)).toMatchObject([{ state: 'stored', pieces: kept }]);
    rmSync(fileOf('recording-1', disk));
    open('recording-2');
    expect(desk.recordings.append('recording-2', 0, recordedPiece(0))).toMatchObject({ state: 'recording', pieces: 1 });
  });
  test('for the database too: the recording ends with that state, the desk stands, work goes on when there is room', () => {
    const disk = smallDisk(2_048);
    desk.close();
    folder = join(disk, 'desk');
    desk = openServices(folder, () => noonInNewYork);
    desk.cases.save(inventedCase(1));
    open();
    let state = 'recording';
    for (let at = 0; at < 400 && state === 'recording'; at += 1) state = desk.recordings.append('recording-1', at, recordedPiece(at)).state;
    expect(state).toBe('disk-full');
    const errors = Array.from({ length: 400 }, (_, turn) => thrown(() => desk.calls.saveDraft(caseId, 'x'.repeat(20_000 - turn)))).filter((one) => one !== null);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toMatchObject({ code: 'DISK_FULL' });
    const before = desk.activities.counts();
    expect(
      thrown(() => desk.calls.wrapUp(caseId, { callId: null, disposition: 'NOT_REACHED', party: 'unknown', note: 'n'.repeat(4_000), promise: null, nextAction: 'x'.repeat(200), nextActionAt: null })),
    ).toMatchObject({ code: 'DISK_FULL' });
    expect(desk.activities.counts()).toEqual(before);
    rmSync(fileOf('recording-1'));
    expect(
      thrown(() => desk.calls.wrapUp(caseId, { callId: null, disposition: 'NOT_REACHED', party: 'unknown', note: 'there is room', promise: null, nextAction: null, nextActionAt: null })),
    ).toBeNull();
    expect(desk.database.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});
