/** Whatever stands where the centre should be: the link says what is wrong, the work stays and goes on, and goes up once there is a centre. */
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { CaseId } from '../../../src/domain/case/case.ts';
import { CaseRepository } from '../../../src/main/storage/case-repository.ts';
import { MetaRepository } from '../../../src/main/storage/meta-repository.ts';
import { signedInFolder, startDesk, withDatabase } from './support/desk.ts';
import { inventedCase, wrapUpBody } from './support/invented.ts';
import { json, soundAnswer, startSmallCentre } from './support/small-centre.ts';
import type { Asked } from './support/small-centre.ts';
import { tempFolder } from './support/temp-folder.ts';

const caseId = 'case-1' as CaseId;
const { kind: _kind, ...wrapUp } = wrapUpBody();
const online = (status: { link: string; waiting: number }): boolean => status.link === 'online' && status.waiting === 0;

/** A signed-in desk with two cases and its centre that is not as it should be. */
async function desk(options: { timeLimitMs?: number; expiresAt?: string } = {}) {
  const folder = signedInFolder(tempFolder(), options.expiresAt);
  withDatabase(folder, (database) => {
    for (const number of [1, 2]) new CaseRepository(database).save(inventedCase(number));
  });
  const small = await startSmallCentre();
  const start = () => startDesk({ folder, centralUrl: small.url, timeLimitMs: options.timeLimitMs ?? 2_000 });
  return {
    folder,
    small,
    start,
    work: async (client: ReturnType<typeof start>['client'], notes: readonly string[]) => {
      for (const note of notes) await client.calls.wrapUp({ caseId, wrapUp: { ...wrapUp, note } });
    },
  };
}
const text =
  (status: number, type: string, body: string, headers: Record<string, string> = {}) =>
  (_asked: Asked, response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  };
const oRPC =
  (status: number, code: string, defined = true) =>
  (_asked: Asked, response: ServerResponse): void =>
    json(response, status, { code, status, message: 'no', defined });
const html = '<!doctype html><title>Welcome to the hotel</title>';

