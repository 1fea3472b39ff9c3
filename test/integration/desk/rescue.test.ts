/** The desk's database is damaged: it is kept aside as it is, work goes on with a fresh one, and what can be read of the agent's work goes into it. */
import { cpSync, readFileSync, readdirSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CaseId, ContactId } from '../../../src/domain/case/case.ts';
import { ActivityRepository } from '../../../src/main/storage/activity-repository.ts';
import { openDatabase } from '../../../src/main/storage/open-database.ts';
import { startDesk, withDatabase } from './support/desk.ts';
import { inventedCase, wrapUpBody } from './support/invented.ts';
import { agent, openServices, testKey } from './support/services.ts';
import { json, soundAnswer, startSmallCentre } from './support/small-centre.ts';
import type { Asked } from './support/small-centre.ts';
import { tempFolder } from './support/temp-folder.ts';

const work = 300;
const { kind: _kind, ...wrapUp } = wrapUpBody();
const caseId = 'case-1' as CaseId;

/** A desk in the middle of a day: 300 wrap-ups (every fourth confirmed, one set aside), three attempts, a recording and a call that is live. Closed. */
function worked(): { folder: string; file: string; clock: string; deskId: string } {
  const folder = tempFolder();
  template ??= makeTemplate();
  cpSync(template, folder, { recursive: true });
  const file = join(folder, 'desk.db');
  const facts = withDatabase(folder, (database) =>
    Object.fromEntries(
      database
        .prepare<[], { name: string; value: string }>('SELECT name, value FROM meta')
        .all()
        .map((one) => [one.name, one.value]),
    ),
  );
  return { folder, file, clock: facts['clock'] ?? '', deskId: facts['desk-id'] ?? '' };
}
let template: string | undefined;
function makeTemplate(): string {
  const folder = tempFolder();
  const desk = openServices(folder, () => Date.now());
  desk.meta.set('desk-id', 'desk-known');
  desk.meta.set('cases-of', agent.id);
  desk.meta.set('cursor', '77');
  desk.meta.set('settings', JSON.stringify({ theme: 'dark' }));
  for (let number = 1; number <= 40; number += 1) desk.cases.save(inventedCase(number, { debtor: { ...inventedCase(number).debtor, timeZones: ['UTC'] } }));
  const attempt = {
    kind: 'dial-verdict',
    contactId: 'contact-1' as ContactId,
    verdict: { kind: 'allow' },
    inputs: { now: Date.now(), jurisdiction: 'US', timeZones: ['UTC'], attemptsToday: 0, mayCall: true, recallOn: '2099-01-01' },
  } as const;
  for (let turn = 0; turn < 3; turn += 1) desk.workLog.append(agent.id, caseId, [attempt]);
  for (let turn = 0; turn < work; turn += 1) {
    const { activityId } = desk.calls.wrapUp(`case-${1 + (turn % 40)}` as CaseId, { ...wrapUp, note: `note ${turn} ${'words '.repeat(40)}` });
    if (turn % 4 === 0) desk.activities.confirm(activityId, 'stored', '2026-11-24T17:00:00.000Z');
    if (turn === 5) desk.activities.setAside(activityId, 'malformed');
  }
  desk.calls.saveDraft(caseId, 'half a note');
  desk.recordings.open({ recordingId: 'recording-1', callId: 'call-live', caseId, mimeType: 'audio/webm' });
  desk.recordings.append('recording-1', 0, Buffer.from('sound'));
  desk.recordings.finish('recording-1', 1_000);
  desk.calls.heard(caseId, 'call-live', { id: 'u1', speaker: 'agent', text: 'hello', final: true, startMs: 0, endMs: 1, words: [] });
  desk.close();
  return folder;
}
const flip = (file: string, at: number): void => {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
};
const aside = (folder: string): string[] => readdirSync(folder).filter((name) => name.includes('.damaged-') && !/-(?:wal|shm)$/.test(name));
const counts = (folder: string) => withDatabase(folder, (database) => new ActivityRepository(database).counts());

