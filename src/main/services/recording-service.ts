/** Recordings as they grow, end, are played and wait for upload. The indicator's states come from here. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { recordingView } from '../../contract/desk/desk-contract.ts';
import type { CaseId } from '../../domain/case/case.ts';
import type { Log } from '../hosts/host.ts';
import { isDiskFull } from '../storage/desk-storage-error.ts';
import { RecordingFile, readRecording } from '../storage/recording-file.ts';
import type { RecordingRepository, RecordingRow } from '../storage/recording-repository.ts';
import { deskError } from './desk-error.ts';
import type { SessionService } from './session-service.ts';
import { withDuration } from './webm-duration.ts';

type RecordingView = z.infer<typeof recordingView>;
/** One piece of MediaRecorder is about this long; used only where a killed desk could not say. */
const pieceMs = 1_000;

export class RecordingService {
  readonly #repository; readonly #folder: string; readonly #key; readonly #session; readonly #log; readonly #now; readonly #stored: () => void;
  readonly #open = new Map<string, RecordingFile>();

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
    try {
      this.#open.set(input.recordingId, new RecordingFile(this.#path(input.recordingId), this.#key, input.recordingId));
      this.#repository.create({ id: input.recordingId, call_id: input.callId, case_id: input.caseId, mime_type: input.mimeType, created_at: this.#now(), actor: actor.id });
    } catch (error) {
      if (isDiskFull(error)) throw deskError('DISK_FULL', undefined, error);
      throw error;
    }
    return this.#viewOf(input.recordingId);
  }

  append(recordingId: string, sequence: number, piece: Buffer): RecordingView {
    const row = this.#repository.get(recordingId);
    if (row === null) throw deskError('NOT_FOUND');
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
    this.#seal(row, durationMs);
    return this.#viewOf(recordingId);
  }

  /** Reads back what was written, repairs the duration and fixes the hash; a recording that ended for want of disk is kept as far as it came. */
  #seal(row: RecordingRow, durationMs: number | null): number {
    const contents = readRecording(this.#path(row.id), this.#key, row.id);
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

  /** The whole recording, decrypted, with its duration; checks the hash chain. */
  read(recordingId: string): { bytes: Buffer; mimeType: string } {
    const row = this.#repository.get(recordingId);
    if (row === null || !existsSync(this.#path(recordingId))) throw deskError('NOT_FOUND');
    return { bytes: withDuration(Buffer.concat(readRecording(this.#path(recordingId), this.#key, recordingId).pieces), row.duration_ms), mimeType: row.mime_type };
  }

  /** After a crash: closes what was being written, keeping every whole piece. */
  recover(): readonly { id: string; callId: string; caseId: string; createdAt: number; durationMs: number; actor: string }[] {
    return [...this.#repository.inState('recording'), ...this.#repository.inState('disk-full'), ...this.#repository.inState('failed')].flatMap((row) => {
      if (!existsSync(this.#path(row.id))) {
        this.#repository.failed(row.id, 'failed', 'the file is missing');
        return [];
      }
      return [{ id: row.id, callId: row.call_id, caseId: row.case_id, createdAt: row.created_at, durationMs: this.#seal(row, null), actor: row.actor }];
    });
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
      recordingId: row.id, callId: row.call_id, caseId: row.case_id as CaseId, state: row.state, mimeType: row.mime_type, pieces: row.pieces, bytes: row.bytes, durationMs: row.duration_ms, channels: 2, sha256: row.sha256,
    };
  }
}
