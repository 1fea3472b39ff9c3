/**
 * P4: the desk's outbox to the centre over HTTP on this machine, until every receipt is on the desk's disk; against one
 * request for each note, and against what the centre's database does when nothing but it is in the way (PGlite, one
 * statement for a thousand rows). Centre and desk are two processes.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { v7 as uuidv7 } from 'uuid';
import { protocolVersion } from '../src/contract/central/central-contract.ts';
import type { CaseId } from '../src/domain/case/case.ts';
import type { Activity } from '../src/domain/sync/activity.ts';
import { nextClock } from '../src/domain/sync/clock.ts';
import { createCentralClient, defaultTimeLimitMs } from '../src/main/services/central-client.ts';
import { OutboxPush } from '../src/main/services/outbox-push.ts';
import { ActivityRepository } from '../src/main/storage/activity-repository.ts';
import { openDatabase } from '../src/main/storage/open-database.ts';
import { compare, say, timed } from './figures.ts';

const root = join(import.meta.dirname, '..');

export async function benchOutbox(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fairline-bench-'));
  const centre = spawn(process.execPath, [join(root, 'src/central/index.ts'), '--data', join(folder, 'centre'), '--port', '0', '--practice'], {
    env: { ...process.env, FAIRLINE_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => {
    centre.once('exit', resolve);
  });
  try {
    const url = await addressOf(centre.stdout);
    let token: string | null = null;
    const central = createCentralClient({ url, token: () => token, timeLimitMs: defaultTimeLimitMs, closing: new AbortController().signal, answered: () => undefined, now: () => Date.now() });
    const signedIn = await central.session.signIn({ tenant: 'practice', username: 'agent1', password: 'agent1-practice', deskId: 'desk-bench' });
    token = signedIn.token;
    const { changes } = await central.sync.changes({ cursor: 0, limit: 200 });
    const caseIds = changes.flatMap((one) => (one.kind === 'case' ? [one.case.id] : []));
    const { database } = openDatabase(join(folder, 'desk.db'), randomBytes(32), Date.now());
    const activities = new ActivityRepository(database);
    let clock: string | null = null;
    const note = (at: number): Activity => {
      clock = nextClock(clock, Date.now(), 'desk-bench');
      const text = `Note ${at}: asked for the papers by post and will look at them with a relative before the weekend; the number is right, mornings suit best, no letters to the workplace.`;
      return {
        id: uuidv7(),
        caseId: (caseIds[at % caseIds.length] ?? '') as CaseId,
        clock,
        actor: signedIn.user.id,
        deskId: 'desk-bench',
        body: { kind: 'wrap-up', callId: null, disposition: 'NOT_REACHED', party: 'unknown', note: text, promise: null, nextAction: null, nextActionAt: null },
      };
    };
    const fill = (notes: number): void => {
      database.transaction(() => {
        for (let at = 0; at < notes; at += 1) activities.append(note(at), Date.now());
      })();
    };
    const push = new OutboxPush({ database, activities, central });
    fill(200);
    await push.drain(() => undefined);

    fill(count);
    const own = (count / (await timed(() => push.drain(() => undefined)))) * 1_000;
    const left = activities.counts();
    const single = Math.min(200, count);
    const alone =
      (single /
        (await timed(async () => {
          for (let at = 0; at < single; at += 1) await central.sync.ingest({ protocol: protocolVersion, activities: [note(at)] });
        }))) *
      1_000;
    const limit = await databaseAlone(join(folder, 'limit'), count, JSON.stringify(note(0)));
    database.close();
    say(`P4  outbox of ${count} notes of about ${JSON.stringify(note(0)).length} bytes, encrypted desk to PGlite (notes per second); left over: ${left.waiting} waiting, ${left.setAside} set aside`);
    compare('outbox, batches of 100', own, { name: 'one request a note', value: alone }, '/s');
    compare('outbox, batches of 100', own, { name: 'PGlite alone, 1,000 a statement', value: limit }, '/s', '≥ 0.75');
  } finally {
    centre.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function databaseAlone(folder: string, count: number, body: string): Promise<number> {
  const database = await PGlite.create(folder);
  await database.exec('CREATE TABLE notes (id text PRIMARY KEY, body text NOT NULL)');
  const took = await timed(async () => {
    for (let at = 0; at < count; at += 1_000) {
      const ids = Array.from({ length: Math.min(1_000, count - at) }, () => uuidv7());
      await database.query('INSERT INTO notes SELECT id, $2 FROM unnest($1::text[]) AS id ON CONFLICT (id) DO NOTHING', [ids, body]);
    }
  });
  await database.close();
  return (count / took) * 1_000;
}

function addressOf(printed: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    printed.on('data', (piece: Buffer) => {
      text += piece.toString();
      const found = /Centre: (http:\/\/\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    printed.on('end', () => reject(new Error('the centre did not start')));
  });
}
