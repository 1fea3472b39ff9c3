import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inventedCase, noonInNewYork, wrapUpBody } from '../../../test/integration/desk/support/invented.ts';
import { openServices } from '../../../test/integration/desk/support/services.ts';
import type { Services } from '../../../test/integration/desk/support/services.ts';
import { tempFolder } from '../../../test/integration/desk/support/temp-folder.ts';
import type { CaseId, ContactId } from '../../domain/case/case.ts';
import type { DispositionCode } from '../../domain/case/disposition.ts';
import type { CallResult } from '../../domain/call/call-state.ts';
import type { Flag } from '../../domain/compliance/rule-pack.ts';

const caseId = 'case-1' as CaseId;
const contactId = 'contact-1' as ContactId;
const card = '4111 1111 1111 1111';
let now = noonInNewYork;
let folder = '';
let desk: Services;
beforeEach(() => {
  now = noonInNewYork;
  folder = tempFolder();
  desk = openServices(folder, () => now);
  desk.cases.save(inventedCase(1));
});
afterEach(() => desk.close());
const restart = (): void => {
  desk.close();
  desk = openServices(folder, () => now);
};

const said = (id: string, text: string, final = true) => ({
  id,
  speaker: 'customer' as const,
  text,
  final,
  startMs: 100,
  endMs: 900,
  words: text.split(' ').map((word, at) => ({ text: word, startMs: 100 + at, endMs: 101 + at, confidence: 0.9 })),
});
const flag = (over: Partial<Flag> = {}): Flag => ({
  id: 'flag-1',
  ruleId: 'V04-1',
  category: 'V04',
  packVersion: '1.0.0',
  severity: 'S1',
  utteranceId: 'u1',
  words: 'we will call 4111 1111 at home',
  from: 0,
  to: 9,
  startMs: 1,
  endMs: 2,
  status: 'confirmed',
  ...over,
});
const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof Error && 'code' in error ? `${String(error.code)}: ${error.message}` : String(error);
  }
  return 'none';
};
function call(over: { callId?: string; result?: CallResult; recordingId?: string | null; transcript?: ReturnType<typeof said>[] } = {}) {
  const { verdictId } = desk.dialing.check(caseId, contactId);
  return {
    callId: 'call-1',
    contactId,
    verdictId,
    startedAt: now,
    answeredAt: over.result === undefined ? now + 4_000 : null,
    endedAt: now + 60_000,
    result: 'answered' as CallResult,
    endedBy: 'agent' as const,
    sipCode: null,
    recordingId: null,
    transcript: [],
    ...over,
  };
}
const bodies = () => desk.activities.timeline(caseId).map((one) => one.body);
const stored = (kind: string) => bodies().filter((one) => one.kind === kind);

