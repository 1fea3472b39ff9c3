/** Recordings on their way to the real centre, with cuts, lost answers, a centre that goes away and a disk that changes them. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CaseId } from '../../../src/domain/case/case.ts';
import { startDesk } from './support/desk.ts';
import type { DeskClient } from './support/desk.ts';
import { startFaultProxy } from './support/fault-proxy.ts';
import { seeded } from './support/invented.ts';
import { liveWebm } from './support/live-webm.ts';
import { password, startRealCentre } from './support/real-centre.ts';
import { tempFolder } from './support/temp-folder.ts';

const centre = await startRealCentre();
const tenant = await centre.tenant(2);
const chunk = 512 * 1024;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const sent = (status: { link: string; waiting: number }): boolean => status.link === 'online' && status.waiting === 0;
let recordings = 0;

async function desk(timeLimitMs = 5_000) {
  const folder = tempFolder();
  const proxy = await startFaultProxy(() => centre.url);
  const start = () => startDesk({ folder, centralUrl: proxy.url, tenant: tenant.name, timeLimitMs });
  const running = start();
  await running.client.session.signIn({ username: 'agent1', password });
  await running.syncedUntil(sent);
  const caseId = (await running.client.cases.queue({})).rows[0]?.id ?? ('none' as CaseId);
  return { folder, proxy, start, running, client: running.client, caseId };
}

/** A recording of about so many bytes, finished and waiting. Noise behind a streamed header: nothing in it can be guessed. */
async function record(client: DeskClient, caseId: CaseId, bytes: number): Promise<string> {
  recordings += 1;
  const recordingId = `recording-${String(recordings).padStart(4, '0')}`;
  const random = seeded(recordings);
  await client.recordings.open({ recordingId, callId: `call-${recordings}`, caseId, mimeType: 'audio/webm;codecs=opus' });
  const pieces = [liveWebm(1).whole, ...Array.from({ length: Math.ceil(bytes / 200_000) }, () => Buffer.from(Float64Array.from({ length: 25_000 }, random).buffer))];
  for (const [sequence, piece] of pieces.entries()) await client.recordings.append({ recordingId, sequence, piece: new Blob([new Uint8Array(piece)]) });
  await client.recordings.finish({ recordingId, durationMs: pieces.length * 1_000 });
  return recordingId;
}

/** Desk, centre's receipt and centre's file say the same, and it is what the desk plays. */
async function expectSame(client: DeskClient, caseId: CaseId, recordingId: string): Promise<void> {
  const own = (await client.recordings.list({ caseId })).find((one) => one.recordingId === recordingId);
  const played = new Uint8Array(await (await client.recordings.read({ recordingId })).arrayBuffer());
  const held = readFileSync(join(centre.dataDir, 'recordings', tenant.id, recordingId));
  expect(sha256(played)).toBe(own?.sha256);
  expect(sha256(held)).toBe(own?.sha256);
  expect((await client.sync.status()).uploads.find((one) => one.recordingId === recordingId)).toMatchObject({ state: 'done', sentBytes: held.length, totalBytes: held.length });
}
async function storedTimes(recordingId: string): Promise<number> {
  return (await centre.central.services.audit(tenant.id, 500)).filter((row) => row.action === 'recording-stored' && row.subject.includes(recordingId)).length;
}

