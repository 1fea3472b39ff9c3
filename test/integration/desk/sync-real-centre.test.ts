/** The desk against the real centre (PGlite), with what a network does to them in between. */
import { describe, expect, test } from 'vitest';
import { loadSampleData } from '../../../src/central/services/sample-data.ts';
import type { CaseId } from '../../../src/domain/case/case.ts';
import { startDesk, withDatabase } from './support/desk.ts';
import type { TestDesk } from './support/desk.ts';
import { startFaultProxy } from './support/fault-proxy.ts';
import { wrapUpBody } from './support/invented.ts';
import { password, startRealCentre } from './support/real-centre.ts';
import type { TestTenant } from './support/real-centre.ts';
import { tempFolder } from './support/temp-folder.ts';
import { ActivityRepository } from '../../../src/main/storage/activity-repository.ts';

const centre = await startRealCentre();
const online = (status: { link: string; waiting: number }): boolean => status.link === 'online' && status.waiting === 0;
const everything = { search: '', bucket: null, status: null, dueToday: false, callableNow: false, sort: 'next-action', limit: 500, offset: 0 } as const;
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

/** A signed-in desk that has its cases; everything it asks of the centre goes through a proxy that can be told to spoil it. */
async function desk(options: { cases?: number; tenant?: TestTenant; folder?: string; now?: () => number; agent?: number; timeLimitMs?: number } = {}) {
  const tenant = options.tenant ?? (await centre.tenant(options.cases ?? 3, 2));
  const folder = options.folder ?? tempFolder();
  const proxy = await startFaultProxy(() => centre.url);
  const start = (): TestDesk =>
    startDesk({ folder, centralUrl: proxy.url, tenant: tenant.name, ...(options.now === undefined ? {} : { now: options.now }), timeLimitMs: options.timeLimitMs ?? 5_000 });
  const running = start();
  await running.client.session.signIn({ username: tenant.agents[options.agent ?? 0]?.username ?? '', password });
  await running.syncedUntil(online);
  const ids = (await running.client.cases.queue(everything)).rows.map((row) => row.id);
  return { tenant, folder, proxy, start, running, client: running.client, ids, first: ids[0] ?? ('none' as CaseId) };
}
const wrapUp = (over: Parameters<typeof wrapUpBody>[0] = {}) => {
  const { kind: _kind, ...rest } = wrapUpBody(over);
  return { ...rest, note: rest.note };
};