describe('a finished call', () => {
  test('is stored once with its flags; the same call again is refused and changes nothing', () => {
    const facts = call();
    const { activityId } = desk.calls.finish(caseId, facts, [flag(), flag({ id: 'flag-2' })]);
    expect(stored('call')).toHaveLength(1);
    expect(stored('flag')).toHaveLength(2);
    const before = desk.activities.counts();
    expect(code(() => desk.calls.finish(caseId, facts, [flag()]))).toBe('NOT_VALID: This call is already stored');
    restart();
    expect(code(() => desk.calls.finish(caseId, facts, [flag()]))).toMatch(/^NOT_VALID/);
    expect(desk.activities.counts()).toEqual(before);
    expect(desk.activities.timeline(caseId).some((one) => one.id === activityId)).toBe(true);
    expect(code(() => desk.calls.finish('nowhere' as CaseId, facts, []))).toMatch(/^NOT_FOUND/);
  });

  test('no digit that was said is kept: transcript, single words, flags, what is live, note; on the disk neither', () => {
    const spoken = said('u1', `my card is ${card} yes`);
    const figures = said('u2', 'it is 4 1 1 1 2 2 2 2 thanks 42');
    desk.calls.heard(caseId, 'call-1', spoken);
    desk.calls.flagged(caseId, 'call-1', flag());
    expect(JSON.stringify([desk.live.utterances('call-1'), desk.live.flags('call-1')])).not.toMatch(/\d{4}|4 1 1/);
    desk.calls.finish(caseId, call({ transcript: [spoken, figures, said('u3', 'half a sent', false)] }), [flag()]);
    const [body] = stored('call');
    if (body?.kind !== 'call') throw new Error('no call');
    expect(body.transcript.map((one) => one.text)).toEqual(['my card is •••• •••• •••• •••• yes', 'it is • • • • • • • • thanks 42']);
    // the words are the text, piece by piece, with their times
    for (const one of body.transcript) expect(one.words.map((word) => word.text).join(' ')).toBe(one.text);
    expect(body.transcript[1]?.words[2]).toEqual({ text: '•', startMs: 102, endMs: 103, confidence: 0.9 });
    expect(stored('flag').map((one) => (one.kind === 'flag' ? one.flag.words : ''))).toEqual(['we will call •••• •••• at home']);
    desk.calls.wrapUp(caseId, { ...wrapUpBody(), callId: 'call-1', disposition: 'CALLBACK', note: `said ${card}, id 310101199001011234, ends in 42` });
    expect(stored('wrap-up')[0]).toMatchObject({ note: 'said •••• •••• •••• ••••, id ••••••••••••••••••, ends in 42' });
    expect(JSON.stringify(bodies())).not.toMatch(/4111|1111|31010/);
  });
});

describe('a call that was live when the desk was killed', () => {
  test('is closed once, with every sentence, flag and recording that was kept', () => {
    const { verdictId } = desk.dialing.check(caseId, contactId);
    now += 5_000;
    desk.recordings.open({ recordingId: 'recording-1', callId: 'call-9', caseId, mimeType: 'audio/webm;codecs=opus' });
    for (let piece = 0; piece < 7; piece += 1) desk.recordings.append('recording-1', piece, Buffer.from(`piece ${piece}`));
    desk.calls.heard(caseId, 'call-9', said('u1', 'who is this', false));
    desk.calls.heard(caseId, 'call-9', said('u1', 'who is this please'));
    desk.calls.heard(caseId, 'call-9', said('u2', 'half a sent', false));
    desk.calls.flagged(caseId, 'call-9', flag({ status: 'partial' }));
    now += 60_000;
    restart();
    expect(desk.calls.recoverInterrupted(desk.recordings.recover())).toBe(1);
    expect(stored('call')).toMatchObject([
      {
        callId: 'call-9',
        contactId,
        verdictId,
        startedAt: noonInNewYork,
        answeredAt: noonInNewYork + 5_000,
        endedAt: noonInNewYork + 12_000,
        result: 'answered',
        endedBy: 'network',
        recordingId: 'recording-1',
        transcript: [
          { text: 'who is this please', final: true },
          { text: 'half a sent', final: true },
        ],
      },
    ]);
    expect(stored('flag')).toHaveLength(1);
    for (let turn = 0; turn < 2; turn += 1) {
      restart();
      expect(desk.calls.recoverInterrupted(desk.recordings.recover())).toBe(0);
      expect(stored('call')).toHaveLength(1);
    }
    expect(desk.live.openCalls()).toEqual([]);
    // the agent can still say what came of it
    desk.calls.wrapUp(caseId, { ...wrapUpBody(), callId: 'call-9', disposition: 'CALLBACK' });
  });
  test('is closed with its recording alone, where nothing was heard', () => {
    desk.dialing.check(caseId, contactId);
    desk.recordings.open({ recordingId: 'recording-1', callId: 'call-9', caseId, mimeType: 'audio/webm' });
    desk.recordings.append('recording-1', 0, Buffer.from('piece'));
    restart();
    expect(desk.calls.recoverInterrupted(desk.recordings.recover())).toBe(1);
    expect(stored('call')).toMatchObject([{ callId: 'call-9', recordingId: 'recording-1' }]);
  });
  test('is closed also when the desk was killed between the end of the recording and the end of the call, or while it recovered', () => {
    desk.dialing.check(caseId, contactId);
    desk.recordings.open({ recordingId: 'recording-1', callId: 'call-9', caseId, mimeType: 'audio/webm' });
    desk.recordings.append('recording-1', 0, Buffer.from('piece'));
    desk.recordings.finish('recording-1', 4_000);
    restart();
    desk.recordings.recover();
    restart();
    expect(desk.calls.recoverInterrupted(desk.recordings.recover())).toBe(1);
    expect(stored('call')).toMatchObject([{ callId: 'call-9', recordingId: 'recording-1', endedAt: noonInNewYork + 4_000 }]);
    restart();
    expect(desk.calls.recoverInterrupted(desk.recordings.recover())).toBe(0);
  });
  test('a call that ended well is not closed again', () => {
    desk.calls.heard(caseId, 'call-1', said('u1', 'hello'));
    desk.recordings.open({ recordingId: 'recording-1', callId: 'call-1', caseId, mimeType: 'audio/webm' });
    desk.recordings.finish('recording-1', 1_000);
    desk.calls.finish(caseId, call({ recordingId: 'recording-1' }), []);
    // a sentence that came late
    desk.calls.heard(caseId, 'call-1', said('u2', 'bye'));
    restart();
    expect(desk.calls.recoverInterrupted(desk.recordings.recover())).toBe(0);
    expect(stored('call')).toHaveLength(1);
    expect(desk.live.openCalls()).toEqual([]);
  });
  test('a recording that was changed on the disk does not stop the desk', () => {
    desk.dialing.check(caseId, contactId);
    desk.recordings.open({ recordingId: 'recording-1', callId: 'call-9', caseId, mimeType: 'audio/webm' });
    for (let piece = 0; piece < 3; piece += 1) desk.recordings.append('recording-1', piece, Buffer.alloc(100, piece));
    desk.close();
    const file = `${folder}/recordings/recording-1.flr`;
    const bytes = readFileSync(file);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    desk = openServices(folder, () => now);
    expect(desk.calls.recoverInterrupted(desk.recordings.recover())).toBe(1);
    expect(desk.recordings.list(caseId)).toMatchObject([{ state: 'failed', sha256: null }]);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(desk.recordingRows.waitingUploads()).toEqual([]);
  });
});

