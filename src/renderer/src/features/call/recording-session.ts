/** Sends the recorder's pieces to the desk in order, and says truthfully how that goes. */
import { v7 as uuidv7 } from 'uuid';
import type { CaseId } from '../../../../domain/case/case.ts';
import { deskClient } from '../../desk/desk-client.ts';
import { startRecorder } from '../../recording/recorder.ts';
import type { Recorder } from '../../recording/recorder.ts';

export interface RecordingShown {
  state: 'idle' | 'recording' | 'stored' | 'failed' | 'disk-full';
  recordingId: string | null;
  seconds: number;
}

interface Parts {
  readonly caseId: CaseId;
  readonly callId: string;
  readonly streams: { readonly agent: MediaStream; readonly customer: MediaStream };
  readonly onChange: (shown: RecordingShown) => void;
}

export class RecordingSession {
  readonly #parts: Parts;
  readonly #id = uuidv7();
  #recorder: Recorder | null = null;
  #opened: Promise<void> = Promise.resolve();
  #sending: Promise<void> = Promise.resolve();
  #shown: RecordingShown = { state: 'idle', recordingId: null, seconds: 0 };

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Begins at once and answers with performance.now() of the first sample; what becomes of it is told by `onChange`. */
  start(): number {
    const zeroAt = performance.now();
    this.#opened = this.#open();
    return zeroAt;
  }

  async #open(): Promise<void> {
    const { caseId, callId, streams } = this.#parts;
    try {
      const recorder = startRecorder({ agentStream: streams.agent, customerStream: streams.customer, onPiece: (piece, sequence) => this.#send(piece, sequence) });
      this.#recorder = recorder;
      this.#sending = deskClient.recordings.open({ recordingId: this.#id, callId, caseId, mimeType: recorder.mimeType }).then(() => undefined);
      await this.#sending;
      this.#show({ state: 'recording', recordingId: this.#id, seconds: 0 });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The recording's id, or null when there is none. */
  async stop(): Promise<string | null> {
    await this.#opened;
    const recorder = this.#recorder;
    if (recorder === null) return null;
    const durationMs = await recorder.stop();
    try {
      await this.#sending;
      const stored = await deskClient.recordings.finish({ recordingId: this.#id, durationMs });
      this.#show({ state: stored.state === 'stored' && this.#shown.state === 'recording' ? 'stored' : this.#shown.state, recordingId: this.#id, seconds: Math.round(durationMs / 1_000) });
    } catch (error) {
      this.#fail(error);
    }
    return this.#shown.recordingId;
  }

  /** One after the other; after a failure no more are sent, because a gap would be refused. */
  #send(piece: Blob, sequence: number): void {
    this.#sending = this.#sending.then(async () => {
      if (this.#shown.state === 'failed' || this.#shown.state === 'disk-full') return;
      try {
        const view = await deskClient.recordings.append({ recordingId: this.#id, sequence, piece });
        this.#show({ ...this.#shown, state: view.state === 'stored' ? 'recording' : view.state, seconds: Math.round((this.#recorder?.durationMs() ?? 0) / 1_000) });
      } catch (error) {
        this.#fail(error);
      }
    });
  }

  #fail(error: unknown): void {
    const full = typeof error === 'object' && error !== null && 'code' in error && error.code === 'DISK_FULL';
    this.#show({ ...this.#shown, state: full ? 'disk-full' : 'failed' });
  }

  #show(shown: RecordingShown): void {
    this.#shown = shown;
    this.#parts.onChange(shown);
  }
}
