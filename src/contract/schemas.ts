/** Zod schemas of the domain's records as they cross a process. Each must parse to exactly its domain type. */
import { z } from 'zod';
import { buckets, caseStatuses, relations } from '../domain/case/case.ts';
import type { BatchId, Case, CaseId, ContactId, DebtorId } from '../domain/case/case.ts';
import { dispositionCodes } from '../domain/case/disposition.ts';
import { callResults } from '../domain/call/call-state.ts';
import { guardRules, holdKinds, thirdPartyReasons } from '../domain/dialing/verdict.ts';
import type { Activity, Receipt } from '../domain/sync/activity.ts';

const brand = <T extends string>() =>
  z
    .string()
    .min(1)
    .max(80)
    .transform((text) => text as T);
export const caseId = brand<CaseId>();
export const contactId = brand<ContactId>();
export const debtorId = brand<DebtorId>();
export const batchId = brand<BatchId>();
export const language = z.enum(['zh-CN', 'en-US']);
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const isoInstant = z.iso.datetime();
const minor = z.number().int();
const epochMs = z.number().int().nonnegative();

export const account = z.object({
  id: z.string(),
  product: z.string(),
  numberEnd: z.string().max(4),
  currency: z.string().length(3),
  principalMinor: minor,
  interestMinor: minor,
  feesMinor: minor,
  dueMinor: minor,
  dpd: z.number().int(),
  bucket: z.enum(buckets),
});
export const contact = z.object({
  id: contactId,
  name: z.string(),
  relation: z.enum(relations),
  phone: z.string(),
  phoneType: z.enum(['mobile', 'home', 'work']),
  mayCall: z.boolean(),
  whyNot: z.enum(['asked-not-to-call', 'third-party-locked', 'invalid-number']).nullable(),
});
export const collectionCase = z.object({
  id: caseId,
  caseNo: z.string(),
  batchId,
  batchNo: z.string(),
  clientName: z.string(),
  product: z.string(),
  jurisdiction: z.enum(['CN', 'US', 'UK']),
  language,
  debtor: z.object({ id: debtorId, name: z.string(), region: z.string(), timeZones: z.array(z.string()).min(1).readonly() }),
  accounts: z.array(account).readonly(),
  contacts: z.array(contact).readonly(),
  status: z.enum(caseStatuses),
  bucket: z.enum(buckets),
  dpd: z.number().int(),
  currency: z.string().length(3),
  balanceMinor: minor,
  placedOn: isoDate,
  recallOn: isoDate,
  nextActionAt: isoInstant.nullable(),
  nextAction: z.string().nullable(),
}) satisfies z.ZodType<Case>;