describe('a shift', () => {
  test('the sample batches come to the desk; a call, its flag, a promise and a reveal come to the centre byte for byte, once', async () => {
    await loadSampleData({ services: centre.central.services });
    const folder = tempFolder();
    const { client, syncedUntil, stop } = startDesk({ folder, centralUrl: centre.url });
    expect(await client.session.signIn({ username: ' agent1 ', password: 'agent1-practice' })).toMatchObject({ username: 'agent1', role: 'agent' });
    await syncedUntil(online);
    const { total, rows } = await client.cases.queue({ ...everything, search: 'EN-0001' });
    expect((await client.cases.queue(everything)).total).toBe(25);
    expect(total).toBe(1);
    const caseId = rows[0]?.id ?? ('none' as CaseId);
    const view = await client.cases.get({ caseId });
    const contactId = view.case.contacts[0]?.id ?? ('none' as (typeof view.case.contacts)[number]['id']);
    const { verdictId, target, verdict } = await client.dialing.check({ caseId, contactId });
    expect([verdict.kind, target]).toEqual(['allow', '5550101']);
    const at = Date.now();
    await client.calls.finish({
      caseId,
      call: {
        callId: 'call-1',
        contactId,
        verdictId,
        startedAt: at,
        answeredAt: at + 2_000,
        endedAt: at + 60_000,
        result: 'answered',
        endedBy: 'customer',
        sipCode: null,
        recordingId: null,
        transcript: [{ id: 'u1', speaker: 'agent', text: '你好 😀 "quoted"\n', final: true, startMs: 0, endMs: 900, words: [] }],
      },
      flags: [{ id: 'f1', ruleId: 'V04-1', category: 'V04', packVersion: '1', severity: 'S1', utteranceId: 'u1', words: 'arrest', from: 0, to: 6, startMs: 0, endMs: 400, status: 'confirmed' }],
    });
    const dueOn = new Date(at + 86_400_000).toISOString().slice(0, 10);
    await client.calls.wrapUp({
      caseId,
      wrapUp: wrapUp({ callId: 'call-1', disposition: 'PTP', party: 'right-party', promise: { currency: 'USD', readBack: true, instalments: [{ amountMinor: 1_000, dueOn }] } }),
    });
    await client.cases.reveal({ caseId, contactId, field: 'phone', reason: 'the customer asked' });
    const status = await syncedUntil((now) => online(now) && now.receipts === 5);
    expect(status).toMatchObject({ setAside: 0, pull: null });
    const tenantId = await centre.central.services.identity.ensureTenant('practice');
    const user = await client.session.current();
    if (user === null) throw new Error('nobody is signed in');
    await stop();
    const own = withDatabase(folder, (database) => new ActivityRepository(database).timeline(caseId));
    expect(own.map((one) => one.body.kind)).toEqual(['dial-verdict', 'call', 'flag', 'wrap-up', 'reveal']);
    const held = await centre.central.services.activities({ tenantId, userId: user.id, role: 'agent', tokenHash: '', deskId: '', user }, caseId);
    expect(held).toEqual(own);
    expect((await centre.central.services.audit(tenantId, 50)).filter((row) => row.action === 'reveal')).toHaveLength(1);
  });

  test('the centre stops in the middle; five cases are worked without it; all of it is there once when it is back', async () => {
    const { client, ids, running, tenant } = await desk({ cases: 6 });
    await centre.stop();
    expect((await running.syncedUntil((status) => status.link === 'offline')).link).toBe('offline');
    for (const caseId of ids.slice(0, 5)) {
      const contactId = (await client.cases.get({ caseId })).case.contacts[0]?.id ?? ('none' as never);
      const { verdictId } = await client.dialing.check({ caseId, contactId });
      await client.calls.finish({
        caseId,
        call: { callId: `call-${caseId}`, contactId, verdictId, startedAt: 1, answeredAt: null, endedAt: 2, result: 'no-answer', endedBy: 'network', sipCode: 480, recordingId: null, transcript: [] },
        flags: [],
      });
      await client.calls.wrapUp({ caseId, wrapUp: wrapUp({ callId: `call-${caseId}` }) });
    }
    expect(await client.sync.now()).toMatchObject({ link: 'offline', waiting: 15, setAside: 0, receipts: 0 });
    expect(await codeOf(client.session.signIn({ username: 'agent1', password }))).toBe('CENTRE_AWAY');
    expect((await client.cases.queue(everything)).total).toBe(6);
    expect(await client.session.current()).toMatchObject({ username: 'agent1' });
    await centre.start();
    expect(await running.syncedUntil(online)).toMatchObject({ receipts: 15, setAside: 0 });
    expect(await tenant.count()).toBe(15);
    for (const caseId of ids.slice(0, 5)) {
      const { timeline } = await client.cases.get({ caseId });
      expect(JSON.stringify(await tenant.activities(caseId))).toBe(JSON.stringify(timeline));
    }
    await running.stop();
  });
});

