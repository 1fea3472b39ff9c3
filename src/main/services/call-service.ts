/** Calls and their wrap-up: each stored with its case change and its outbox rows in one transaction. */
import type { z } from 'zod';
import type { callFacts, flag as flagSchema, utterance as utteranceSchema, wrapUp as wrapUpSchema } from '../../contract/schemas.ts';
import type { Case, CaseId } from '../../domain/case/case.ts';
import { allowedDispositions } from '../../domain/case/disposition.ts';
import { statusAfter } from '../../domain/case/status-after.ts';
import { maskDigits } from '../../domain/case/mask.ts';
import { promiseProblems } from '../../domain/case/promise-to-pay.ts';
import type { Flag } from '../../domain/compliance/rule-pack.ts';
import type { Utterance } from '../../domain/compliance/transcript.ts';
import type { ActivityBody } from '../../domain/sync/activity.ts';
import { readClock } from '../../domain/sync/clock.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import type { CaseRepository } from '../storage/case-repository.ts';
import type { LiveCallRepository } from '../storage/live-call-repository.ts';
import type { DeskDatabase } from '../storage/open-database.ts';
import { dayWhere } from './day-where.ts';
import { deskError, withDiskFull } from './desk-error.ts';
import type { SessionService } from './session-service.ts';
import type { WorkLog } from './work-log.ts';

type CallFacts = z.infer<typeof callFacts>;

export class CallService {
  readonly #database;
  readonly #cases;
  readonly #activities;
  readonly #live;
  readonly #log;
  readonly #session;
  readonly #now;
  constructor(parts: { database: DeskDatabase; cases: CaseRepository; activities: ActivityRepository; live: LiveCallRepository; log: WorkLog; session: SessionService; now: () => number }) {
    this.#database = parts.database;
    this.#cases = parts.cases;
    this.#activities = parts.activities;
    this.#live = parts.live;
    this.#log = parts.log;
    this.#session = parts.session;
    this.#now = parts.now;
  }

