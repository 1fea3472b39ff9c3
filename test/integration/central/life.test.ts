import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pino from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { collectionCase } from '../../../src/contract/schemas.ts';
import { guardedCase } from '../../../src/central/services/sample-batches.ts';
import { loadSampleData } from '../../../src/central/services/sample-data.ts';
import { startCentral } from '../../../src/central/start-central.ts';
import type { RunningCentral } from '../../../src/central/start-central.ts';
import { openDatabase } from '../../../src/central/storage/open-database.ts';
import { batchCsv, centralClient, wrapUp } from './support/centre-under-test.ts';

const run = promisify(execFile);
const commands = resolve(import.meta.dirname, '../../../src/central');
const quiet = pino({ level: 'silent' });
const folders: string[] = [];
const running: RunningCentral[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'fairline-life-'));
  folders.push(made);
  return made;
};
async function start(dataDir: string, over: { readonly port?: number; readonly now?: () => Date } = {}): Promise<RunningCentral> {
  const central = await startCentral({ dataDir, port: 0, log: quiet, ...over });
  running.push(central);
  return central;
}
afterEach(async () => {
  for (const central of running.splice(0)) await central.stop();
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
});
const signIn = async (url: string, username: string) => {
  const { token, user } = await centralClient(url).session.signIn({ tenant: 'practice', username, password: `${username}-practice`, deskId: 'desk-1' });
  return { client: centralClient(url, token), user };
};
async function pull(url: string) {
  const { client, user } = await signIn(url, 'agent1');
  const { changes, cursor } = await client.sync.changes({ cursor: 0, limit: 500 });
  return { client, user, cursor, cases: changes.flatMap((change) => (change.kind === 'case' ? [collectionCase.parse(change.case)] : [])) };
}
const hourIn = (zone: string, at: Date) => Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(at));

describe('sample data', () => {
  test('gives agent1 two batches whose debtors can be called now, and one who cannot; loading it again changes nothing', async () => {
    const central = await start(folder());
    await loadSampleData(central);
    const first = await pull(central.url);
    expect(first.cases).toHaveLength(25);
    const english = first.cases.filter((one) => one.language === 'en-US' && one.caseNo !== guardedCase);
    const chinese = first.cases.filter((one) => one.language === 'zh-CN');
    const phones = (list: typeof english) => list.map((one) => one.contacts.find((contact) => contact.relation === 'self')?.phone).sort();
    expect(phones(english)).toEqual([...Array.from({ length: 10 }, (_, index) => String(5550101 + index)), '5550101', '5550101'].sort());
    expect(phones(chinese)).toEqual([...Array.from({ length: 10 }, (_, index) => String(12600000101 + index)), '12600000101', '12600000101'].sort());
    for (const one of [...english, ...chinese]) expect(one.debtor.timeZones.every((zone) => hourIn(zone, new Date()) >= 10 && hourIn(zone, new Date()) < 17)).toBe(true);
    const guarded = first.cases.find((one) => one.caseNo === guardedCase);
    expect(guarded?.contacts[0]?.phone).toBe('5550101');
    expect(guarded?.debtor.timeZones.every((zone) => hourIn(zone, new Date()) >= 21 || hourIn(zone, new Date()) < 8)).toBe(true);
    expect(new Set(first.cases.map((one) => one.bucket))).toEqual(new Set(['M0', 'M1', 'M2', 'M3']));
    expect(first.cases.some((one) => one.contacts.some((contact) => contact.whyNot === 'third-party-locked'))).toBe(true);
    await loadSampleData(central);
    expect((await first.client.sync.changes({ cursor: first.cursor })).changes).toEqual([]);
    for (const username of ['agent2', 'lead1', 'quality1', 'ops1', 'admin1']) expect((await signIn(central.url, username)).user.username).toBe(username);
  });

  test('at any hour of the day there are zones that fit, and another hour moves the debtors there', async () => {
    let at = new Date('2026-03-03T00:30:00Z');
    const central = await start(folder(), { now: () => at });
    for (let hour = 0; hour < 24; hour += 3) {
      at = new Date(Date.UTC(2026, 2, 3, hour, 30));
      await loadSampleData(central);
      const { cases } = await pull(central.url);
      expect(cases).toHaveLength(25);
      for (const one of cases) {
        const local = one.debtor.timeZones.map((zone) => hourIn(zone, at));
        expect(one.caseNo === guardedCase ? local.every((h) => h >= 21 || h < 8) : local.every((h) => h >= 10 && h < 17), `${one.caseNo} at ${at.toISOString()}`).toBe(true);
      }
    }
  });
});