describe('pull', () => {
  test('page by page, and after a cut goes on with the page that was cut', async () => {
    const tenant = await centre.tenant(450, 1);
    const folder = tempFolder();
    const proxy = await startFaultProxy(() => centre.url);
    let pages = 0;
    proxy.fault = ({ path }) => {
      if (path !== '/api/sync/changes') return 'pass';
      pages += 1;
      return pages === 2 ? 'lose' : 'pass';
    };
    const running = startDesk({ folder, centralUrl: proxy.url, tenant: tenant.name });
    const watched: ({ done: number; total: number } | null)[] = [];
    const stopWatching = new AbortController();
    const watching = (async () => {
      try {
        for await (const status of await running.client.sync.watch(undefined, { signal: stopWatching.signal })) watched.push(status.pull);
      } catch (error) {
        if (!stopWatching.signal.aborted) throw error;
      }
    })();
    await running.client.session.signIn({ username: 'agent1', password });
    await running.syncedUntil((status) => status.link === 'offline' && pages === 2);
    expect((await running.client.cases.queue(everything)).total).toBe(200);
    await running.syncedUntil(online);
    expect((await running.client.cases.queue(everything)).total).toBe(450);
    stopWatching.abort();
    await watching;
    expect(watched.filter((pull) => pull !== null)).toContainEqual({ done: 200, total: 450 });
    const cursors = proxy.seen.filter((one) => one.path === '/api/sync/changes').map((one) => one.query.get('cursor'));
    expect(cursors[0]).toBe('0');
    expect(cursors[2]).toBe(cursors[1]);
    expect(cursors.slice(1)).not.toContain('0');
    await running.stop();
  });

  test('a case that was withdrawn disappears, its work goes up first', async () => {
    const { client, running, ids, first, tenant } = await desk();
    await client.calls.wrapUp({ caseId: first, wrapUp: wrapUp() });
    await client.calls.saveDraft({ caseId: ids[1] ?? first, draft: 'half a note' });
    await tenant.withdraw(tenant.batchId);
    await running.syncedUntil((status) => online(status) && status.receipts === 1);
    expect((await client.cases.queue(everything)).total).toBe(0);
    expect(await codeOf(client.cases.get({ caseId: first }))).toBe('NOT_FOUND');
    expect((await client.cases.queue({ ...everything, search: 'Debtor' })).total).toBe(0);
    expect(await tenant.count()).toBe(1);
    await running.stop();
  });

  test('a case that is taken away in the middle of its call stays until it is wrapped up, and is dialled no more', async () => {
    const { client, running, first, tenant } = await desk();
    const contactId = (await client.cases.get({ caseId: first })).case.contacts[0]?.id ?? ('none' as never);
    const { verdict, verdictId } = await client.dialing.check({ caseId: first, contactId });
    expect(verdict.kind).toBe('allow');
    await tenant.withdraw(tenant.batchId);
    await running.syncedUntil(online);
    expect((await client.cases.queue(everything)).rows.map((row) => [row.id, row.status])).toEqual([[first, 'returned']]);
    expect(await client.dialing.check({ caseId: first, contactId })).toMatchObject({ verdict: { kind: 'block', rule: 'contact-closed' }, target: null });
    await client.calls.finish({
      caseId: first,
      call: { callId: 'call-1', contactId, verdictId, startedAt: 1, answeredAt: 2, endedAt: 3, result: 'answered', endedBy: 'agent', sipCode: null, recordingId: null, transcript: [] },
      flags: [],
    });
    await client.calls.wrapUp({ caseId: first, wrapUp: wrapUp({ callId: 'call-1', disposition: 'RTP', party: 'right-party' }) });
    await running.syncedUntil((status) => online(status) && status.receipts === 4);
    expect((await client.cases.queue(everything)).total).toBe(0);
    expect(await tenant.count()).toBe(4);
    await running.stop();
  });

  test("what the agent decided and the centre does not know yet wins over the centre's older case; then both agree", async () => {
    const { client, running, first, tenant, proxy } = await desk();
    proxy.fault = ({ path }) => (path === '/api/sync/activities' ? { status: 500 } : 'pass');
    await client.calls.wrapUp({ caseId: first, wrapUp: wrapUp({ disposition: 'LOST', nextAction: 'Find a number', nextActionAt: '2026-12-01T10:00:00.000Z' }) });
    const before = (await client.cases.get({ caseId: first })).case;
    await tenant.import(3, { amount: 777 });
    await running.syncedUntil((status) => status.link === 'offline');
    const merged = (await client.cases.get({ caseId: first })).case;
    expect(merged.balanceMinor).toBe(before.balanceMinor + 67_700);
    expect(merged).toMatchObject({ nextAction: 'Find a number', nextActionAt: '2026-12-01T10:00:00.000Z' });
    proxy.fault = () => 'pass';
    await running.syncedUntil(online);
    expect((await client.cases.get({ caseId: first })).case).toMatchObject({ nextAction: 'Find a number', balanceMinor: merged.balanceMinor });
    await running.stop();
  });
});

