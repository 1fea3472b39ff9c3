/** What the guard needs to know of the past, out of the desk's own stored activities. No number and no name leaves this file. */
import type { Case, Contact } from '../case/case.ts';
import type { Activity } from '../sync/activity.ts';
import { readClock } from '../sync/clock.ts';
import type { DialFact, GuardInputs, Hold, HoldKind, ThirdPartyReason } from './verdict.ts';

/** How far back the longest rolling window looks, with a day of room for zones. */
export const historyDays = 32;

/** One person's activities over all their cases; kinds other than dial-verdict, call and wrap-up are ignored. */
export interface PersonLog {
  readonly cases: readonly Case[];
  readonly activities: readonly Activity[];
}

type CallBody = Extract<Activity['body'], { kind: 'call' }>;
type WrapUpBody = Extract<Activity['body'], { kind: 'wrap-up' }>;

const digits = (phone: string): string => phone.replace(/[^\d+*#]/g, '');
/** Calls that did not reach the dialled number: 12 CFR 1006.14(b)(3)(iii) and its comment (a busy signal, not in service). */
const notReached: readonly CallBody['result'][] = ['busy', 'invalid-number', 'unreachable', 'line-fault', 'blocked'];
/** A conversation without a wrap-up yet is taken for one with the right party from this length on. */
const surelyTalkedMs = 15_000;

export interface DialHistory {
  readonly history: readonly DialFact[];
  readonly holds: readonly Hold[];
  readonly thirdParty: { readonly reason: ThirdPartyReason | null };
  readonly consent: GuardInputs['consent'];
  /** The person at this number refused, or it is not theirs: never again. */
  readonly numberClosed: boolean;
}

interface Attempt {
  readonly fact: DialFact;
  readonly result: CallBody['result'] | null;
  readonly wrapUp: WrapUpBody | null;
  readonly contact: Contact | null;
  readonly caseId: string;
}

/** `now`: epoch ms of the question; what no rule can count any more is left out. */
export function dialHistory(log: PersonLog, one: Case, contact: Contact, now: number): DialHistory {
  const attempts = attemptsOf(log, one, contact);
  const wrapUps = log.activities.flatMap((activity) => (activity.body.kind === 'wrap-up' ? [{ activity, body: activity.body }] : []));
  const holds = holdsOf(log, one, wrapUps);
  const mine = digits(contact.phone);
  const closing = attempts.filter((attempt) => attempt.contact !== null && digits(attempt.contact.phone) === mine);
  return {
    history: attempts.map((attempt) => attempt.fact).filter((fact) => fact.at > now - historyDays * dayMs || (contact.relation !== 'self' && fact.number === 'this')),
    holds,
    thirdParty: { reason: lostReason(attempts, wrapUps, one, holds) },
    consent: consentOf(attempts, wrapUps, one),
    numberClosed: closing.some(
      (attempt) => (attempt.wrapUp?.disposition === 'NO_RELAY' && attempt.fact.relation === 'third') || (attempt.wrapUp?.disposition === 'WRONG' && attempt.caseId === one.id),
    ),
  };
}

/** Each allowed verdict is one attempt; the call and the wrap-up that belong to it say what came of it. Oldest first. */
function attemptsOf(log: PersonLog, one: Case, contact: Contact): readonly Attempt[] {
  const calls = new Map<string, CallBody>();
  const wrapUps = new Map<string, WrapUpBody>();
  for (const { body } of log.activities) {
    if (body.kind === 'call') calls.set(body.verdictId, body);
    if (body.kind === 'wrap-up' && body.callId !== null) wrapUps.set(body.callId, body);
  }
  const contacts = new Map(log.cases.flatMap((each) => each.contacts.map((known) => [`${each.id}|${known.id}`, known] as const)));
  const labels = new Map([[digits(contact.phone), 'this']]);
  return log.activities
    .flatMap((activity): readonly Attempt[] => {
      const { body } = activity;
      if (body.kind !== 'dial-verdict' || body.verdict.kind !== 'allow') return [];
      const known = contacts.get(`${activity.caseId}|${body.contactId}`) ?? null;
      // a contact that is no longer in the case: its number is nobody's any more, the attempt still counts
      const phone = known === null ? `gone ${body.contactId}` : digits(known.phone);
      const number = labels.get(phone) ?? `n${labels.size}`;
      labels.set(phone, number);
      const call = calls.get(activity.id) ?? null;
      const wrapUp = call === null ? null : (wrapUps.get(call.callId) ?? null);
      const { now: at, consent, relation } = body.inputs;
      const asked = consent !== undefined && at >= consent.from && at <= consent.until;
      const fact: DialFact = { ...factOf(at, number, known, relation, call, wrapUp), ...(asked ? { notCounted: 'consent' } : {}) };
      return [{ fact: activity.caseId === one.id ? fact : { ...fact, debt: 'other' }, result: call?.result ?? null, wrapUp, contact: known, caseId: activity.caseId }];
    })
    .toSorted((a, b) => a.fact.at - b.fact.at);
}

function factOf(at: number, number: string, known: Contact | null, asked: GuardInputs['relation'], call: CallBody | null, wrapUp: WrapUpBody | null): DialFact {
  const relation = known === null ? (asked ?? 'self') : known.relation === 'self' ? 'self' : 'third';
  const phone = known === null ? {} : { phoneType: known.phoneType };
  if (call === null) return { at, number, relation, direction: 'out', connected: false, conversation: false, pending: true, ...phone };
  const connected = call.answeredAt !== null;
  const talkMs = call.answeredAt === null ? 0 : Math.max(0, call.endedAt - call.answeredAt);
  const conversation = connected && (wrapUp === null ? relation === 'self' && talkMs >= surelyTalkedMs : wrapUp.party === 'right-party');
  return { at, number, relation, direction: 'out', connected, conversation, ...(connected ? { talkMs } : {}), ...(notReached.includes(call.result) ? { reached: false } : {}), ...phone };
}

type Stored = { readonly activity: Activity; readonly body: WrapUpBody };

/** The case's status says whether a hold stands: only the centre lifts it. The last fitting result says which. */
function holdsOf(log: PersonLog, one: Case, wrapUps: readonly Stored[]): readonly Hold[] {
  const holds: Hold[] = [];
  const lastOf = (caseId: string, codes: readonly string[]): Stored | undefined => wrapUps.findLast(({ activity, body }) => activity.caseId === caseId && codes.includes(body.disposition));
  const add = (kind: HoldKind, found: Stored | undefined): void => {
    holds.push({ kind, since: found === undefined ? 0 : readClock(found.activity.clock).ms, until: null });
  };
  for (const each of log.cases) {
    const dead = each.status === 'held' ? lastOf(each.id, ['DECEASED']) : undefined;
    if (dead !== undefined) {
      add('deceased', dead);
      break;
    }
  }
  if (one.status === 'complaint') add('complaint', lastOf(one.id, ['COMPLAINT']));
  const disputed = one.status === 'held' ? lastOf(one.id, ['DISPUTE', 'FRAUD']) : undefined;
  if (disputed !== undefined) add('dispute', disputed);
  return holds;
}

/** GB/T 45251: the debtor cannot be reached, has died, or lacks capacity. Three failures in a row, nothing else between them. */
function lostReason(attempts: readonly Attempt[], wrapUps: readonly Stored[], one: Case, holds: readonly Hold[]): ThirdPartyReason | null {
  if (holds.some((hold) => hold.kind === 'deceased')) return 'deceased';
  const own = one.contacts.filter((contact) => contact.relation === 'self');
  if (own.length > 0 && own.every((contact) => contact.whyNot === 'invalid-number')) return 'number-invalid';
  const last = attempts.filter((attempt) => attempt.fact.relation === 'self' && attempt.fact.pending !== true).slice(-3);
  if (last.length === 3 && last.every((attempt) => !attempt.fact.connected)) return 'unreachable';
  const lost = wrapUps.findLast(({ activity, body }) => activity.caseId === one.id && body.disposition === 'LOST');
  const since = lost === undefined ? 0 : readClock(lost.activity.clock).ms;
  return lost !== undefined && !attempts.some((attempt) => attempt.fact.conversation && attempt.fact.at > since) ? 'unreachable' : null;
}

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** A call-back asked for by the right party at a time within seven days: from fifteen minutes before it until a call got through. */
function consentOf(attempts: readonly Attempt[], wrapUps: readonly Stored[], one: Case): GuardInputs['consent'] {
  const asked = wrapUps.findLast(({ activity, body }) => activity.caseId === one.id && body.disposition === 'CALLBACK' && body.party === 'right-party' && body.nextActionAt !== null);
  if (asked?.body.nextActionAt === null || asked === undefined) return undefined;
  const given = readClock(asked.activity.clock).ms;
  const from = Date.parse(asked.body.nextActionAt) - 15 * 60_000;
  if (!(from <= given + weekMs) || attempts.some((attempt) => attempt.fact.at > given && attempt.fact.connected)) return undefined;
  return { from: Math.max(from, given), until: given + weekMs };
}