describe('starting and stopping', () => {
  test('what was stored is there after a restart', async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    await loadSampleData(first);
    const { cases } = await pull(first.url);
    await first.stop();
    const second = await start(dataDir);
    expect((await pull(second.url)).cases).toEqual(cases);
  });

  test('a port that is taken, a folder that is in use and a database from the future are said in words', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolvePort) => {
      other.listen(0, '127.0.0.1', () => {
        const at = other.address();
        resolvePort(typeof at === 'object' && at !== null ? at.port : 0);
      });
    });
    const dataDir = folder();
    await expect(start(dataDir, { port })).rejects.toThrow(`Port ${port} is taken by another program`);
    other.close();
    // It let go of the folder: the next start has it.
    const central = await start(dataDir);
    await expect(start(dataDir)).rejects.toThrow('Another centre is working in this data folder');
    await central.stop();
    const database = await openDatabase({ folder: join(dataDir, 'database') });
    await database.system
      .insertInto('applied_migrations' as never)
      .values({ number: 9990, name: 'from-tomorrow' } as never)
      .execute();
    await database.close();
    await expect(start(dataDir)).rejects.toThrow('is from a newer version (9990-from-tomorrow)');
  });

  test('a PostgreSQL that is away and a damaged folder are said in words', async () => {
    const dataDir = folder();
    await expect(startCentral({ dataDir, port: 0, log: quiet, databaseUrl: 'postgres://u:secret@127.0.0.1:9/x' })).rejects.toThrow(/^The PostgreSQL server cannot be reached(?!.*secret)/);
    mkdirSync(join(dataDir, 'database'));
    writeFileSync(join(dataDir, 'database', 'PG_VERSION'), 'rubbish');
    await expect(start(dataDir)).rejects.toThrow('cannot be opened; it may be damaged');
  });

  test('the page and the document describe every procedure, with nothing from another host', async () => {
    const central = await start(folder());
    const document = (await (await fetch(`${central.url}/api/openapi.json`)).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(document.paths).sort()).toEqual([
      '/audit',
      '/batches',
      '/batches/{batchId}/assign',
      '/batches/{batchId}/csv',
      '/batches/{batchId}/withdraw',
      '/cases/{caseId}/activities',
      '/health',
      '/recordings/{recordingId}/receipt',
      '/session',
      '/session/end',
      '/session/refresh',
      '/sync/activities',
      '/sync/changes',
      '/users',
    ]);
    const answer = await fetch(`${central.url}/api/docs`);
    const page = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).toContain('sync.ingest');
    expect(page).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1)/);
    expect((await fetch(`${central.url}/nothing`)).status).toBe(404);
  });
});

describe('as commands', () => {
  test('killed without warning, it has after a restart everything it gave a receipt for', async () => {
    const dataDir = folder();
    const child = spawn(process.execPath, [join(commands, 'index.ts'), '--data', dataDir, '--port', '0', '--practice'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, FAIRLINE_LOG: 'warn', FAIRLINE_DATABASE_URL: undefined },
    });
    const url = await new Promise<string>((found) => {
      createInterface(child.stdout).on('line', (line) => {
        const at = /^Centre: (\S+)/.exec(line)?.[1];
        if (at !== undefined) found(at);
      });
    });
    const { client, user, cases } = await pull(url);
    const stored: string[] = [];
    const sending = (async () => {
      for (let turn = 0; turn < 500; turn += 1) {
        const one = cases[turn % cases.length];
        if (one === undefined) return;
        const { receipts } = await client.sync.ingest({ protocol: 1, activities: [wrapUp(user.id, one.id, {}, 1_790_000_000_000 + turn)] });
        stored.push(...receipts.filter((receipt) => receipt.status === 'stored').map((receipt) => receipt.activityId));
        if (stored.length === 40) child.kill('SIGKILL');
      }
    })();
    await expect(sending).rejects.toThrow();
    const central = await start(dataDir);
    const again = await signIn(central.url, 'quality1');
    const kept = new Set<string>();
    for (const one of cases) for (const activity of await again.client.cases.activities({ caseId: one.id })) kept.add(activity.id);
    expect(stored.length).toBeGreaterThanOrEqual(40);
    expect(stored.filter((id) => !kept.has(id))).toEqual([]);
  });

  test('import-batch puts a file in, reports the bad rows, and refuses in words', async () => {
    const dataDir = folder();
    const central = await start(dataDir);
    await central.services.identity.ensureTenant('acme');
    const file = join(dataDir, 'in.csv');
    writeFileSync(file, `${batchCsv(3)}\nB-1,C9,x,2026-06-30,Card,Name,+1 202 456 1999,1,USD,5.00,4\n`);
    const command = (...more: string[]) =>
      run(process.execPath, [join(commands, 'import-batch.ts'), file, '--client', 'Acme', '--data', dataDir, ...more], { env: { ...process.env, FAIRLINE_DATABASE_URL: undefined } }).then(
        ({ stdout }) => stdout,
        (error: { stderr: string; code: number }) => `${error.code} ${error.stderr}`,
      );
    expect(await command()).toMatch(/^1 Another centre is working in this data folder/);
    await central.stop();
    const out = await command();
    expect(out).toContain('4 rows: 3 cases added, 0 updated, 0 unchanged.');
    expect(readFileSync(/Reasons: (.+)/.exec(out)?.[1] ?? '', 'utf8')).toContain('5,placed_on,is not a date such as 2026-01-31,x');
    expect(await command('--tenant', 'nobody')).toContain('Name one of these with --tenant: acme');
    writeFileSync(file, 'nonsense');
    expect(await command()).toMatch(/^1 The file has a heading and no rows/);
  });
});
