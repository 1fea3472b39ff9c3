/** tus 1.0.0 at /recordings. Each upload belongs to the one who began it; a finished one is hashed before it is answered. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { Centre } from '../services/centre.ts';
import type { SignedIn } from '../services/identity.ts';
import { recordingFacts } from '../services/recordings.ts';
import type { RecordingFacts } from '../services/recordings.ts';

const mostBytes = 512 * 1024 * 1024;
/** An upload that was cut can go on this long. */
const keptForMs = 7 * 24 * 3_600_000;
const cleanUpEveryMs = 3_600_000;

type TusRequest = Parameters<Server['handleWeb']>[0];
type Upload = Awaited<ReturnType<FileStore['getUpload']>>;

/** What tus sends back when a hook throws. Body is JSON: code from this list and words for a person. */
class UploadRefusal extends Error {
  readonly status_code: number;
  readonly body: string;
  constructor(status: number, code: 'NOT_VALID' | 'NOT_ALLOWED' | 'NOT_FOUND' | 'HASH_MISMATCH' | 'ID_TAKEN', message: string) {
    super(message);
    this.status_code = status;
    this.body = JSON.stringify({ code, message });
  }
}

export interface RecordingUploads {
  /** The caller was checked before. */
  handle(request: IncomingMessage, response: ServerResponse, caller: SignedIn): Promise<void>;
  close(): void;
}

export async function recordingUploads(centre: Centre): Promise<RecordingUploads> {
  const directory = join(centre.dataDir, 'uploads');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const store = new FileStore({ directory, expirationPeriodInMilliseconds: keptForMs });
  const callers = new WeakMap<IncomingMessage, SignedIn>();

  function callerOf(request: TusRequest): SignedIn {
    const node = 'runtime' in request ? (request.runtime as { readonly node?: { readonly req: IncomingMessage } } | undefined)?.node?.req : undefined;
    const caller = node === undefined ? undefined : callers.get(node);
    if (caller === undefined) throw new Error('an upload came without its caller');
    return caller;
  }

  /** Somebody else's upload is not there. */
  async function ownUpload(caller: SignedIn, id: string): Promise<Upload> {
    const upload = await store.getUpload(id);
    if (upload.metadata?.['tenantId'] !== caller.tenantId || upload.metadata['userId'] !== caller.userId) throw new UploadRefusal(404, 'NOT_FOUND', 'There is no such upload.');
    return upload;
  }

  async function finish(caller: SignedIn, upload: Upload): Promise<void> {
    const facts = factsOf(upload);
    const outcome = await centre.recordings.keep(caller, facts, join(directory, upload.id));
    if (outcome === 'stored') {
      centre.log.info({ recordingId: facts.recordingId, bytes: upload.size }, 'recording stored');
      return;
    }
    await store.remove(upload.id);
    centre.log.warn({ recordingId: facts.recordingId, outcome }, 'recording refused');
    throw outcome === 'mismatch'
      ? new UploadRefusal(460, 'HASH_MISMATCH', 'The recording that arrived is not the one that was sent: its sha256 differs. It was removed; send it again.')
      : new UploadRefusal(409, 'ID_TAKEN', 'Another recording is stored under this id.');
  }

  const server = new Server({
    path: '/recordings',
    datastore: store,
    maxSize: mostBytes,
    relativeLocation: true,
    allowedOrigins: [],
    disableTerminationForFinishedUploads: true,
    onUploadCreate: async (request, upload) => {
      const caller = callerOf(request);
      const facts = factsOf(upload);
      if (!(await centre.recordings.mayUpload(caller, facts.caseId))) throw new UploadRefusal(403, 'NOT_ALLOWED', 'This case is not yours.');
      return { metadata: { ...facts, tenantId: caller.tenantId, userId: caller.userId } };
    },
    onIncomingRequest: async (request, id) => {
      if (request.method === 'POST' || request.method === 'OPTIONS') return;
      const caller = callerOf(request);
      const upload = await ownUpload(caller, id);
      // The centre may have ended between the last byte and its receipt.
      if (request.method === 'HEAD' && upload.offset === upload.size) await finish(caller, upload);
    },
    onUploadFinish: async (request, upload) => {
      await finish(callerOf(request), upload);
      return {};
    },
    onResponseError: (_request, error) => {
      if (error instanceof Error && !('status_code' in error)) {
        centre.log.error({ err: error }, 'upload failed');
        return { status_code: 500, body: JSON.stringify({ code: 'FAILED', message: 'The centre could not store this. Try again later.' }) };
      }
      return undefined;
    },
  });

  const cleanUp = () => {
    server.cleanUpExpiredUploads().catch((error: unknown) => centre.log.warn({ err: error }, 'old uploads could not be removed'));
  };
  cleanUp();
  const timer = setInterval(cleanUp, cleanUpEveryMs).unref();
  return {
    handle: (request, response, caller) => {
      callers.set(request, caller);
      return server.handle(request, response);
    },
    close: () => clearInterval(timer),
  };
}

function factsOf(upload: Upload): RecordingFacts {
  const parsed = recordingFacts.safeParse(upload.metadata);
  if (!parsed.success) throw new UploadRefusal(400, 'NOT_VALID', `Upload metadata is wrong: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}.`);
  return parsed.data;
}
