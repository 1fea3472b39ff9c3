import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { collectionCase } from '../../../src/contract/schemas.ts';
import { batchCsv, codeOf, csvFile, onEachDatabase, wrapUp } from './support/centre-under-test.ts';
import type { UnderTest } from './support/centre-under-test.ts';

/** A tenant whose one agent has `count` cases. */
async function desk(under: UnderTest, count: number) {
  const people = await under.people('operations', 'agent', 'quality', 'lead');
  const { batchId } = await people.operations.client.batches.import({ clientName: 'Acme', file: csvFile(batchCsv(count)) });
  await people.operations.client.batches.assign({ batchId: batchId ?? '', agentIds: [people.agent.user.id] });
  const { changes, cursor } = await people.agent.client.sync.changes({ cursor: 0, limit: 500 });
  const cases = changes.flatMap((change) => (change.kind === 'case' ? [collectionCase.parse(change.case)] : []));
  const [first] = cases;
  if (first === undefined) throw new Error('no case');
  return { ...people, batchId: batchId ?? '', cases, first, cursor };
}
const instalment = (amountMinor: number) => ({ currency: 'USD', readBack: true, instalments: [{ amountMinor, dueOn: '2026-02-01' }] });

onEachDatabase((under) => {
  test('changes come in order, page by page, each case once, and say how many are left', async () => {
    const { agent } = await desk(under(), 25);
    const seen: number[] = [];
    let cursor = 0;
    for (let page = 0; page < 3; page += 1) {
      const answer = await agent.client.sync.changes({ cursor, limit: 10 });
      seen.push(...answer.changes.map((change) => change.seq));
      expect(answer.remaining).toBe([15, 5, 0][page]);
      expect(answer.more).toBe(page < 2);
      cursor = answer.cursor;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    expect(await agent.client.sync.changes({ cursor })).toEqual({ changes: [], cursor, more: false, remaining: 0 });
    // A cursor of another data folder: from the beginning.
    expect((await agent.client.sync.changes({ cursor: 9_999 })).changes).toHaveLength(25);
  });

  test('an activity is stored once however often it comes, also at the same moment', async () => {
    const { agent, first, quality } = await desk(under(), 1);
    const activity = wrapUp(agent.user.id, first.id);
    const call = {
      ...activity,
      id: v7(),
      clock: '1790000000000-0001-desk-1',
      body: {
        kind: 'call',
        callId: 'call-1',
        contactId: first.contacts[0]?.id,
        verdictId: 'v',
        startedAt: 1,
        answeredAt: 2,
        endedAt: 3,
        result: 'answered',
        endedBy: 'agent',
        sipCode: 200,
        recordingId: null,
        transcript: [{ id: 'u', speaker: 'customer', text: '我周五处理 – "ok" \u2028', final: true, startMs: 0, endMs: 900, words: [] }],
      },
    };
    const both = () => agent.client.sync.ingest({ protocol: 1, activities: [call, activity] });
    const answers = await Promise.all([both(), both(), both(), both()]);
    const all = answers.flatMap((answer) => answer.receipts);
    for (const id of [activity.id, call.id]) {
      expect(
        all
          .filter((receipt) => receipt.activityId === id)
          .map((receipt) => receipt.status)
          .sort(),
      ).toEqual(['duplicate', 'duplicate', 'duplicate', 'stored']);
    }
    const kept = await quality.client.cases.activities({ caseId: first.id });
    expect(kept).toHaveLength(2);
    expect(kept).toEqual([activity, call]);
  });

  test('each activity has its own receipt; a malformed one does not hold up its neighbours', async () => {
    const { agent, first, tenant, tenantId } = await desk(under(), 1);
    const other = await under().another(tenantId, tenant, 'agent');
    const good = wrapUp(agent.user.id, first.id);
    const wrongKind = { ...wrapUp(agent.user.id, first.id), body: { kind: 'dance' } };
    const unknownCase = wrapUp(agent.user.id, 'no-such-case');
    const otherActor = wrapUp(other.user.id, first.id);
    const nul = wrapUp(agent.user.id, first.id, { note: 'a\u0000b' });
    const { receipts } = await agent.client.sync.ingest({ protocol: 1, activities: [null, wrongKind, 'x', unknownCase, otherActor, nul, good] });
    expect(receipts.map(({ activityId, status, reason }) => [activityId, status, reason])).toEqual([
      ['#0', 'rejected', 'malformed'],
      [wrongKind.id, 'rejected', 'malformed'],
      ['#2', 'rejected', 'malformed'],
      [unknownCase.id, 'rejected', 'case-unknown'],
      [otherActor.id, 'rejected', 'not-yours'],
      [nul.id, 'rejected', 'malformed'],
      [good.id, 'stored', null],
    ]);
    expect((await other.client.sync.ingest({ protocol: 1, activities: [wrapUp(other.user.id, first.id)] })).receipts[0]).toMatchObject({ status: 'rejected', reason: 'not-yours' });
    // Other words under an id that is taken are not swallowed as a duplicate.
    expect((await agent.client.sync.ingest({ protocol: 1, activities: [{ ...good, body: { ...good.body, note: 'other' } }] })).receipts[0]).toMatchObject({ status: 'rejected', reason: 'malformed' });
  });

  test('a wrap-up changes its case and is announced to its desk; the clock decides, not the order of arrival', async () => {
    const { agent, first, cursor } = await desk(under(), 2);
    const late = wrapUp(agent.user.id, first.id, {}, 1_790_000_002_000);
    const early = wrapUp(agent.user.id, first.id, { disposition: 'NEGOTIATE', promise: null, nextAction: 'Old plan', nextActionAt: null }, 1_790_000_001_000);
    await agent.client.sync.ingest({ protocol: 1, activities: [late] });
    const after = await agent.client.sync.changes({ cursor });
    expect(after.changes).toMatchObject([{ kind: 'case', case: { id: first.id, status: 'promised', nextAction: 'Check payment', nextActionAt: '2026-02-02T09:00:00.000Z' } }]);
    await agent.client.sync.ingest({ protocol: 1, activities: [early] });
    expect((await agent.client.sync.changes({ cursor: after.cursor })).changes).toEqual([]);
    await agent.client.sync.ingest({
      protocol: 1,
      activities: [wrapUp(agent.user.id, first.id, { disposition: 'COMPLAINT', promise: null }, 1_790_000_003_000), wrapUp(agent.user.id, first.id, { promise: instalment(1) }, 1_790_000_004_000)],
    });
    expect((await agent.client.sync.changes({ cursor: after.cursor })).changes).toMatchObject([{ kind: 'case', case: { status: 'complaint' } }]);
  });

  test('a wrong number takes the called number out of use, and a new file does not open it again', async () => {
    const { agent, operations, first, cursor } = await desk(under(), 1);
    const contactId = first.contacts[0]?.id ?? '';
    const base = wrapUp(agent.user.id, first.id);
    const call = {
      ...base,
      id: v7(),
      body: {
        kind: 'call',
        callId: 'call-9',
        contactId,
        verdictId: 'v',
        startedAt: 1,
        answeredAt: 2,
        endedAt: 3,
        result: 'answered',
        endedBy: 'agent',
        sipCode: null,
        recordingId: null,
        transcript: [],
      },
    };
    await agent.client.sync.ingest({
      protocol: 1,
      activities: [call, wrapUp(agent.user.id, first.id, { callId: 'call-9', disposition: 'WRONG', party: 'wrong-person', promise: null }, 1_790_000_001_000)],
    });
    const closed = { kind: 'case', case: { contacts: [{ id: contactId, mayCall: false, whyNot: 'invalid-number' }] } };
    const heard = await agent.client.sync.changes({ cursor });
    expect(heard.changes).toMatchObject([closed]);
    await operations.client.batches.import({ clientName: 'Acme', file: csvFile(batchCsv(1).replace('100.50', '90.00')) });
    expect((await agent.client.sync.changes({ cursor: heard.cursor })).changes).toMatchObject([{ case: { ...closed.case, balanceMinor: 9000 } }]);
  });

  test('work done offline before a withdrawal still arrives, and the case stays withdrawn', async () => {
    const { agent, operations, quality, first, batchId } = await desk(under(), 1);
    await operations.client.batches.withdraw({ batchId });
    expect((await agent.client.sync.ingest({ protocol: 1, activities: [wrapUp(agent.user.id, first.id)] })).receipts[0]).toMatchObject({ status: 'stored' });
    expect(await quality.client.cases.activities({ caseId: first.id })).toHaveLength(1);
    expect((await agent.client.sync.changes({ cursor: 0 })).changes).toMatchObject([{ kind: 'case-removed', caseId: first.id }]);
    expect(await codeOf(agent.client.cases.activities({ caseId: first.id }))).toBe('NOT_FOUND');
  });

  test('a reveal is in the audit log once, without what was revealed; so is the look of quality at a case', async () => {
    const { agent, quality, lead, first } = await desk(under(), 1);
    const reveal = { ...wrapUp(agent.user.id, first.id), body: { kind: 'reveal', field: 'phone', contactId: first.contacts[0]?.id ?? null, reason: 'customer asked' } };
    await agent.client.sync.ingest({ protocol: 1, activities: [reveal] });
    await agent.client.sync.ingest({ protocol: 1, activities: [reveal] });
    await quality.client.cases.activities({ caseId: first.id });
    const rows = (await lead.client.audit.list({ limit: 100 })).filter((row) => row.action === 'reveal' || row.action === 'activities-read');
    expect(rows).toMatchObject([
      { action: 'activities-read', actor: quality.user.id },
      { action: 'reveal', actor: agent.user.id },
    ]);
    expect(JSON.stringify(rows)).not.toContain(first.contacts[0]?.phone ?? 'none');
  });

  test('a desk of another protocol is told to update', async () => {
    const { agent } = await under().people('agent');
    const error = await agent.client.sync.ingest({ protocol: 0, activities: [] }).catch((one: unknown) => one);
    expect(error).toMatchObject({ status: 426, message: expect.stringContaining('Update the desk') });
  });

  test('many desks at once: every seq is given once and every activity is there', async () => {
    const { agent, cases } = await desk(under(), 12);
    await Promise.all(cases.map((one, index) => agent.client.sync.ingest({ protocol: 1, activities: [wrapUp(agent.user.id, one.id, {}, 1_790_000_000_000 + index)] })));
    const { changes } = await agent.client.sync.changes({ cursor: 12, limit: 500 });
    expect(changes.map((change) => change.seq)).toEqual(Array.from({ length: 12 }, (_, index) => 13 + index));
  });
});