describe('one page of many is broken', () => {
  const pages = statSync(worked().file).size / 4_096;
  test.each([0.2, 0.35, 0.5, 0.65, 0.8, 0.95].map((part) => [Math.floor(part * pages)]))(`page %i of ${pages}: all but what was on it is saved, and sent once`, async (page) => {
    const { folder, file, clock, deskId } = worked();
    flip(file, page * 4_096 + 2_000);
    const spoilt = readFileSync(file);
    const small = await startSmallCentre();
    const stored = new Map<string, number>();
    small.answer = (asked: Asked, response) => {
      if (asked.path !== '/api/sync/activities') {
        soundAnswer(asked, response);
        return;
      }
      const { activities } = JSON.parse(asked.body) as { activities: { id: string }[] };
      for (const one of activities) stored.set(one.id, (stored.get(one.id) ?? 0) + 1);
      json(response, 200, { receipts: activities.map((one) => ({ activityId: one.id, status: 'stored', reason: null, receivedAt: '2026-11-24T17:00:00.000Z' })) });
    };
    const { client, syncedUntil, stop, log } = startDesk({ folder, centralUrl: small.url });
    const info = await client.app.info();
    expect(info.deskId).toBe(deskId);
    expect(info.damaged?.activities).toBeGreaterThan(work - 40);
    expect(info.damaged?.keptAside).toBe(join(folder, aside(folder)[0] ?? 'none'));
    expect(readFileSync(info.damaged?.keptAside ?? '').equals(spoilt)).toBe(true);
    expect(await client.session.current()).toMatchObject({ id: agent.id });
    expect(await client.settings.get()).toMatchObject({ theme: 'dark' });
    expect(log.lines.join('\n')).toContain('the database was damaged');
    // what was confirmed is not sent again, what was set aside is shown, the rest goes up once
    const status = await syncedUntil((now) => stored.size > 0 && now.waiting <= 1);
    expect(Math.max(...stored.values())).toBe(1);
    expect(stored.size).toBeGreaterThan(work * 0.75 - 40);
    expect(stored.size).toBeLessThanOrEqual(work * 0.75 + 3 + 40);
    expect(status.receipts).toBeGreaterThan(work - 40);
    await client.sync.now();
    // the pull begins at the beginning
    expect(small.asked.find((one) => one.path === '/api/sync/changes')?.query.get('cursor')).toBe('0');
    await stop();
    withDatabase(folder, (database) => {
      const now = database.prepare<[], { value: string }>("SELECT value FROM meta WHERE name = 'clock'").get()?.value ?? '';
      expect(now >= clock).toBe(true);
    });
  });
});

test('work goes on as if nothing had been: attempts are remembered, the live call is closed, the recording waits, another agent is refused', async () => {
  const { folder, file } = worked();
  // a page of search keys at most: everything of the agent's work can be read
  const hit = withDatabase(folder, (database) => database.prepare<[], { pageno: number }>("SELECT pageno FROM dbstat WHERE name = 'search_grams' ORDER BY pageno DESC LIMIT 1").get()?.pageno ?? 0);
  flip(file, (hit - 1) * 4_096 + 100);
  const desk = startDesk({ folder, centralUrl: 'http://127.0.0.1:9' });
  expect((await desk.client.app.info()).damaged).toMatchObject({ activities: work + 3, unsent: work * 0.75 + 3, recordings: 1 });
  const status = await desk.client.sync.status();
  // without the one set aside, with the call that was closed, with the recording
  expect(status).toMatchObject({ setAside: 1, receipts: work / 4, waiting: work * 0.75 + 3 - 1 + 1 + 1 });
  expect(status.uploads).toMatchObject([{ recordingId: 'recording-1', state: 'waiting' }]);
  expect(await desk.client.calls.draft({ caseId })).toEqual({ draft: 'half a note' });
  expect((await desk.client.cases.queue({})).total).toBe(0);
  await desk.stop();
  withDatabase(folder, (database) => {
    const calls = new ActivityRepository(database).timeline(caseId).filter((one) => one.body.kind === 'call');
    expect(calls).toMatchObject([{ body: { callId: 'call-live', recordingId: 'recording-1', endedBy: 'network', transcript: [{ text: 'hello' }] } }]);
  });
  const services = openServices(folder, () => Date.now());
  const one = inventedCase(1, { debtor: { ...inventedCase(1).debtor, timeZones: ['UTC'] } });
  services.cases.save(one);
  expect(services.dialing.attemptsToday(one)).toBe(3);
  services.close();

  const small = await startSmallCentre();
  small.answer = (asked, response) =>
    json(response, asked.path === '/api/session' ? 200 : 503, { token: 'x'.repeat(43), expiresAt: '2099-01-01T00:00:00.000Z', user: { ...agent, id: 'user-2', username: 'agent2' } });
  const again = startDesk({ folder, centralUrl: small.url });
  // told once, rescued once
  expect((await again.client.app.info()).damaged).toBeNull();
  await expect(again.client.session.signIn({ username: 'agent2', password: 'x' })).rejects.toMatchObject({ code: 'NOT_VALID' });
  await again.stop();
  expect(counts(folder)).toMatchObject({ waiting: work * 0.75 + 3, setAside: 1, receipts: work / 4 });
});