describe('answers that get lost', () => {
  test('every second answer to sent work is lost: nothing is lost, nothing is there twice', async () => {
    const { client, running, ids, tenant, proxy } = await desk();
    let asked = 0;
    proxy.fault = ({ path }) => (path === '/api/sync/activities' && (asked += 1) % 2 === 1 ? 'lose' : 'pass');
    for (let turn = 0; turn < 30; turn += 1) {
      await client.calls.wrapUp({ caseId: ids[turn % 3] ?? ids[0] ?? ('none' as CaseId), wrapUp: wrapUp({ note: `note ${turn}` }) });
      if (turn % 5 === 4) await client.sync.now();
    }
    const status = await running.syncedUntil(online);
    expect(asked).toBeGreaterThan(3);
    expect(status).toMatchObject({ receipts: 30, setAside: 0 });
    expect(await tenant.count()).toBe(30);
    for (const caseId of ids) expect(JSON.stringify(await tenant.activities(caseId))).toBe(JSON.stringify((await client.cases.get({ caseId })).timeline));
    await running.stop();
  });

  test('killed between sending and hearing of it: sent again, still once', async () => {
    const { client, running, first, tenant, proxy, start } = await desk();
    proxy.fault = ({ path }) => (path === '/api/sync/activities' ? 'lose' : 'pass');
    await client.calls.wrapUp({ caseId: first, wrapUp: wrapUp() });
    await running.syncedUntil((status) => status.link === 'offline');
    expect(await tenant.count()).toBe(1);
    await running.stop();
    proxy.fault = () => 'pass';
    const again = start();
    expect(await again.syncedUntil(online)).toMatchObject({ receipts: 1 });
    expect(await tenant.count()).toBe(1);
    await again.stop();
  });

  test('an item the centre rejects is set aside and shown with its reason; the others go through; it can be tried again', async () => {
    const { client, running, ids, tenant } = await desk();
    const [a, b] = ids;
    if (a === undefined || b === undefined) throw new Error('no cases');
    await client.calls.wrapUp({ caseId: a, wrapUp: wrapUp({ note: 'before' }) });
    await client.calls.wrapUp({ caseId: a, wrapUp: wrapUp({ note: 'no text column holds \u0000 this' }) });
    await client.calls.wrapUp({ caseId: b, wrapUp: wrapUp({ note: 'after' }) });
    const status = await running.syncedUntil((now) => now.link === 'online' && now.setAside === 1);
    expect(status).toMatchObject({ waiting: 0, receipts: 2 });
    const [item, ...rest] = await client.sync.outbox();
    expect(rest).toEqual([]);
    expect(item).toMatchObject({ state: 'set-aside', lastError: 'malformed', kind: 'wrap-up', tries: 1 });
    expect(item?.caseNo).toMatch(/^B-1-C\d/);
    expect(await tenant.count()).toBe(2);
    await client.sync.retry({ id: item?.id ?? '' });
    expect((await client.sync.outbox())[0]).toMatchObject({ state: 'waiting' });
    await running.syncedUntil((now) => now.setAside === 1);
    expect((await client.sync.outbox())[0]).toMatchObject({ state: 'set-aside', tries: 2 });
    await running.stop();
  });
});

describe('who sits at the desk', () => {
  test('a wrong password is told from a centre that is away; too many tries are told too', async () => {
    const { client, running, proxy } = await desk();
    expect(await codeOf(client.session.signIn({ username: 'agent1', password: 'wrong' }))).toBe('SIGN_IN_REFUSED');
    expect(await codeOf(client.session.signIn({ username: 'x'.repeat(200), password: 'wrong' }))).toBe('SIGN_IN_REFUSED');
    for (const status of [404, 403, 407, 426, 500, 503]) {
      proxy.fault = () => ({ status, body: '<html>' });
      expect(await codeOf(client.session.signIn({ username: 'agent1', password })), String(status)).toBe('CENTRE_AWAY');
    }
    proxy.fault = () => ({ status: 200, body: '{"token":1}' });
    expect(await codeOf(client.session.signIn({ username: 'agent1', password }))).toBe('CENTRE_AWAY');
    proxy.fault = () => 'pass';
    const codes = [];
    for (let turn = 0; turn < 6; turn += 1) codes.push(await codeOf(client.session.signIn({ username: 'nobody', password: 'wrong' })));
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'SIGN_IN_REFUSED'), 'TOO_MANY_TRIES']);
    expect(await client.session.current()).toMatchObject({ username: 'agent1' });
    await running.stop();
  });

  test('another agent is refused while work is unsent, and takes the desk over when it is done: nothing of the one before is seen', async () => {
    const { client, running, first, tenant, proxy, folder } = await desk();
    proxy.fault = ({ path }) => (path === '/api/sync/activities' ? { status: 503 } : 'pass');
    await client.calls.wrapUp({ caseId: first, wrapUp: wrapUp() });
    await client.calls.saveDraft({ caseId: first, draft: 'between us' });
    await client.session.signOut();
    expect(await codeOf(client.cases.queue(everything))).toBe('SIGN_IN_REQUIRED');
    expect(await codeOf(client.calls.draft({ caseId: first }))).toBe('SIGN_IN_REQUIRED');
    const refused = client.session.signIn({ username: 'agent2', password });
    await expect(refused).rejects.toMatchObject({ code: 'NOT_VALID', message: expect.stringContaining('unfinished work of another agent') });
    expect(await client.session.current()).toBeNull();
    expect(await client.sync.status()).toMatchObject({ waiting: 1 });
    // the first one comes back, it goes through, then the other may
    await client.session.signIn({ username: 'agent1', password });
    proxy.fault = () => 'pass';
    await running.syncedUntil(online);
    await client.session.signOut();
    expect(await client.session.signIn({ username: 'agent2', password })).toMatchObject({ username: 'agent2' });
    await running.syncedUntil(online);
    expect((await client.cases.queue(everything)).total).toBe(0);
    expect(await client.calls.draft({ caseId: first })).toEqual({ draft: null });
    // agent1's cases come again for agent1
    await client.session.signIn({ username: 'agent1', password });
    await running.syncedUntil(online);
    expect((await client.cases.queue(everything)).total).toBe(3);
    expect((await client.cases.get({ caseId: first })).timeline).toHaveLength(1);
    expect(await tenant.count()).toBe(1);
    await running.stop();
    expect(withDatabase(folder, (database) => database.prepare('SELECT count(*) AS n FROM search_grams WHERE case_row NOT IN (SELECT row FROM cases)').get())).toEqual({ n: 0 });
  });

  test('a token that was ended at the centre asks for sign-in; what is written meanwhile goes up after it', async () => {
    const { client, running, first, tenant } = await desk();
    await centre.central.services.database.system.deleteFrom('desk_tokens').where('tenant_id', '=', tenant.id).execute();
    await client.calls.wrapUp({ caseId: first, wrapUp: wrapUp() });
    expect(await running.syncedUntil((status) => status.link !== 'online')).toMatchObject({ link: 'sign-in-again', waiting: 1, setAside: 0 });
    await client.session.signIn({ username: 'agent1', password });
    await running.syncedUntil(online);
    expect(await tenant.count()).toBe(1);
    await running.stop();
  });
});

