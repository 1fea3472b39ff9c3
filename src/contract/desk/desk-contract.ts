/** Renderer ↔ main, over a WebSocket (browser host) or a MessagePort (Electron). Blobs travel binary, never as JSON. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { activity, callFacts, caseId, collectionCase, contactId, flag, guardInputs, language, user, utterance, verdict, wrapUp } from '../schemas.ts';
import { caseStatuses, buckets } from '../../domain/case/case.ts';

const { SIGN_IN_REQUIRED, SIGN_IN_REFUSED, TOO_MANY_TRIES, CENTRE_AWAY, NOT_FOUND, NOT_VALID, DISK_FULL } = errorCodes;
const base = oc.errors({ SIGN_IN_REQUIRED, NOT_FOUND, NOT_VALID, DISK_FULL });

/** What a queue row may show: names and numbers already masked. */
export const queueRow = z.object({
  id: caseId,
  caseNo: z.string(),
  maskedName: z.string(),
  bucket: z.enum(buckets),
  status: z.enum(caseStatuses),
  balanceMinor: z.number().int(),
  currency: z.string(),
  nextActionAt: z.string().nullable(),
  nextAction: z.string().nullable(),
  lastResult: z.string().nullable(),
  /** Dial guard at the time of the query. */
  group: z.enum(['now', 'later', 'not-now']),
  until: z.number().nullable(),
});
export type QueueRow = z.infer<typeof queueRow>;
export const queueFilter = z.object({
  bucket: z.enum(buckets).nullable().default(null),
  status: z.enum(caseStatuses).nullable().default(null),
  dueToday: z.boolean().default(false),
  callableNow: z.boolean().default(false),
  sort: z.enum(['next-action', 'balance', 'dpd']).default('next-action'),
  search: z.string().max(80).default(''),
  limit: z.number().int().max(500).default(200),
  offset: z.number().int().default(0),
});
/** The case with names and numbers masked; `reveal` gives one value and logs it. */
export const caseView = z.object({
  case: collectionCase,
  masked: z.literal(true),
  timeline: z.array(activity).readonly(),
  attemptsToday: z.number().int(),
  /** What the dial guard would be asked for each contact, by contact id; holds no number. */
  guard: z.record(z.string(), guardInputs).optional(),
});
export type CaseView = z.infer<typeof caseView>;

export const outboxItem = z.object({
  id: z.string(),
  kind: z.string(),
  caseNo: z.string(),
  createdAt: z.number(),
  state: z.enum(['waiting', 'sending', 'set-aside']),
  tries: z.number().int(),
  lastError: z.string().nullable(),
});
export type OutboxItem = z.infer<typeof outboxItem>;
export const syncStatus = z.object({
  link: z.enum(['online', 'offline', 'sign-in-again', 'update-needed']),
  since: z.number(),
  lastSyncAt: z.number().nullable(),
  waiting: z.number().int(),
  setAside: z.number().int(),
  uploads: z.array(z.object({ recordingId: z.string(), sentBytes: z.number(), totalBytes: z.number(), state: z.enum(['waiting', 'sending', 'done', 'set-aside']) })),
  pull: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  receipts: z.number().int(),
  /** This computer's clock minus the centre's, ms; positive: it is ahead. null: not known since the desk started. */
  clockOffMs: z.number().int().nullable(),
});
/** From this difference on the agent is told that the clock is wrong: permitted hours and promises are judged by it. */
export const clockOffToTellMs = 120_000;
export type SyncStatus = z.infer<typeof syncStatus>;

export const settings = z.object({
  language,
  theme: z.enum(['light', 'dark', 'system']),
  microphoneId: z.string().nullable(),
  speakerId: z.string().nullable(),
});
export type Settings = z.infer<typeof settings>;

