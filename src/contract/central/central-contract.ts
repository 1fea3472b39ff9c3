/** Workstation ↔ central API over HTTPS; published as OpenAPI under /api/openapi.json, readable page under /api/docs. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { activity, batchId, caseId, collectionCase, isoInstant, receipt, roles, user } from '../schemas.ts';

/** Raised on any change of meaning; the centre answers an older desk with what it must do. */
export const protocolVersion = 1;

const { SIGN_IN_REQUIRED, SIGN_IN_REFUSED, TOO_MANY_TRIES, NOT_ALLOWED, NOT_FOUND, FILE_REFUSED } = errorCodes;
const open = oc.errors({ SIGN_IN_REFUSED, TOO_MANY_TRIES });
const signedIn = oc.errors({ SIGN_IN_REQUIRED, NOT_ALLOWED, NOT_FOUND });

const deskToken = z.object({ token: z.string(), expiresAt: isoInstant, user });
/** A row of a batch file that was not taken, for the report the client gets back. Line counts from 1 and includes the heading. */
export const badRow = z.object({ line: z.number().int(), column: z.string(), reason: z.string(), value: z.string() });
export const importReport = z.object({
  batchId: batchId.nullable(),
  rows: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  bad: z.array(badRow),
  badRowsFile: z.string().nullable(),
});
export type ImportReport = z.infer<typeof importReport>;
export const batchSummary = z.object({
  id: batchId,
  batchNo: z.string(),
  clientName: z.string(),
  cases: z.number().int(),
  assigned: z.number().int(),
  status: z.enum(['open', 'withdrawn']),
  importedAt: isoInstant,
});
/** seq is per tenant and grows by one with each change; a desk asks for what is after its cursor. */
export const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('case'), seq: z.number().int(), case: collectionCase }),
  z.object({ kind: z.literal('case-removed'), seq: z.number().int(), caseId }),
]);
export const recordingReceipt = z.object({ recordingId: z.string(), sha256: z.string(), bytes: z.number().int(), storedAt: isoInstant });

export const centralContract = {
  health: oc.route({ method: 'GET', path: '/health' }).output(z.object({ ok: z.literal(true), version: z.string(), protocol: z.number(), now: isoInstant })),
  session: {
    signIn: open
      .route({ method: 'POST', path: '/session' })
      .input(z.object({ tenant: z.string().max(80), username: z.string().max(80), password: z.string().max(200), deskId: z.string().max(80) }))
      .output(deskToken),
    refresh: signedIn.route({ method: 'POST', path: '/session/refresh' }).output(deskToken),
    signOut: signedIn.route({ method: 'POST', path: '/session/end' }).output(z.object({})),
  },
  users: {
    create: signedIn
      .route({ method: 'POST', path: '/users' })
      .input(z.object({ username: z.string().min(2).max(80), displayName: z.string().max(80), role: z.enum(roles), team: z.string().nullable(), password: z.string().min(10).max(200) }))
      .output(user),
    list: signedIn.route({ method: 'GET', path: '/users' }).output(z.array(user)),
  },
  batches: {
    /** CSV or XLSX; column map overrides are kept per client. */
    import: signedIn
      .errors({ FILE_REFUSED })
      .route({ method: 'POST', path: '/batches' })
      .input(z.object({ clientName: z.string().max(120), file: z.file().max(200_000_000), columnMap: z.record(z.string(), z.string()).optional() }))
      .output(importReport),
    list: signedIn.route({ method: 'GET', path: '/batches' }).output(z.array(batchSummary)),
    assign: signedIn
      .route({ method: 'POST', path: '/batches/{batchId}/assign' })
      .input(z.object({ batchId, agentIds: z.array(z.string()).min(1) }))
      .output(z.object({ perAgent: z.record(z.string(), z.number().int()) })),
    withdraw: signedIn
      .route({ method: 'POST', path: '/batches/{batchId}/withdraw' })
      .input(z.object({ batchId }))
      .output(z.object({ removed: z.number().int() })),
    /** The cases of a batch as CSV; cells that a spreadsheet would run as a formula are defused with a leading apostrophe. */
    exportCsv: signedIn
      .route({ method: 'GET', path: '/batches/{batchId}/csv' })
      .input(z.object({ batchId }))
      .output(z.object({ fileName: z.string(), csv: z.string() })),
  },
  sync: {
    changes: signedIn
      .route({ method: 'GET', path: '/sync/changes' })
      .input(z.object({ cursor: z.coerce.number().int().nonnegative(), limit: z.coerce.number().int().min(1).max(500).default(200) }))
      .output(z.object({ changes: z.array(change), cursor: z.number().int(), more: z.boolean(), remaining: z.number().int() })),
    /** Idempotent by activity id; each activity gets its own receipt, a malformed one never blocks the others. */
    ingest: signedIn
      .route({ method: 'POST', path: '/sync/activities' })
      .input(z.object({ protocol: z.number().int(), activities: z.array(z.unknown()).max(500) }))
      .output(z.object({ receipts: z.array(receipt) })),
  },
  cases: {
    activities: signedIn.route({ method: 'GET', path: '/cases/{caseId}/activities' }).input(z.object({ caseId })).output(z.array(activity)),
  },
  recordings: {
    /** Upload goes by tus 1.0.0 to /recordings with metadata recordingId, caseId, callId, sha256 (hex). */
    receipt: signedIn
      .route({ method: 'GET', path: '/recordings/{recordingId}/receipt' })
      .input(z.object({ recordingId: z.string() }))
      .output(recordingReceipt),
  },
  audit: {
    list: signedIn
      .route({ method: 'GET', path: '/audit' })
      .input(z.object({ limit: z.coerce.number().int().max(500).default(100) }))
      .output(z.array(z.object({ at: isoInstant, actor: z.string(), action: z.string(), subject: z.string() }))),
  },
};
