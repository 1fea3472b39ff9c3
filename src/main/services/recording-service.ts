/** Recordings as they grow, end, are played and wait for upload. The indicator's states come from here. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { recordingView } from '../../contract/desk/desk-contract.ts';
import type { CaseId } from '../../domain/case/case.ts';
import type { Log } from '../hosts/host.ts';
import { isDiskFull } from '../storage/desk-storage-error.ts';
import { RecordingDamaged, RecordingFile, readRecording } from '../storage/recording-file.ts';
import type { RecordingContents } from '../storage/recording-file.ts';
import type { RecordingRepository, RecordingRow } from '../storage/recording-repository.ts';
import { deskError, withDiskFull } from './desk-error.ts';
import type { SessionService } from './session-service.ts';
import { withDuration } from './webm-duration.ts';

type RecordingView = z.infer<typeof recordingView>;
/** One piece of MediaRecorder is about this long; used only where a killed desk could not say. */
const pieceMs = 1_000;

export class RecordingService {
  readonly #repository;
  readonly #folder: string;
  readonly #key;
  readonly #session;
  readonly #log;
  readonly #now;
  readonly #stored: () => void;
  readonly #open = new Map<string, RecordingFile>();
  /** Those that broke off, also when the full disk did not even take the word of it. */
  readonly #broken = new Map<string, 'failed' | 'disk-full'>();

  constructor(parts: { repository: RecordingRepository; folder: string; key: Buffer; session: SessionService; log: Log; now: () => number; stored: () => void }) {
    this.#repository = parts.repository;
    this.#folder = parts.folder;
    this.#key = parts.key;
    this.#session = parts.session;
    this.#log = parts.log;
    this.#now = parts.now;
    this.#stored = parts.stored;
    mkdirSync(parts.folder, { recursive: true, mode: 0o700 });
  }

  open(input: { recordingId: string; callId: string; caseId: CaseId; mimeType: string }): RecordingView {
    const actor = this.#session.required();
    const known = this.#repository.get(input.recordingId);
    if (known !== null) return this.#view(known);
    const path = this.#path(input.recordingId);
    withDiskFull(() => {
      this.#repository.create({ id: input.recordingId, call_id: input.callId, case_id: input.caseId, mime_type: input.mimeType, created_at: this.#now(), actor: actor.id });
      try {
        this.#open.set(input.recordingId, new RecordingFile(path, this.#key, input.recordingId));
      } catch (error) {
        this.#repository.failed(input.recordingId, isDiskFull(error) ? 'disk-full' : 'failed', 'could not begin');
        throw error;
      }
    });
    return this.#viewOf(input.recordingId);
  }

