/** Brings stored recordings to the centre, oldest first. One that cannot be sent holds up no other. */
import { z } from 'zod';
import type { Log } from '../hosts/host.ts';
import type { RecordingRepository, RecordingRow } from '../storage/recording-repository.ts';
import { failureOf, reasonOf, statusOf } from './central-client.ts';
import type { CentralClient } from './central-client.ts';
import type { RecordingService } from './recording-service.ts';
import { UploadFailed, uploadRecording } from './recording-upload.ts';
import type { SessionService } from './session-service.ts';

interface Parts {
  readonly recordings: RecordingRepository;
  readonly recordingService: RecordingService;
  readonly session: SessionService;
  readonly central: CentralClient;
  readonly centralUrl: string;
  readonly timeLimitMs: number;
  readonly closing: AbortSignal;
  readonly log: Log;
}
const receipt = z.object({ sha256: z.string() });
/** Sent again it would be refused again. 460 is the centre's "not what its hash says". */
const refusals = [400, 403, 413, 460];

export class UploadQueue {
  readonly #parts: Parts;
  #sending: string | null = null;
  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Id of the recording that is on its way. */
  get sending(): string | null {
    return this.#sending;
  }

  /** Tries each waiting one once. Throws what kept the first failed one from being sent; at once when it would keep all of them, else after the others. */
  async drain(progress: () => void): Promise<void> {
    let held: unknown = null;
    for (const id of this.#parts.recordings.waitingUploads()) {
      if (this.#parts.closing.aborted) return;
      const row = this.#parts.recordings.get(id);
      if (row?.upload !== 'waiting') continue;
      this.#sending = id;
      try {
        await this.#send(row, progress);
      } catch (error) {
        this.#parts.log.warn({ recordingId: id, reason: reasonOf(error) }, 'upload will go on later');
        if (!isOfThisOne(error)) throw error;
        held ??= error;
      } finally {
        this.#sending = null;
      }
    }
    if (held !== null) throw held;
  }

  async #send(row: RecordingRow, progress: () => void): Promise<void> {
    const { recordings, recordingService, central, centralUrl, session, timeLimitMs, closing, log } = this.#parts;
    let bytes: Buffer;
    try {
      ({ bytes } = recordingService.read(row.id));
    } catch (error) {
      log.error({ recordingId: row.id, reason: error instanceof Error ? error.message : 'unknown' }, 'a recording cannot be read and is not sent');
      recordings.uploadFailed(row.id, error instanceof Error ? error.message : 'unknown', true);
      return;
    }
    try {
      await uploadRecording({
        endpoint: `${centralUrl}/recordings`,
        token: session.token ?? '',
        bytes,
        uploadUrl: row.upload_url,
        timeLimitMs,
        closing,
        metadata: { recordingId: row.id, caseId: row.case_id, callId: row.call_id, sha256: row.sha256 ?? '', mimeType: row.mime_type, durationMs: String(Math.round(row.duration_ms)) },
        onProgress: (sent, url) => {
          recordings.sending(row.id, sent, url);
          progress();
        },
      });
      const confirmed = receipt.parse(await central.recordings.receipt({ recordingId: row.id }));
      if (confirmed.sha256 !== row.sha256) throw new UploadFailed(460);
      recordings.uploaded(row.id, confirmed.sha256);
    } catch (error) {
      const refused = error instanceof UploadFailed && error.status !== null && (refusals.includes(error.status) || (error.status === 409 && error.code === 'ID_TAKEN'));
      recordings.uploadFailed(row.id, reasonOf(error), refused);
      if (!refused) throw error;
    } finally {
      progress();
    }
  }
}

/** It was answered, and the answer may be about this recording alone (locked, in conflict, the centre fails at it). */
function isOfThisOne(error: unknown): boolean {
  const status = statusOf(error);
  return status !== null && status !== 429 && failureOf(error) === 'away';
}