export const speaker = z.enum(['agent', 'customer']);
export const utterance = z.object({
  id: z.string(),
  speaker,
  text: z.string(),
  final: z.boolean(),
  startMs: z.number(),
  endMs: z.number(),
  words: z.array(z.object({ text: z.string(), startMs: z.number(), endMs: z.number(), confidence: z.number() })).readonly(),
});
export const flag = z.object({
  id: z.string(),
  ruleId: z.string(),
  category: z.string(),
  packVersion: z.string(),
  severity: z.enum(['S1', 'S2', 'S3', 'S4']),
  utteranceId: z.string(),
  words: z.string(),
  from: z.number(),
  to: z.number(),
  startMs: z.number(),
  endMs: z.number(),
  status: z.enum(['partial', 'confirmed', 'withdrawn', 'corrected']),
});
export const promise = z.object({
  currency: z.string().length(3),
  readBack: z.boolean(),
  instalments: z
    .array(z.object({ amountMinor: minor, dueOn: isoDate }))
    .max(60)
    .readonly(),
});
export const partyMark = z.enum(['unknown', 'right-party', 'third-party', 'wrong-person']);
export const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('allow') }),
  z.object({ kind: z.literal('block'), rule: z.enum(guardRules), until: epochMs.nullable(), source: z.string(), effective: z.string().optional(), version: z.string().optional() }),
]);
const phoneType = z.enum(['mobile', 'home', 'work']);
const purpose = z.literal('notify');
const dialRelation = z.enum(['self', 'third']);
const minuteOfDay = z.number().int().min(0).max(1440);
const dialFact = z.object({
  at: epochMs,
  number: z.string().max(40),
  relation: dialRelation,
  direction: z.enum(['out', 'in']),
  connected: z.boolean(),
  conversation: z.boolean(),
  talkMs: z.number().nonnegative().optional(),
  reached: z.boolean().optional(),
  pending: z.boolean().optional(),
  purpose: purpose.optional(),
  debt: z.literal('other').optional(),
  phoneType: phoneType.optional(),
  notCounted: z.enum(['consent', 'attorney', 'creditor']).optional(),
});
const tightening = z.object({
  id: z.string(),
  max: z.number().optional(),
  days: z.number().optional(),
  minutes: z.number().optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  source: z.string().optional(),
});
/** What came with the full guard is optional: older stored verdicts must still parse. */
export const guardInputs = z.object({
  now: epochMs,
  jurisdiction: z.enum(['CN', 'US', 'UK']),
  timeZones: z.array(z.string()).readonly(),
  attemptsToday: z.number().int(),
  mayCall: z.boolean(),
  recallOn: isoDate,
  history: z.array(dialFact).readonly().optional(),
  elsewhere: z.object({ asOf: epochMs, facts: z.array(dialFact).readonly() }).optional(),
  holds: z
    .array(z.object({ kind: z.enum(holdKinds), since: epochMs, until: epochMs.nullable() }))
    .readonly()
    .optional(),
  relation: dialRelation.optional(),
  purpose: purpose.optional(),
  phoneType: phoneType.optional(),
  places: z.array(z.string()).readonly().optional(),
  thirdParty: z.object({ reason: z.enum(thirdPartyReasons).nullable() }).optional(),
  consent: z.object({ from: epochMs, until: epochMs }).optional(),
  inconvenient: z
    .array(z.object({ from: minuteOfDay, to: minuteOfDay }))
    .readonly()
    .optional(),
  agreedHours: z.object({ from: minuteOfDay, to: minuteOfDay, evidence: z.string() }).optional(),
  practice: z.boolean().optional(),
  policy: z.object({ version: z.string(), changes: z.array(tightening).readonly() }).optional(),
});
export const endedBy = z.enum(['agent', 'customer', 'network']);
export const callFacts = z.object({
  callId: z.string(),
  contactId,
  verdictId: z.string(),
  startedAt: epochMs,
  answeredAt: epochMs.nullable(),
  endedAt: epochMs,
  result: z.enum(callResults),
  endedBy,
  sipCode: z.number().int().nullable(),
  recordingId: z.string().nullable(),
  transcript: z.array(utterance).readonly(),
});
export const wrapUp = z.object({
  callId: z.string().nullable(),
  disposition: z.enum(dispositionCodes),
  party: partyMark,
  note: z.string().max(4000),
  promise: promise.nullable(),
  nextAction: z.string().max(200).nullable(),
  nextActionAt: isoInstant.nullable(),
});
export const activityBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dial-verdict'), contactId, verdict, inputs: guardInputs }),
  callFacts.extend({ kind: z.literal('call') }),
  z.object({ kind: z.literal('flag'), callId: z.string(), flag }),
  wrapUp.extend({ kind: z.literal('wrap-up') }),
  z.object({ kind: z.literal('reveal'), field: z.enum(['phone', 'name']), contactId: contactId.nullable(), reason: z.string().min(1).max(200) }),
]);
export const activity = z.object({
  id: z.uuid(),
  caseId,
  clock: z.string().regex(/^\d{13}-\d{4}-.+$/),
  actor: z.string(),
  deskId: z.string(),
  body: activityBody,
}) satisfies z.ZodType<Activity>;
export const receipt = z.object({
  activityId: z.string(),
  status: z.enum(['stored', 'duplicate', 'rejected']),
  reason: z.enum(['case-unknown', 'not-yours', 'malformed']).nullable(),
  receivedAt: isoInstant,
}) satisfies z.ZodType<Receipt>;

export const roles = ['agent', 'lead', 'quality', 'operations', 'administrator'] as const;
export const user = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  role: z.enum(roles),
  tenant: z.string(),
  team: z.string().nullable(),
});
export type User = z.infer<typeof user>;