describe('a recording that is cut on its way', () => {
  test.each([1, 100_000, chunk - 1, chunk + 1, chunk + 300_000, 2 * chunk + 77])('after %i bytes goes on from there, and both ends have the same', async (cutAt) => {
    const { client, running, caseId, proxy } = await desk();
    let left = cutAt;
    proxy.fault = ({ method }) => {
      if (method !== 'PATCH' || left <= 0) return 'pass';
      const cutAfter = left;
      left -= chunk;
      return cutAfter < chunk ? { cutAfter } : 'pass';
    };
    const recordingId = await record(client, caseId, 1_400_000);
    await running.syncedUntil((status) => status.link === 'offline');
    expect((await client.sync.status()).uploads[0]).toMatchObject({ state: 'waiting' });
    proxy.fault = () => 'pass';
    proxy.forwarded.bytes = 0;
    await running.syncedUntil(sent);
    await expectSame(client, caseId, recordingId);
    expect(await storedTimes(recordingId)).toBe(1);
    // what the centre had was not sent again: at most one chunk of it
    const { bytes } = (await client.recordings.list({ caseId })).find((one) => one.recordingId === recordingId) ?? { bytes: 0 };
    expect(proxy.forwarded.bytes).toBeLessThan(bytes - Math.max(0, cutAt - chunk) + 10_000);
    await running.stop();
  });

  test.each([
    ['the first answer', 'POST'],
    ['the answer to a piece', 'PATCH'],
    ['the receipt', 'GET'],
  ])('%s is lost: it is there once', async (_what, spoilt) => {
    const { client, running, caseId, proxy } = await desk();
    let lost = 0;
    proxy.fault = ({ method, path }) => (lost < 2 && method === spoilt && path.includes('/recordings') ? ((lost += 1), 'lose') : 'pass');
    const recordingId = await record(client, caseId, 700_000);
    await running.syncedUntil(sent);
    expect(lost).toBe(2);
    await expectSame(client, caseId, recordingId);
    expect(await storedTimes(recordingId)).toBe(1);
    await running.stop();
  });

  test("the desk ends and starts again: the upload goes on where the centre's copy ends", async () => {
    const { client, running, caseId, proxy, start } = await desk();
    let patches = 0;
    proxy.fault = ({ method }) => (method === 'PATCH' && (patches += 1) > 1 ? { cutAfter: 1_000 } : 'pass');
    const recordingId = await record(client, caseId, 1_400_000);
    await running.syncedUntil((status) => status.link === 'offline');
    await running.stop();
    proxy.fault = () => 'pass';
    const before = proxy.seen.length;
    const again = start();
    await again.syncedUntil(sent);
    const asked = proxy.seen
      .slice(before)
      .filter((one) => one.path.startsWith('/recordings'))
      .map((one) => one.method);
    expect(asked[0]).toBe('HEAD');
    expect(asked).not.toContain('POST');
    await expectSame(again.client, caseId, recordingId);
    await again.stop();
  });

  test('the centre stops in the middle and starts again', async () => {
    const { client, running, caseId, proxy } = await desk();
    let patches = 0;
    proxy.fault = ({ method }) => (method === 'PATCH' && (patches += 1) > 1 ? { cutAfter: 1_000 } : 'pass');
    const recordingId = await record(client, caseId, 1_400_000);
    await running.syncedUntil((status) => status.link === 'offline');
    await centre.stop();
    proxy.fault = () => 'pass';
    expect(await client.sync.now()).toMatchObject({ link: 'offline', waiting: 1 });
    await centre.start();
    await running.syncedUntil(sent);
    await expectSame(client, caseId, recordingId);
    expect(await storedTimes(recordingId)).toBe(1);
    await running.stop();
  });

  test('an upload that the centre has forgotten begins again', async () => {
    const { client, running, caseId, proxy } = await desk();
    let patches = 0;
    proxy.fault = ({ method }) => (method === 'PATCH' && (patches += 1) > 1 ? { cutAfter: 1_000 } : 'pass');
    const recordingId = await record(client, caseId, 1_400_000);
    await running.syncedUntil((status) => status.link === 'offline');
    proxy.fault = ({ method }) => (method === 'HEAD' ? { status: 404 } : 'pass');
    await running.syncedUntil(sent);
    await expectSame(client, caseId, recordingId);
    await running.stop();
  });

  test('a centre that stands still is left after the time limit; a desk that closes waits for nobody', async () => {
    const { client, running, caseId, proxy, start, folder } = await desk();
    let hung = 0;
    proxy.fault = ({ method }) => (method === 'PATCH' ? ((hung += 1), 'hang') : 'pass');
    const recordingId = await record(client, caseId, 700_000);
    await running.stop();
    const hasty = startDesk({ folder, centralUrl: proxy.url, tenant: tenant.name, timeLimitMs: 400 });
    await hasty.syncedUntil((status) => status.link === 'offline' && hung > 0);
    expect((await hasty.client.sync.status()).uploads[0]).toMatchObject({ state: 'waiting' });
    await hasty.stop();
    const patient = startDesk({ folder: tempFolder(), centralUrl: proxy.url, tenant: tenant.name, timeLimitMs: 60_000 });
    proxy.fault = () => 'hang';
    const signingIn = patient.client.session.signIn({ username: 'agent1', password }).then(
      () => 'in',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : 'error'),
    );
    const closing = Date.now();
    await patient.stop();
    expect(await signingIn).toBe('CENTRE_AWAY');
    expect(Date.now() - closing).toBeLessThan(2_000);
    proxy.fault = () => 'pass';
    const again = start();
    await again.syncedUntil(sent);
    await expectSame(again.client, caseId, recordingId);
    await again.stop();
  });
});