describe('whatever it answers, the work is kept, nothing is set aside, and the link says what it is', () => {
  test.each<[string, string, (asked: Asked, response: ServerResponse) => void]>([
    ['404 of a web server', 'offline', text(404, 'text/html', html)],
    ['404 of another program', 'offline', oRPC(404, 'NOT_FOUND')],
    ['401', 'sign-in-again', oRPC(401, 'SIGN_IN_REQUIRED')],
    ['a bare 401', 'sign-in-again', text(401, 'text/plain', '')],
    ['426', 'update-needed', oRPC(426, 'UPDATE_NEEDED', false)],
    ['a bare 426', 'update-needed', text(426, 'text/plain', 'upgrade')],
    ['403 of a firewall', 'offline', text(403, 'text/html', html)],
    ['407 of a proxy', 'offline', text(407, 'text/html', html)],
    ['405', 'offline', text(405, 'text/plain', '')],
    ['408', 'offline', text(408, 'text/plain', '')],
    ['429', 'offline', text(429, 'text/plain', 'slow down')],
    ['500', 'offline', oRPC(500, 'INTERNAL_SERVER_ERROR', false)],
    ['502', 'offline', text(502, 'text/html', html)],
    ['503', 'offline', text(503, 'text/plain', '')],
    ["200 and a hotel's page", 'offline', text(200, 'text/html', html)],
    ['200 and nothing', 'offline', text(200, 'application/json', '')],
    ['200 and half a JSON', 'offline', text(200, 'application/json', '{"receipts":[{"activ')],
    ['200 and something else', 'offline', text(200, 'application/json', '{"ok":true}')],
    ['200 and receipts of a strange kind', 'offline', text(200, 'application/json', '{"receipts":[{"activityId":7,"status":"eaten"}],"changes":[{"kind":"case","seq":"x"}],"cursor":"y"}')],
    ['200 and binary', 'offline', text(200, 'application/octet-stream', '\u0000\u0001\u0002')],
    ['204', 'offline', text(204, 'text/plain', '')],
    ['a way to nowhere', 'offline', text(302, 'text/plain', '', { location: 'http://127.0.0.1:9/' })],
    [
      'a circle',
      'offline',
      (asked, response) => {
        response.writeHead(307, { location: asked.path }).end();
      },
    ],
    [
      'a connection that is dropped',
      'offline',
      (_asked, response) => {
        response.destroy();
      },
    ],
    [
      'an answer that is cut',
      'offline',
      (_asked, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"receipts":[');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    [
      'no HTTP at all',
      'offline',
      (_asked, response) => {
        response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
      },
    ],
  ])('%s: %s', async (_what, link, bad) => {
    const { small, start, work } = await desk();
    small.answer = bad;
    const { client, syncedUntil, stop, log } = start();
    await work(client, ['one', 'two']);
    const status = await syncedUntil((now) => now.link === link && now.waiting === 2 && log.lines.some((line) => line.includes('sync will try again')));
    expect(status).toMatchObject({ link, waiting: 2, setAside: 0, receipts: 0, lastSyncAt: null });
    expect((await client.sync.outbox()).map((one) => one.state)).toEqual(['waiting', 'waiting']);
    expect((await client.sync.outbox())[0]?.lastError).toMatch(/^[\w .()-]{2,60}$/);
    // work goes on: the agent is still signed in, sees the queue, writes
    expect((await client.cases.queue({})).total).toBe(2);
    await work(client, ['three']);
    expect(await client.session.current()).toMatchObject({ id: 'user-1' });
    // the log says why, and nothing of the answer or the note
    expect(log.lines.join('\n')).not.toMatch(/hotel|no answer — 没有接听|"three"/);
    small.answer = soundAnswer;
    expect(await syncedUntil(online)).toMatchObject({ receipts: 3, setAside: 0 });
    const sent = small.asked.filter((one) => one.path === '/api/sync/activities').at(-1)?.body ?? '';
    expect((JSON.parse(sent) as { activities: { body: { note: string } }[] }).activities.map((one) => one.body.note)).toEqual(['one', 'two', 'three']);
    await stop();
  });

  test.each([
    ['never answers', () => undefined],
    [
      'drips',
      (_asked: Asked, response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drop = setInterval(() => {
          if (!response.write(' ')) clearInterval(drop);
        }, 50);
        response.on('close', () => clearInterval(drop));
      },
    ],
  ])('a centre that %s counts as away after the time limit', async (_what, slow) => {
    const { small, start, work } = await desk({ timeLimitMs: 300 });
    small.answer = slow;
    const { client, syncedUntil, stop } = start();
    await work(client, ['one']);
    const began = Date.now();
    expect(await syncedUntil((now) => now.waiting === 1 && small.asked.length > 0)).toMatchObject({ link: 'offline' });
    expect(Date.now() - began).toBeLessThan(3_000);
    expect((await client.sync.outbox())[0]).toMatchObject({ state: 'waiting', lastError: 'no answer in time' });
    small.answer = soundAnswer;
    await syncedUntil(online);
    await stop();
  });

  test('nobody there: refused connections, then a centre on that port', async () => {
    const { small, start, work } = await desk();
    const port = Number(new URL(small.url).port);
    await small.stop();
    const { client, syncedUntil, stop } = start();
    await work(client, ['one']);
    expect(await syncedUntil((now) => now.waiting === 1)).toMatchObject({ link: 'offline' });
    expect((await client.sync.outbox())[0]?.lastError).toBe('ECONNREFUSED');
    await startSmallCentre(port);
    await syncedUntil(online);
    await stop();
  });

  test('a name that does not exist', async () => {
    const { folder } = await desk();
    const { client, syncedUntil, stop } = startDesk({ folder, centralUrl: 'http://centre.invalid', timeLimitMs: 2_000 });
    expect(await syncedUntil(() => true)).toMatchObject({ link: 'offline' });
    expect((await client.cases.queue({})).total).toBe(2);
    await stop();
  });

  test('a page that comes again and again ends the turn', async () => {
    const { small, start } = await desk();
    small.answer = (asked, response) => (asked.path === '/api/sync/changes' ? json(response, 200, { changes: [], cursor: 0, more: true, remaining: 9 }) : soundAnswer(asked, response));
    const { syncedUntil, stop } = start();
    expect(await syncedUntil(() => small.asked.length > 0)).toMatchObject({ link: 'offline', pull: null });
    expect(small.asked.length).toBeLessThan(10);
    await stop();
  });

  test('a renewed token that is none leaves the session as it is', async () => {
    const { small, start, work } = await desk({ expiresAt: new Date(Date.now() + 60_000).toISOString() });
    for (const answer of [text(200, 'text/html', html), text(200, 'application/json', '{"token":7}'), text(200, 'application/json', 'null')]) {
      small.answer = (asked, response) => (asked.path === '/api/session/refresh' ? answer(asked, response) : soundAnswer(asked, response));
      const { client, syncedUntil, stop } = start();
      await work(client, ['one']);
      await syncedUntil((now) => now.waiting > 0);
      expect(await client.session.current()).toMatchObject({ id: 'user-1' });
      await stop();
    }
    expect(new Set(small.asked.map((one) => one.authorization))).toEqual(new Set([`Bearer ${'t'.repeat(43)}`]));
  });

  test('an answer that comes after the sign-out does not sign in again', async () => {
    const { small, start } = await desk({ expiresAt: new Date(Date.now() + 60_000).toISOString(), timeLimitMs: 5_000 });
    const late: (() => void)[] = [];
    small.answer = (asked, response) => {
      if (asked.path !== '/api/session/refresh') {
        json(response, 200, {});
        return;
      }
      late.push(() =>
        json(response, 200, {
          token: 'n'.repeat(43),
          expiresAt: '2099-01-01T00:00:00.000Z',
          user: { id: 'user-1', username: 'agent1', displayName: 'Robin', role: 'agent', tenant: 'practice', team: null },
        }),
      );
    };
    const { client, stop } = start();
    const turn = client.sync.now();
    while (late.length === 0)
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    await client.session.signOut();
    for (const answer of late) answer();
    await turn;
    expect(await client.session.current()).toBeNull();
    expect(await client.sync.now()).toMatchObject({ link: 'sign-in-again' });
    await stop();
  });

  test('cases that come after the sign-out are not taken in', async () => {
    const { small, start, folder } = await desk({ timeLimitMs: 5_000 });
    const late: (() => void)[] = [];
    small.answer = (asked, response) => {
      if (asked.path === '/api/sync/changes') late.push(() => json(response, 200, { changes: [{ kind: 'case', seq: 9, case: inventedCase(77) }], cursor: 9, more: false, remaining: 0 }));
      else json(response, 200, {});
    };
    const { client, stop } = start();
    const turn = client.sync.now();
    while (late.length === 0)
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    await client.session.signOut();
    for (const answer of late) answer();
    await turn;
    await stop();
    expect(withDatabase(folder, (database) => [new CaseRepository(database).get('case-77'), new CaseRepository(database).count(), new MetaRepository(database).get('cursor')])).toEqual([
      null,
      2,
      null,
    ]);
  });
});

describe('one bad item', () => {
  /** Takes everything but what holds the word. */
  const refusing =
    (status: number) =>
    (asked: Asked, response: ServerResponse): void => {
      if (asked.path === '/api/sync/activities' && asked.body.includes('poison')) oRPC(status, 'NO', false)(asked, response);
      else soundAnswer(asked, response);
    };

  test.each([400, 413, 422])('refused with %i: it alone is set aside; it can be tried again', async (status) => {
    const { small, start, work } = await desk();
    small.answer = refusing(status);
    const { client, syncedUntil, stop } = start();
    await work(client, ['a', 'b', 'poison', 'c']);
    expect(await syncedUntil(online)).toMatchObject({ setAside: 1, receipts: 3 });
    const [item] = await client.sync.outbox();
    expect(item).toMatchObject({ state: 'set-aside', lastError: expect.stringContaining(`(${status})`), caseNo: 'EN-0001' });
    small.answer = soundAnswer;
    await client.sync.retry({ id: item?.id ?? '' });
    expect(await syncedUntil(online)).toMatchObject({ setAside: 0, receipts: 4 });
    await stop();
  });

  test.each([
    ['first', ['poison', 'a', 'b', 'c']],
    ['in the middle', ['a', 'b', 'poison', 'c']],
    ['last', ['a', 'b', 'c', 'poison']],
  ])('at which the centre fails, %s: the others go through', async (_where, notes) => {
    const { small, start, work } = await desk();
    small.answer = refusing(500);
    const { client, syncedUntil, stop } = start();
    await work(client, notes);
    await syncedUntil((now) => now.receipts === 3);
    // with nobody after it, it is not told apart from a centre that fails: it waits, and holds up nothing
    if (notes.at(-1) === 'poison') await work(client, ['later']);
    const status = await syncedUntil((now) => now.setAside === 1 && now.waiting === 0);
    expect(status.receipts).toBe(notes.at(-1) === 'poison' ? 4 : 3);
    expect((await client.sync.outbox()).map((one) => one.state)).toEqual(['set-aside']);
    await stop();
  });

  test('a centre that fails at everything sets nothing aside, and is not asked a hundred times', async () => {
    const { small, start, work } = await desk();
    small.answer = (asked, response) => (asked.path === '/api/sync/activities' ? oRPC(500, 'INTERNAL_SERVER_ERROR', false)(asked, response) : soundAnswer(asked, response));
    const { client, syncedUntil, stop } = start();
    await work(
      client,
      Array.from({ length: 30 }, (_, at) => `note ${at}`),
    );
    for (let turn = 0; turn < 6; turn += 1) await client.sync.now();
    const before = small.asked.length;
    expect(await client.sync.now()).toMatchObject({ link: 'offline', waiting: 30, setAside: 0 });
    expect(small.asked.length - before).toBeLessThan(8);
    // cases come all the same
    expect(small.asked.at(-1)?.path).toBe('/api/sync/changes');
    small.answer = soundAnswer;
    expect(await syncedUntil(online)).toMatchObject({ receipts: 30, setAside: 0 });
    await stop();
  });

  test('an item without a receipt is set aside, not asked for without end', async () => {
    const { small, start, work } = await desk();
    small.answer = (asked, response) => (asked.path === '/api/sync/activities' ? json(response, 200, { receipts: [] }) : soundAnswer(asked, response));
    const { client, syncedUntil, stop } = start();
    await work(client, ['a']);
    expect(await syncedUntil(online)).toMatchObject({ setAside: 1 });
    expect((await client.sync.outbox())[0]).toMatchObject({ lastError: 'no receipt' });
    await stop();
  });
});

test('a desk that closes while the centre keeps it waiting closes at once', async () => {
  const { small, start, work } = await desk({ timeLimitMs: 60_000 });
  small.answer = () => undefined;
  const { client, stop } = start();
  await work(client, ['one']);
  while (small.asked.length === 0)
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  const began = Date.now();
  await stop();
  expect(Date.now() - began).toBeLessThan(1_000);
});
