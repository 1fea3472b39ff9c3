/** kill -9 in the middle of the work, again and again on the same folder: what was acknowledged is there, and nothing is half. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RecordingFile, readRecording } from '../../../src/main/storage/recording-file.ts';
import type { CaseId } from '../../../src/domain/case/case.ts';
import { startChild } from './support/child.ts';
import { noonInNewYork, seeded } from './support/invented.ts';
import { recordedPiece } from './support/recorded-piece.ts';
import { openServices, testKey } from './support/services.ts';
import { tempFolder } from './support/temp-folder.ts';

describe('wrap-ups', () => {
  test('killed six times while they stream in', async () => {
    const folder = tempFolder();
    const random = seeded(9);
    const acknowledged: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const child = startChild('wrap-up-stream.ts', [folder]);
      await child.said(3 + Math.floor(random() * 60));
      await new Promise((resolve) => {
        setTimeout(resolve, random() * 8);
      });
      await child.kill();
      acknowledged.push(...child.lines);

      const desk = openServices(folder, () => noonInNewYork - 60_000);
      expect(desk.database.pragma('integrity_check', { simple: true })).toBe('ok');
      const { waiting, setAside, receipts } = desk.activities.counts();
      const stored = desk.database.prepare<[], { id: string; json: string; clock: string }>('SELECT id, json, clock FROM activities ORDER BY clock').all();
      expect(waiting + setAside + receipts).toBe(stored.length);
      expect(desk.database.prepare('SELECT count(*) AS n FROM outbox WHERE activity_id IN (SELECT activity_id FROM receipts)').get()).toEqual({ n: 0 });
      const ids = new Set(stored.map((one) => one.id));
      expect(acknowledged.filter((line) => !ids.has(line.split(' ')[0] ?? ''))).toEqual([]);
      // at most the one that was being written when it was killed is there without a word of it
      expect(stored.length - acknowledged.length).toBeLessThanOrEqual(round + 1);
      expect(new Set(stored.map((one) => one.clock)).size).toBe(stored.length);
      // the case says what its last wrap-up said: they are one
      for (let number = 0; number < 5; number += 1) {
        const last = desk.activities.latest(`case-${number}`, 'wrap-up');
        if (last?.body.kind === 'wrap-up') expect(desk.cases.get(`case-${number}`)?.nextAction).toBe(last.body.nextAction);
      }
      desk.close();
    }
    expect(acknowledged.length).toBeGreaterThan(60);
  }, 60_000);
});

describe('recordings', () => {
  test('killed four times: every acknowledged piece is kept, at most one more, and each call is closed once', async () => {
    const folder = tempFolder();
    const random = seeded(4);
    for (let round = 0; round < 4; round += 1) {
      const id = `recording-${round}`;
      const child = startChild('recording-stream.ts', [folder, id]);
      await child.said(1 + Math.floor(random() * 40));
      await new Promise((resolve) => {
        setTimeout(resolve, random() * 8);
      });
      await child.kill();
      const acknowledged = child.lines.length;

      const kept = readRecording(join(folder, 'recordings', `${id}.flr`), testKey, id).pieces;
      expect(kept.length - acknowledged).toBeGreaterThanOrEqual(0);
      expect(kept.length - acknowledged).toBeLessThanOrEqual(1);
      kept.forEach((piece, at) => expect(piece.equals(recordedPiece(at))).toBe(true));
      if (round === 1) {
        // it can be gone on with, behind the last whole piece
        const file = new RecordingFile(join(folder, 'recordings', `${id}.flr`), testKey, id);
        expect(file.pieces).toBe(kept.length);
        file.append(recordedPiece(kept.length));
        file.close();
      }
      const pieces = kept.length + (round === 1 ? 1 : 0);

      const desk = openServices(folder, () => noonInNewYork);
      expect(desk.calls.recoverInterrupted(desk.recordings.recover())).toBe(1);
      expect(desk.calls.recoverInterrupted(desk.recordings.recover())).toBe(0);
      const whole = Buffer.concat(Array.from({ length: pieces }, (_, at) => recordedPiece(at)));
      expect(desk.recordings.list('case-1' as CaseId).find((one) => one.recordingId === id)).toMatchObject({
        state: 'stored',
        pieces,
        bytes: whole.length,
        durationMs: pieces * 1_000,
        sha256: createHash('sha256').update(whole).digest('hex'),
      });
      expect(desk.recordings.read(id).bytes.equals(whole)).toBe(true);
      expect(desk.activities.timeline('case-1').filter((one) => one.body.kind === 'call')).toHaveLength(round + 1);
      desk.close();
    }
  }, 60_000);
});