describe('a recording that cannot be sent', () => {
  test('changed on the disk: set aside and shown, the others go, work goes', async () => {
    const { client, running, caseId, proxy, folder } = await desk();
    proxy.fault = ({ path }) => (path.startsWith('/recordings') ? { status: 503 } : 'pass');
    const spoilt = await record(client, caseId, 10_000);
    const sound = await record(client, caseId, 10_000);
    const file = join(folder, 'recordings', `${spoilt}.flr`);
    const bytes = readFileSync(file);
    bytes[2_000] = (bytes[2_000] ?? 0) ^ 4;
    writeFileSync(file, bytes);
    proxy.fault = () => 'pass';
    const status = await running.syncedUntil((now) => now.link === 'online' && now.setAside === 1);
    expect(status).toMatchObject({ waiting: 0, setAside: 1 });
    expect(status.uploads.map((one) => [one.recordingId, one.state])).toEqual([
      [spoilt, 'set-aside'],
      [sound, 'done'],
    ]);
    await expectSame(client, caseId, sound);
    expect(await storedTimes(spoilt)).toBe(0);
    // set right again, it goes on the agent's word
    bytes[2_000] = (bytes[2_000] ?? 0) ^ 4;
    writeFileSync(file, bytes);
    await client.sync.retry({ id: spoilt });
    await running.syncedUntil(sent);
    await expectSame(client, caseId, spoilt);
    await running.stop();
  });

  test('changed on its way: the centre refuses it, it is set aside, and goes when tried again', async () => {
    const { client, running, caseId, proxy } = await desk();
    proxy.fault = ({ method }) => (method === 'PATCH' ? { status: 460, body: '{"code":"HASH_MISMATCH"}' } : 'pass');
    const recordingId = await record(client, caseId, 10_000);
    await running.syncedUntil((now) => now.link === 'online' && now.setAside === 1);
    proxy.fault = () => 'pass';
    await client.sync.now();
    expect(await client.sync.status()).toMatchObject({ setAside: 1, waiting: 0 });
    await client.sync.retry({ id: recordingId });
    await running.syncedUntil(sent);
    await expectSame(client, caseId, recordingId);
    await running.stop();
  });

  test.each([500, 423, 409])('one to which the centre always answers %i does not hold up the next', async (status) => {
    const { client, running, caseId, proxy } = await desk();
    proxy.fault = ({ path }) => (path.startsWith('/recordings') ? { status: 503 } : 'pass');
    const stuck = await record(client, caseId, 10_000);
    const sound = await record(client, caseId, 10_000);
    const named = Buffer.from(stuck).toString('base64');
    proxy.fault = ({ headers }) => (String(headers['upload-metadata']).includes(named) ? { status } : 'pass');
    const { uploads } = await running.syncedUntil((now) => now.uploads.some((one) => one.state === 'done'));
    expect(uploads.map((one) => [one.recordingId, one.state])).toEqual([
      [stuck, 'waiting'],
      [sound, 'done'],
    ]);
    await expectSame(client, caseId, sound);
    proxy.fault = () => 'pass';
    await running.syncedUntil(sent);
    await expectSame(client, caseId, stuck);
    await running.stop();
  });

  test('an id under which the centre has other bytes is set aside', async () => {
    const { client, running, caseId } = await desk();
    const one = await record(client, caseId, 10_000);
    await running.syncedUntil(sent);
    const other = await desk();
    await other.client.recordings.open({ recordingId: one, callId: 'call-x', caseId, mimeType: 'audio/webm' });
    await other.client.recordings.append({ recordingId: one, sequence: 0, piece: new Blob(['other bytes']) });
    await other.client.recordings.finish({ recordingId: one, durationMs: 1_000 });
    await other.running.syncedUntil((status) => status.link === 'online' && status.setAside === 1);
    expect((await other.client.sync.status()).uploads[0]).toMatchObject({ recordingId: one, state: 'set-aside' });
    await expectSame(client, caseId, one);
    await other.running.stop();
    await running.stop();
  });

  test('a case that was taken away still gets its recording; an empty recording is no obstacle', async () => {
    const { client, running, caseId, proxy } = await desk();
    proxy.fault = ({ path }) => (path.startsWith('/recordings') ? { status: 503 } : 'pass');
    const late = await record(client, caseId, 10_000);
    await client.recordings.open({ recordingId: 'recording-empty', callId: 'call-empty', caseId, mimeType: 'audio/webm' });
    await client.recordings.finish({ recordingId: 'recording-empty', durationMs: 0 });
    await tenant.withdraw(tenant.batchId);
    proxy.fault = () => 'pass';
    const status = await running.syncedUntil(sent);
    expect(status.setAside).toBe(0);
    expect((await client.cases.queue({})).total).toBe(0);
    await expectSame(client, caseId, late);
    await expectSame(client, caseId, 'recording-empty');
    await running.stop();
  });
});

test('more recordings than are shown are all counted', async () => {
  const batch = await tenant.import(1, { batchNo: 'B-2' });
  const { client, running, caseId, proxy } = await desk();
  proxy.fault = ({ path }) => (path.startsWith('/recordings') ? { status: 503 } : 'pass');
  for (let number = 0; number < 60; number += 1) {
    await client.recordings.open({ recordingId: `many-${String(number).padStart(4, '0')}`, callId: `many-${number}`, caseId, mimeType: 'audio/webm' });
    await client.recordings.finish({ recordingId: `many-${String(number).padStart(4, '0')}`, durationMs: 0 });
  }
  const status = await client.sync.status();
  expect([status.waiting, status.uploads.length]).toEqual([60, 50]);
  await running.stop();
  await tenant.withdraw(batch);
});