/** One speech engine for a language, or why there is none. */
export const speechModel = z.object({
  language,
  state: z.enum(['ready', 'absent', 'refused']),
  url: z.string().nullable(),
  engine: z.enum(['vosk', 'replay']),
  note: z.string(),
});
export const appInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  capabilities: z.array(z.string()),
  deskId: z.string(),
  tenant: z.string(),
  line: z.object({ server: z.string(), uri: z.string(), user: z.string(), password: z.string() }),
  speech: z.array(speechModel),
  practice: z.boolean(),
  /** Set when this start found the local data damaged: the file kept aside, and what of the unsent work was saved from it. */
  damaged: z.object({ keptAside: z.string(), activities: z.number().int(), unsent: z.number().int(), recordings: z.number().int() }).nullable(),
});
export type AppInfo = z.infer<typeof appInfo>;

export const recordingView = z.object({
  recordingId: z.string(),
  callId: z.string(),
  caseId,
  state: z.enum(['recording', 'stored', 'failed', 'disk-full']),
  mimeType: z.string(),
  pieces: z.number().int(),
  bytes: z.number().int(),
  durationMs: z.number(),
  channels: z.number().int(),
  sha256: z.string().nullable(),
});

export const deskContract = {
  app: { info: base.output(appInfo) },
  session: {
    current: base.output(user.nullable()),
    signIn: base
      .errors({ SIGN_IN_REFUSED, TOO_MANY_TRIES, CENTRE_AWAY })
      .input(z.object({ username: z.string(), password: z.string() }))
      .output(user),
    signOut: base.output(z.object({})),
  },
  cases: {
    queue: base.input(queueFilter).output(z.object({ rows: z.array(queueRow), total: z.number().int(), counts: z.record(z.string(), z.number().int()) })),
    get: base.input(z.object({ caseId })).output(caseView),
    reveal: base.input(z.object({ caseId, contactId: contactId.nullable(), field: z.enum(['phone', 'name']), reason: z.string().min(1).max(200) })).output(z.object({ value: z.string() })),
  },
  dialing: {
    /** Stores verdict and inputs as an activity, then answers. `target` is the SIP user part, present only when allowed. */
    check: base.input(z.object({ caseId, contactId })).output(z.object({ verdictId: z.string(), verdict, inputs: guardInputs, target: z.string().nullable() })),
  },
  calls: {
    /** The finished call, its transcript and confirmed flags; one transaction with the outbox. */
    finish: base.input(z.object({ caseId, call: callFacts, flags: z.array(flag).readonly() })).output(z.object({ activityId: z.string() })),
    /** Kept as it is heard, so that a killed desk loses no sentence. */
    heard: base.input(z.object({ caseId, callId: z.string(), utterance })).output(z.object({})),
    flagged: base.input(z.object({ caseId, callId: z.string(), flag })).output(z.object({})),
    /** Draft of the wrap-up; restored after a restart. */
    saveDraft: base.input(z.object({ caseId, draft: z.string().max(20_000) })).output(z.object({})),
    draft: base.input(z.object({ caseId })).output(z.object({ draft: z.string().nullable() })),
    wrapUp: base.input(z.object({ caseId, wrapUp })).output(z.object({ activityId: z.string() })),
  },
  recordings: {
    open: base.input(z.object({ recordingId: z.string(), callId: z.string(), caseId, mimeType: z.string() })).output(recordingView),
    /** One piece of about one second; pieces come in order, a repeated sequence number is ignored. */
    append: base.input(z.object({ recordingId: z.string(), sequence: z.number().int().nonnegative(), piece: z.instanceof(Blob) })).output(recordingView),
    finish: base.input(z.object({ recordingId: z.string(), durationMs: z.number() })).output(recordingView),
    list: base.input(z.object({ caseId })).output(z.array(recordingView)),
    read: base.input(z.object({ recordingId: z.string() })).output(z.instanceof(Blob)),
  },
  sync: {
    status: base.output(syncStatus),
    watch: base.output(eventIterator(syncStatus)),
    now: base.output(syncStatus),
    outbox: base.output(z.array(outboxItem)),
    retry: base.input(z.object({ id: z.string() })).output(z.object({})),
  },
  settings: { get: base.output(settings), set: base.input(settings.partial()).output(settings) },
};
