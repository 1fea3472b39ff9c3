/** Sends one recording to the centre by tus 1.0.0; a cut upload goes on where the centre's copy ends. */
import { DetailedError, Upload } from 'tus-js-client';
import { z } from 'zod';

export interface UploadJob {
  readonly endpoint: string;
  readonly token: string;
  readonly bytes: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
  /** From an earlier try; null for a first one. */
  readonly uploadUrl: string | null;
  /** Without any progress for so long the centre counts as away, ms. */
  readonly timeLimitMs: number;
  readonly closing: AbortSignal;
  readonly onProgress: (sentBytes: number, uploadUrl: string | null) => void;
}

export class UploadFailed extends Error {
  override readonly name = 'UploadFailed';
  /** HTTP status of the refusal, or null when there was no answer. */
  readonly status: number | null;
  /** The centre's own code, such as ID_TAKEN; null when it gave none. */
  readonly code: string | null;
  constructor(status: number | null, code: string | null = null, options?: ErrorOptions) {
    super(status === null ? 'no answer from the centre' : `the centre answered ${status}${code === null ? '' : ` ${code}`}`, options);
    this.status = status;
    this.code = code;
  }
}

/** Small enough that a cut costs little (performance.md P5d: at most 1 MB sent again). */
const chunkSize = 512 * 1024;
/** Answers to "how far did it come" after which beginning again is right. Any other failure is tried again from there. */
const gone = [404, 410];
const refusal = z.object({ code: z.string().max(40) });

export function uploadRecording(job: UploadJob): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | null = null;
    const upload = new Upload(job.bytes, {
      endpoint: job.endpoint,
      uploadUrl: job.uploadUrl,
      metadata: { ...job.metadata },
      headers: { authorization: `Bearer ${job.token}` },
      chunkSize,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onAfterResponse: (request, response) => {
        const status = response.getStatus();
        if (request.getMethod() === 'HEAD' && (status < 200 || status >= 300) && !gone.includes(status)) throw new UploadFailed(status);
      },
      onProgress: (sent) => {
        wait();
        job.onProgress(sent, upload.url);
      },
      onSuccess: () => {
        end();
        resolve();
      },
      onError: (error) => {
        end();
        reject(failed(error));
      },
    });
    function wait(): void {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(giveUp, job.timeLimitMs);
    }
    function end(): void {
      if (timer !== null) clearTimeout(timer);
      job.closing.removeEventListener('abort', giveUp);
    }
    // the library never ends by itself when an answer is cut off or the other side stands still
    function giveUp(): void {
      end();
      upload.abort().then(
        () => reject(new UploadFailed(null)),
        (cause: unknown) => reject(new UploadFailed(null, null, { cause })),
      );
    }
    job.closing.addEventListener('abort', giveUp, { once: true });
    wait();
    upload.start();
  });
}

function failed(error: Error): UploadFailed {
  if (!(error instanceof DetailedError)) return new UploadFailed(null, null, { cause: error });
  if (error.causingError instanceof UploadFailed) return error.causingError;
  const response = error.originalResponse;
  return response === null ? new UploadFailed(null, null, { cause: error }) : new UploadFailed(response.getStatus(), codeIn(response.getBody()), { cause: error });
}

function codeIn(body: string): string | null {
  try {
    return refusal.parse(JSON.parse(body)).code;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