test.each([
  ['cut in half', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 8_192) * 4_096)],
  ['broken at its first page', (file: string) => flip(file, 100)],
  ['no database', (file: string) => writeFileSync(file, 'text'.repeat(5_000))],
  ['cut to a few bytes', (file: string) => truncateSync(file, 7)],
])('%s: whatever is left, the desk starts and the file is kept', async (_what, spoil) => {
  const { folder, file } = worked();
  spoil(file);
  const spoilt = readFileSync(file);
  const desk = startDesk({ folder, centralUrl: 'http://127.0.0.1:9' });
  const { damaged } = await desk.client.app.info();
  expect(readFileSync(damaged?.keptAside ?? '').equals(spoilt)).toBe(true);
  expect((await desk.client.sync.status()).waiting).toBeLessThanOrEqual(work);
  await desk.stop();
  const again = startDesk({ folder, centralUrl: 'http://127.0.0.1:9' });
  expect((await again.client.app.info()).damaged).toBeNull();
  await again.stop();
  expect(aside(folder)).toHaveLength(1);
});

test('a desk that is killed between keeping the file aside and the rescue: the next start does it', async () => {
  const { folder, file } = worked();
  renameSync(file, `${file}.damaged-2026-11-24T17-00-00-000Z`);
  openDatabase(file, testKey, Date.now()).database.close();
  const desk = startDesk({ folder, centralUrl: 'http://127.0.0.1:9' });
  expect((await desk.client.app.info()).damaged).toMatchObject({ activities: work + 3, unsent: work * 0.75 + 3 });
  expect((await desk.client.sync.status()).waiting).toBeGreaterThan(200);
  await desk.stop();
});

test('damaged twice on one day: the older file adds nothing twice', async () => {
  const { folder, file } = worked();
  renameSync(file, `${file}.damaged-2026-11-24T09-00-00-000Z`);
  await startDesk({ folder, centralUrl: 'http://127.0.0.1:9' }).stop();
  const before = counts(folder);
  flip(file, 100);
  const desk = startDesk({ folder, centralUrl: 'http://127.0.0.1:9' });
  await desk.stop();
  expect(aside(folder)).toHaveLength(2);
  expect(counts(folder)).toEqual(before);
});

test('another key: nothing can be read, everything is kept, and with its own key it is all there', async () => {
  const { folder, file } = worked();
  const sound = readFileSync(file);
  const { database, keptAside } = openDatabase(file, Buffer.alloc(32, 1), Date.now());
  database.close();
  expect(readFileSync(keptAside ?? '').equals(sound)).toBe(true);
  // the right key is back: the stranger's database is kept aside, the work comes out of the first one
  const desk = startDesk({ folder, centralUrl: 'http://127.0.0.1:9' });
  expect((await desk.client.sync.status()).waiting).toBeGreaterThan(200);
  await desk.stop();
  expect(aside(folder)).toHaveLength(2);
});
