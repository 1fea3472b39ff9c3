/** The desk as its screen sees it: composed as in the product, called through its router, on a folder of its own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import type { deskContract, SyncStatus } from '../../../../src/contract/desk/desk-contract.ts';
import { composeDesk } from '../../../../src/main/compose.ts';
import { MetaRepository } from '../../../../src/main/storage/meta-repository.ts';
import { openDatabase } from '../../../../src/main/storage/open-database.ts';
import type { DeskDatabase } from '../../../../src/main/storage/open-database.ts';
import { agent, keptLog, testKey } from './services.ts';

export type DeskClient = ContractRouterClient<typeof deskContract>;
export interface TestDesk {
  readonly client: DeskClient;
  readonly log: { readonly lines: string[] };
  /** Turns of sync until this holds; fails with the last state after twenty seconds. */
  syncedUntil(holds: (status: SyncStatus) => boolean): Promise<SyncStatus>;
  stop(): Promise<void>;
}

export function startDesk(options: { folder: string; centralUrl: string; tenant?: string; now?: () => number; timeLimitMs?: number }): TestDesk {
  const log = keptLog();
  const desk = composeDesk(
    { kind: 'browser', capabilities: [], dataDir: options.folder, secrets: { databaseKey: () => testKey }, log, now: options.now ?? (() => Date.now()) },
    {
      version: '0.1.0',
      centralUrl: options.centralUrl,
      tenant: options.tenant ?? 'practice',
      line: { server: 'ws://127.0.0.1:9', uri: 'sip:desk1@practice.test', user: 'desk1', password: 'x' },
      modelsDir: join(options.folder, 'no-models'),
      practice: true,
      replayFile: null,
      timeLimitMs: options.timeLimitMs ?? 5_000,
    },
  );
  const client: DeskClient = createRouterClient(desk.router);
  return {
    client,
    log,
    stop: () => desk.stop(),
    syncedUntil: async (holds) => {
      const until = Date.now() + 20_000;
      for (;;) {
        const status = await client.sync.now();
        if (holds(status)) return status;
        if (Date.now() > until) throw new Error(`sync came no further than ${JSON.stringify(status)}\n${log.lines.slice(-10).join('\n')}`);
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
    },
  };
}

/** Looks into, or prepares, the database of a desk that is not running. */
export function withDatabase<T>(folder: string, work: (database: DeskDatabase) => T): T {
  mkdirSync(folder, { recursive: true });
  const { database } = openDatabase(join(folder, 'desk.db'), testKey, Date.now());
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** A desk folder where the agent of the tests is signed in already. */
export function signedInFolder(folder: string, expiresAt = '2099-01-01T00:00:00.000Z'): string {
  withDatabase(folder, (database) => {
    const meta = new MetaRepository(database);
    meta.set('session', JSON.stringify({ token: 't'.repeat(43), expiresAt, user: agent }));
    meta.set('cases-of', agent.id);
  });
  return folder;
}