describe('a wrong clock', () => {
  const day = 86_400_000;
  test.each([
    ['ahead', 2 * day],
    ['behind', -2 * day],
  ])('two days %s: told, nothing is lost, the order stays', async (_what, off) => {
    let shift = off;
    const { client, running, first, tenant } = await desk({ now: () => Date.now() + shift });
    const status = await client.sync.status();
    expect(Math.abs((status.clockOffMs ?? 0) - off)).toBeLessThan(3_000);
    expect(running.log.lines.filter((line) => line.includes('the clock of this computer is wrong'))).toHaveLength(1);
    for (let turn = 0; turn < 4; turn += 1) {
      await client.calls.wrapUp({ caseId: first, wrapUp: wrapUp({ note: `note ${turn}`, nextAction: `step ${turn}` }) });
      // half way somebody sets it right
      if (turn === 1) shift = 0;
    }
    await running.syncedUntil((now) => online(now) && now.receipts === 4);
    const held = await tenant.activities(first);
    expect(held.map((one) => (one.body.kind === 'wrap-up' ? one.body.note : ''))).toEqual(['note 0', 'note 1', 'note 2', 'note 3']);
    expect((await client.cases.get({ caseId: first })).case.nextAction).toBe('step 3');
    await running.syncedUntil((now) => now.clockOffMs === 0);
    await running.stop();
  });

  test('right: said to be right', async () => {
    const { client, running } = await desk();
    expect((await client.sync.status()).clockOffMs).toBe(0);
    await running.stop();
  });

  test.each([
    ['behind', -2 * day],
    ['ahead', 2 * day],
  ])('two days %s: a token is renewed when it is nearly over, and only then', async (_what, off) => {
    const tenant = await centre.tenant(1);
    const proxy = await startFaultProxy(() => centre.url);
    const renewals = (): number => proxy.seen.filter((one) => one.path === '/api/session/refresh').length;
    const running = startDesk({ folder: tempFolder(), centralUrl: proxy.url, tenant: tenant.name, now: () => Date.now() + off });
    await running.client.session.signIn({ username: 'agent1', password });
    for (let turn = 0; turn < 3; turn += 1) await running.syncedUntil(online);
    expect(renewals()).toBe(0);
    // this one was given out long ago: a quarter of an hour is left
    centre.clockOff = -11.75 * 3_600_000;
    try {
      await running.client.session.signIn({ username: 'agent1', password });
    } finally {
      centre.clockOff = 0;
    }
    for (let turn = 0; turn < 3; turn += 1) await running.syncedUntil(online);
    expect(renewals()).toBe(1);
    await running.stop();
  });
});
