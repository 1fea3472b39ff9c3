/** Sends one recording to the centre by tus 1.0.0; a cut upload goes on where the centre's copy ends. */
import { DetailedError, Upload } from 'tus-js-client';

export interface UploadJob {
  readonly endpoint: string;
  readonly token: string;
  readonly bytes: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
  /** From an earlier try; null for a first one. */
  readonly uploadUrl: string | null;
  readonly onProgress: (sentBytes: number, uploadUrl: string | null) => void;
}

/** HTTP status of the refusal, or null when there was no answer. */
export class UploadFailed extends Error {
  override readonly name = 'UploadFailed';
  readonly status: number | null;
  constructor(status: number | null, options?: ErrorOptions) {
    super(status === null ? 'no answer from the centre' : `the centre answered ${status}`, options);
    this.status = status;
  }
}

/** Small enough that a cut costs little (performance.md P5d: at most 1 MB sent again). */
const chunkSize = 512 * 1024;

export function uploadRecording(job: UploadJob): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(job.bytes, {
      endpoint: job.endpoint, uploadUrl: job.uploadUrl, metadata: { ...job.metadata }, headers: { authorization: `Bearer ${job.token}` },
      chunkSize, retryDelays: null, storeFingerprintForResuming: false,
      onProgress: (sent) => job.onProgress(sent, upload.url),
      onSuccess: () => resolve(),
      onError: (error) => reject(new UploadFailed(error instanceof DetailedError ? error.originalResponse?.getStatus() ?? null : null, { cause: error })),
    });
    upload.start();
  });
}
