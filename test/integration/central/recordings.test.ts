import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { expect, test } from 'vitest';
import { batchCsv, codeOf, csvFile, onEachDatabase } from './support/centre-under-test.ts';
import type { UnderTest } from './support/centre-under-test.ts';

async function desk(under: UnderTest) {
  const people = await under.people('operations', 'agent', 'quality', 'lead');
  const { batchId } = await people.operations.client.batches.import({ clientName: 'Acme', file: csvFile(batchCsv(1)) });
  await people.operations.client.batches.assign({ batchId: batchId ?? '', agentIds: [people.agent.user.id] });
  const [change] = (await people.agent.client.sync.changes({ cursor: 0 })).changes;
  if (change?.kind !== 'case') throw new Error('no case');
  return { ...people, caseId: change.case.id as string };
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const encode = (metadata: Record<string, string>) =>
  Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

function tus(under: UnderTest, token: string) {
  const headers = { 'tus-resumable': '1.0.0', authorization: `Bearer ${token}` };
  return {
    create: (size: number, metadata: Record<string, string>) =>
      fetch(`${under.central.url}/recordings`, { method: 'POST', headers: { ...headers, 'upload-length': String(size), 'upload-metadata': encode(metadata) } }),
    patch: (location: string, offset: number, bytes: Uint8Array<ArrayBuffer>) =>
      fetch(under.central.url + location, { method: 'PATCH', headers: { ...headers, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, body: bytes }),
    head: (location: string) => fetch(under.central.url + location, { method: 'HEAD', headers }),
  };
}

onEachDatabase((under) => {
  test('a recording sent by tus-js-client is stored, hashed and receipted', async () => {
    const { agent, quality, lead, caseId, tenantId } = await desk(under());
    const bytes = randomBytes(300_000);
    const recordingId = crypto.randomUUID();
    const metadata = { recordingId, caseId, callId: 'call-1', sha256: sha256(bytes) };
    const send = () =>
      new Promise<void>((resolve, reject) => {
        new Upload(bytes, {
          endpoint: `${under().central.url}/recordings`,
          chunkSize: 100_000,
          retryDelays: null,
          metadata,
          headers: { authorization: `Bearer ${agent.token}` },
          onSuccess: () => resolve(),
          onError: reject,
        }).start();
      });
    expect(await codeOf(agent.client.recordings.receipt({ recordingId }))).toBe('NOT_FOUND');
    await send();
    expect(await agent.client.recordings.receipt({ recordingId })).toMatchObject({ recordingId, sha256: sha256(bytes), bytes: 300_000 });
    expect(readFileSync(join(under().dataDir, 'recordings', tenantId, recordingId)).equals(bytes)).toBe(true);
    expect(await codeOf(quality.client.recordings.receipt({ recordingId }))).toBe('none');
    // Sent again, since the answer was lost: fine, and still one.
    await send();
    expect((await lead.client.audit.list({ limit: 100 })).filter((row) => row.action === 'recording-stored')).toHaveLength(1);
  });

  test('a cut upload goes on where it ended', async () => {
    const { agent, caseId } = await desk(under());
    const bytes = new Uint8Array(randomBytes(50_000));
    const recordingId = crypto.randomUUID();
    const { create, patch, head } = tus(under(), agent.token);
    const created = await create(bytes.length, { recordingId, caseId, callId: 'c', sha256: sha256(bytes) });
    expect(created.status).toBe(201);
    const location = created.headers.get('location') ?? '';
    expect((await patch(location, 0, bytes.subarray(0, 20_000))).status).toBe(204);
    expect((await patch(location, 5, bytes.subarray(5))).status).toBe(409);
    expect((await head(location)).headers.get('upload-offset')).toBe('20000');
    expect(await codeOf(agent.client.recordings.receipt({ recordingId }))).toBe('NOT_FOUND');
    expect((await patch(location, 20_000, bytes.subarray(20_000))).status).toBe(204);
    expect((await agent.client.recordings.receipt({ recordingId })).sha256).toBe(sha256(bytes));
    expect((await head(location)).headers.get('upload-offset')).toBe('50000');
  });

  test('a recording that is not what its hash says is refused and removed', async () => {
    const { agent, caseId, tenantId } = await desk(under());
    const bytes = new Uint8Array(randomBytes(1000));
    const recordingId = crypto.randomUUID();
    const { create, patch, head } = tus(under(), agent.token);
    const location = (await create(bytes.length, { recordingId, caseId, callId: 'c', sha256: sha256(randomBytes(3)) })).headers.get('location') ?? '';
    const answer = await patch(location, 0, bytes);
    expect(answer.status).toBe(460);
    expect(await answer.json()).toMatchObject({ code: 'HASH_MISMATCH' });
    expect((await head(location)).status).toBe(404);
    expect(existsSync(join(under().dataDir, 'recordings', tenantId, recordingId))).toBe(false);
    expect(readdirSync(join(under().dataDir, 'uploads'))).not.toContain(location.split('/').at(-1));
    expect(await codeOf(agent.client.recordings.receipt({ recordingId }))).toBe('NOT_FOUND');
  });

  test('other bytes under an id that is taken are refused', async () => {
    const { agent, caseId } = await desk(under());
    const recordingId = crypto.randomUUID();
    const { create, patch } = tus(under(), agent.token);
    const statuses: number[] = [];
    for (const bytes of [new Uint8Array([1, 2, 3]), new Uint8Array([1, 2, 4])]) {
      const location = (await create(3, { recordingId, caseId, callId: 'c', sha256: sha256(bytes) })).headers.get('location') ?? '';
      statuses.push((await patch(location, 0, bytes)).status);
    }
    expect(statuses).toEqual([204, 409]);
    expect((await agent.client.recordings.receipt({ recordingId })).sha256).toBe(sha256(new Uint8Array([1, 2, 3])));
  });

  test('nobody sends without a token, for a case that is not theirs, or under a name that is a path', async () => {
    const { agent, caseId, tenant, tenantId } = await desk(under());
    const other = await under().another(tenantId, tenant, 'agent');
    const good = { recordingId: crypto.randomUUID(), caseId, callId: 'c', sha256: sha256(new Uint8Array([1])) };
    expect((await tus(under(), 'x'.repeat(43)).create(1, good)).status).toBe(401);
    expect((await tus(under(), other.token).create(1, good)).status).toBe(403);
    const { create } = tus(under(), agent.token);
    for (const recordingId of ['../../../etc/passwd', '..', 'a/b/c/d/e/f', 'short', '.hidden-file', 'a'.repeat(200), 'C:\\windows\\x', 'nul\u0000nul-nul']) {
      expect((await create(1, { ...good, recordingId })).status, recordingId).toBe(400);
    }
    expect((await create(1, { ...good, sha256: 'no' })).status).toBe(400);
    expect((await create(600_000_000, good)).status).toBe(413);
    // The upload of one agent is not there for another.
    const location = (await create(1, good)).headers.get('location') ?? '';
    expect((await tus(under(), other.token).head(location)).status).toBe(404);
    expect((await tus(under(), other.token).patch(location, 0, new Uint8Array([1]))).status).toBe(404);
    expect((await fetch(under().central.url + location, { headers: { authorization: `Bearer ${agent.token}` } })).status).toBe(404);
    for (const path of ['/recordings/..%2f..%2fcentre.lock', '/recordings/%2e%2e%2fdatabase']) expect((await tus(under(), agent.token).head(path)).status).toBe(404);
  });
});