describe('wrap-up rules', () => {
  const promise = (over: object = {}) => ({ currency: 'USD', readBack: true, instalments: [{ amountMinor: 1_000, dueOn: '2026-11-26' }], ...over });
  const wrap = (over: Partial<ReturnType<typeof wrapUpBody>>): string => code(() => desk.calls.wrapUp(caseId, { ...wrapUpBody(), callId: 'call-1', ...over }));
  const answered = (): void => {
    desk.calls.finish(caseId, call(), []);
  };

  test('a promise is stored, the case says so, the draft is gone', () => {
    answered();
    desk.calls.saveDraft(caseId, 'half a note');
    restart();
    expect(desk.calls.draft(caseId)).toBe('half a note');
    expect(wrap({ disposition: 'PTP', party: 'right-party', promise: promise(), nextAction: 'Check payment', nextActionAt: '2026-11-27T15:00:00.000Z' })).toBe('none');
    expect(desk.cases.get(caseId)).toMatchObject({ status: 'promised', nextAction: 'Check payment', nextActionAt: '2026-11-27T15:00:00.000Z' });
    expect(desk.calls.draft(caseId)).toBeNull();
  });
  test.each([
    ['a promise from somebody else', { disposition: 'PTP', party: 'third-party', promise: promise() }, /does not fit/],
    ['a promise from nobody knows whom', { disposition: 'PTP', party: 'unknown', promise: promise() }, /does not fit/],
    ['a promise without amount', { disposition: 'PTP', party: 'right-party', promise: null }, /amount and date/],
    ['an amount without promise', { disposition: 'RTP', party: 'right-party', promise: promise() }, /no promise/],
    ['not read back', { disposition: 'PTP', party: 'right-party', promise: promise({ readBack: false }) }, /not-read-back/],
    ['more than is owed', { disposition: 'PTP', party: 'right-party', promise: promise({ instalments: [{ amountMinor: 42_501, dueOn: '2026-11-26' }] }) }, /over-balance/],
    ['too late', { disposition: 'PTP_PART', party: 'right-party', promise: promise({ instalments: [{ amountMinor: 1_000, dueOn: '2026-12-25' }] }) }, /beyond-horizon/],
    ['yesterday', { disposition: 'PTP', party: 'right-party', promise: promise({ instalments: [{ amountMinor: 1_000, dueOn: '2026-11-23' }] }) }, /in-the-past/],
    ['another currency', { disposition: 'PTP', party: 'right-party', promise: promise({ currency: 'CNY' }) }, /in USD/],
    ['no instalment', { disposition: 'PTP', party: 'right-party', promise: promise({ instalments: [] }) }, /no-instalment/],
    ['a result of a call that was not', { disposition: 'NOT_REACHED', party: 'right-party' }, /does not fit/],
  ] as const)('%s is refused and nothing is stored', (_what, over, why) => {
    answered();
    const before = [desk.activities.counts(), desk.cases.get(caseId)];
    expect(wrap(over as Partial<ReturnType<typeof wrapUpBody>>)).toMatch(why);
    expect([desk.activities.counts(), desk.cases.get(caseId)]).toEqual(before);
  });
  test('a call that nobody answered has no promise; not reached leaves the status', () => {
    desk.calls.finish(caseId, call({ result: 'no-answer' }), []);
    expect(wrap({ disposition: 'PTP', party: 'right-party', promise: promise() })).toMatch(/does not fit/);
    expect(wrap({ disposition: 'NOT_REACHED' })).toBe('none');
    expect(desk.cases.get(caseId)?.status).toBe('open');
  });
  test.each<[DispositionCode, 'right-party' | 'third-party' | 'wrong-person', string]>([
    ['RTP', 'right-party', 'negotiating'],
    ['PAID_CLAIM', 'right-party', 'negotiating'],
    ['DISPUTE', 'right-party', 'held'],
    ['FRAUD', 'right-party', 'held'],
    ['COMPLAINT', 'wrong-person', 'complaint'],
    ['DECEASED', 'third-party', 'held'],
    ['WRONG', 'wrong-person', 'open'],
    ['RELAYED', 'third-party', 'open'],
  ])('%s by %s makes the case %s', (disposition, party, status) => {
    answered();
    expect(wrap({ disposition, party })).toBe('none');
    expect(desk.cases.get(caseId)?.status).toBe(status);
  });
  test("today is the customer's: late in the evening there it is still yesterday", () => {
    answered();
    now = Date.parse('2026-11-25T03:30:00Z');
    expect(wrap({ disposition: 'PTP', party: 'right-party', promise: promise({ instalments: [{ amountMinor: 1_000, dueOn: '2026-11-24' }] }) })).toBe('none');
  });
  test('nobody signed in: nothing is given and nothing is stored', async () => {
    const facts = call();
    const before = desk.activities.counts();
    await desk.session.signOut();
    const tries = [
      () => desk.calls.wrapUp(caseId, { ...wrapUpBody(), callId: null }),
      () => desk.calls.finish(caseId, facts, []),
      () => desk.dialing.check(caseId, contactId),
      () => desk.caseService.view(caseId),
      () => desk.caseService.reveal({ caseId, contactId, field: 'phone', reason: 'curious' }),
      () => desk.recordings.list(caseId),
      () => desk.recordings.open({ recordingId: 'recording-1', callId: 'c', caseId, mimeType: 'audio/webm' }),
    ];
    for (const one of tries) expect(code(one)).toMatch(/^SIGN_IN_REQUIRED/);
    expect(desk.activities.counts()).toEqual(before);
  });
});