  heard(caseId: CaseId, callId: string, utterance: z.infer<typeof utteranceSchema>): void {
    withDiskFull(() => this.#live.heard(caseId, callId, masked(utterance)));
  }

  flagged(caseId: CaseId, callId: string, flag: z.infer<typeof flagSchema>): void {
    withDiskFull(() => this.#live.flagged(caseId, callId, maskedFlag(flag)));
  }

  /** The same call finished twice is stored once. */
  finish(caseId: CaseId, call: CallFacts, flags: readonly Flag[]): { activityId: string } {
    const actor = this.#session.required();
    if (this.#cases.get(caseId) === null) throw deskError('NOT_FOUND');
    if (this.#activities.hasCall(caseId, call.callId)) throw deskError('NOT_VALID', 'This call is already stored');
    return { activityId: this.#store(actor.id, caseId, call, flags) };
  }

  #store(actor: string, caseId: CaseId, call: CallFacts, flags: readonly Flag[]): string {
    const transcript = call.transcript.filter((one) => one.final).map(masked);
    const bodies: ActivityBody[] = [{ kind: 'call', ...call, transcript }, ...flags.map((flag): ActivityBody => ({ kind: 'flag', callId: call.callId, flag: maskedFlag(flag) }))];
    const [activity] = withDiskFull(() => this.#log.append(actor, caseId, bodies, () => this.#live.clear(call.callId)));
    if (activity === undefined) throw new Error('the call was not stored');
    return activity.id;
  }

  saveDraft(caseId: CaseId, draft: string): void {
    withDiskFull(() => this.#database.prepare('INSERT INTO drafts (case_id, text) VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET text = excluded.text').run(caseId, draft));
  }

  draft(caseId: CaseId): string | null {
    return this.#database.prepare<[string], { text: string }>('SELECT text FROM drafts WHERE case_id = ?').get(caseId)?.text ?? null;
  }

  wrapUp(caseId: CaseId, wrapUp: z.infer<typeof wrapUpSchema>): { activityId: string } {
    const actor = this.#session.required();
    const one = this.#cases.get(caseId);
    if (one === null) throw deskError('NOT_FOUND');
    this.#check(one, wrapUp);
    const [activity] = withDiskFull(() =>
      this.#log.append(actor.id, caseId, [{ kind: 'wrap-up', ...wrapUp, note: maskDigits(wrapUp.note) }], () => {
        this.#cases.save({ ...one, status: statusAfter(one.status, wrapUp.disposition), nextAction: wrapUp.nextAction, nextActionAt: wrapUp.nextActionAt });
        this.#database.prepare('DELETE FROM drafts WHERE case_id = ?').run(caseId);
      }),
    );
    if (activity === undefined) throw new Error('the wrap-up was not stored');
    return { activityId: activity.id };
  }

  /** The same rules as on the screen: a promise only after the right party, read back, within balance and horizon. */
  #check(one: Case, wrapUp: z.infer<typeof wrapUpSchema>): void {
    const call = wrapUp.callId === null ? null : (this.#activities.timeline(one.id).find((activity) => activity.body.kind === 'call' && activity.body.callId === wrapUp.callId) ?? null);
    const body = call?.body.kind === 'call' ? call.body : null;
    const relation = one.contacts.find((contact) => contact.id === body?.contactId)?.relation ?? 'self';
    if (!allowedDispositions(body?.result ?? 'cancelled', wrapUp.party, relation).includes(wrapUp.disposition)) throw deskError('NOT_VALID', 'This result does not fit the call');
    const promised = wrapUp.disposition === 'PTP' || wrapUp.disposition === 'PTP_PART';
    if (promised !== (wrapUp.promise !== null)) throw deskError('NOT_VALID', promised ? 'A promise needs amount and date' : 'This result has no promise');
    if (wrapUp.promise !== null) {
      if (wrapUp.promise.currency !== one.currency) throw deskError('NOT_VALID', `This debt is in ${one.currency}`);
      const problems = promiseProblems(wrapUp.promise, one.balanceMinor, one.bucket, dayWhere(one, this.#now()));
      if (problems.length > 0) throw deskError('NOT_VALID', problems.join(', '));
    }
  }

  /**
   * Calls that were live when the desk was killed: closed with what was kept, as ended by the network.
   * `recordings` are those that may belong to such a call: calls that are stored already are left alone. Returns how many were closed.
   */
  recoverInterrupted(
    recordings: readonly { readonly id: string; readonly callId: string; readonly caseId: string; readonly createdAt: number; readonly durationMs: number; readonly actor: string }[],
  ): number {
    const open = new Map<string, { caseId: string; recording: (typeof recordings)[number] | null }>();
    for (const live of this.#live.openCalls()) open.set(live.callId, { caseId: live.caseId, recording: null });
    for (const recording of recordings) open.set(recording.callId, { caseId: recording.caseId, recording });
    let closed = 0;
    for (const [callId, { caseId, recording }] of open) {
      const verdict = this.#activities.latest(caseId, 'dial-verdict');
      if (this.#activities.hasCall(caseId, callId) || verdict?.body.kind !== 'dial-verdict') {
        this.#live.clear(callId);
        continue;
      }
      const startedAt = readClock(verdict.clock).ms;
      const answeredAt = recording?.createdAt ?? startedAt;
      this.#store(
        recording?.actor ?? verdict.actor,
        caseId as CaseId,
        {
          callId,
          contactId: verdict.body.contactId,
          verdictId: verdict.id,
          startedAt,
          answeredAt,
          endedAt: answeredAt + Math.round(recording?.durationMs ?? 0),
          result: 'answered',
          endedBy: 'network',
          sipCode: null,
          recordingId: recording?.id ?? null,
          transcript: this.#live.utterances(callId).map((one) => ({ ...one, final: true })),
        },
        this.#live.flags(callId),
      );
      closed += 1;
    }
    return closed;
  }
}

/** Digits that a customer or agent says (a card, an identity number) are never kept. A number said figure by figure is several words: they are masked together. */
function masked<T extends Utterance>(utterance: T): T {
  const together = maskDigits(utterance.words.map((word) => word.text).join(' '));
  let at = 0;
  const words = utterance.words.map((word) => {
    const text = together.slice(at, at + word.text.length);
    at += word.text.length + 1;
    return { ...word, text };
  });
  return { ...utterance, text: maskDigits(utterance.text), words };
}
function maskedFlag<T extends Flag>(flag: T): T {
  return { ...flag, words: maskDigits(flag.words) };
}