  /** The state says what became of the piece: a disk that is full or fails ends the recording, never the call. */
  append(recordingId: string, sequence: number, piece: Buffer): RecordingView {
    const row = this.#repository.get(recordingId);
    if (row === null) throw deskError('NOT_FOUND');
    const broken = this.#broken.get(recordingId) ?? (row.state === 'disk-full' || row.state === 'failed' ? row.state : null);
    if (broken !== null) return { ...this.#view(row), state: broken };
    const file = this.#open.get(recordingId);
    if (row.state !== 'recording' || file === undefined) throw deskError('NOT_VALID', 'This recording has ended');
    if (sequence < file.pieces) return this.#view(row);
    if (sequence > file.pieces) throw deskError('NOT_VALID', `Piece ${file.pieces} is missing`);
    try {
      file.append(piece);
      this.#repository.grown(recordingId, file.pieces, file.bytes);
    } catch (error) {
      const state = isDiskFull(error) ? 'disk-full' : 'failed';
      this.#log.error({ recordingId, pieces: file.pieces, state }, 'recording stopped');
      this.#close(recordingId);
      this.#broken.set(recordingId, state);
      try {
        this.#repository.failed(recordingId, state, state);
      } catch (second) {
        if (!isDiskFull(second)) throw second;
      }
      return { ...this.#view(row), state };
    }
    return this.#viewOf(recordingId);
  }

  finish(recordingId: string, durationMs: number): RecordingView {
    const row = this.#repository.get(recordingId);
    if (row === null) throw deskError('NOT_FOUND');
    if (row.state === 'stored') return this.#view(row);
    this.#close(recordingId);
    this.#broken.delete(recordingId);
    withDiskFull(() => this.#seal(row, durationMs));
    return this.#viewOf(recordingId);
  }

  /**
   * Reads back what was written, repairs the duration and fixes the hash; a recording that ended for want of disk is kept as far as
   * it came. One that was changed on the disk is 'failed' and stays where it is. Returns its length in ms.
   */
  #seal(row: RecordingRow, durationMs: number | null): number {
    let contents: RecordingContents;
    try {
      contents = readRecording(this.#path(row.id), this.#key, row.id);
      if (contents.pieces.length < row.pieces) throw new RecordingDamaged(`${row.pieces - contents.pieces.length} pieces are missing`);
    } catch (error) {
      if (!(error instanceof RecordingDamaged)) throw error;
      this.#log.error({ recordingId: row.id, reason: error.message }, 'a recording was changed on the disk');
      this.#repository.failed(row.id, 'failed', error.message);
      return row.pieces * pieceMs;
    }
    const duration = durationMs ?? contents.pieces.length * pieceMs;
    const whole = withDuration(Buffer.concat(contents.pieces), duration);
    this.#repository.stored(row.id, { pieces: contents.pieces.length, bytes: whole.length, durationMs: duration, sha256: createHash('sha256').update(whole).digest('hex') });
    this.#log.info({ recordingId: row.id, pieces: contents.pieces.length }, 'recording stored');
    this.#stored();
    return duration;
  }

  list(caseId: CaseId): RecordingView[] {
    this.#session.required();
    return this.#repository.ofCase(caseId).map((row) => this.#view(row));
  }

  /** The whole recording, decrypted, with its duration. Throws RecordingDamaged when it is not what was stored. */
  read(recordingId: string): { bytes: Buffer; mimeType: string } {
    const row = this.#repository.get(recordingId);
    if (row === null || !existsSync(this.#path(recordingId))) throw deskError('NOT_FOUND');
    const bytes = withDuration(Buffer.concat(readRecording(this.#path(recordingId), this.#key, recordingId).pieces), row.duration_ms);
    if (row.sha256 !== null && createHash('sha256').update(bytes).digest('hex') !== row.sha256) throw new RecordingDamaged('the recording is not the one that was stored');
    return { bytes, mimeType: row.mime_type };
  }

  /** After a crash: closes what was being written, keeping every whole piece. Returns the recordings whose calls may have been cut off, the last stored ones too. */
  recover(): readonly { id: string; callId: string; caseId: string; createdAt: number; durationMs: number; actor: string }[] {
    const stored = this.#repository.lastStored(20).map((row) => [row, row.duration_ms] as const);
    const open = [...this.#repository.inState('recording'), ...this.#repository.inState('disk-full'), ...this.#repository.inState('failed')].map((row) => {
      if (existsSync(this.#path(row.id))) return [row, this.#seal(row, null)] as const;
      this.#repository.failed(row.id, 'failed', 'the file is missing');
      return [row, row.pieces * pieceMs] as const;
    });
    return [...stored, ...open].map(([row, durationMs]) => ({ id: row.id, callId: row.call_id, caseId: row.case_id, createdAt: row.created_at, durationMs, actor: row.actor }));
  }

  stop(): void {
    for (const id of this.#open.keys()) this.#close(id);
  }

  #close(recordingId: string): void {
    this.#open.get(recordingId)?.close();
    this.#open.delete(recordingId);
  }
  #path(recordingId: string): string {
    if (!/^[\w-]{8,64}$/.test(recordingId)) throw deskError('NOT_VALID', 'This is not a recording id');
    return join(this.#folder, `${recordingId}.flr`);
  }
  #viewOf(recordingId: string): RecordingView {
    const row = this.#repository.get(recordingId);
    if (row === null) throw deskError('NOT_FOUND');
    return this.#view(row);
  }
  #view(row: RecordingRow): RecordingView {
    return {
      recordingId: row.id,
      callId: row.call_id,
      caseId: row.case_id as CaseId,
      state: row.state,
      mimeType: row.mime_type,
      pieces: row.pieces,
      bytes: row.bytes,
      durationMs: row.duration_ms,
      channels: 2,
      sha256: row.sha256,
    };
  }
}
