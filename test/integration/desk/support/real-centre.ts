/** One real centre per test file, on PGlite in a folder of its own; a tenant with an agent and a batch per test. */
import { v4 } from 'uuid';
import { afterAll } from 'vitest';
import type { Activity } from '../../../../src/domain/sync/activity.ts';
import { startCentral } from '../../../../src/central/start-central.ts';
import type { RunningCentral } from '../../../../src/central/start-central.ts';
import { tempFolder } from './temp-folder.ts';

export const password = 'a long enough password';
export interface RealCentre {
  readonly url: string;
  readonly dataDir: string;
  readonly central: RunningCentral;
  /** Added to the centre's clock, ms. */
  clockOff: number;
  stop(): Promise<void>;
  /** Again on the same port with the same data. */
  start(): Promise<void>;
  /** A tenant of its own with signed-up agents and `cases` cases for the first of them. */
  tenant(cases: number, agents?: number): Promise<TestTenant>;
}
export interface TestTenant {
  readonly name: string;
  readonly id: string;
  readonly batchId: string;
  readonly agents: readonly { readonly id: string; readonly username: string }[];
  import(cases: number, over?: { readonly batchNo?: string; readonly amount?: number }): Promise<string>;
  /** What the centre holds of a case, oldest first, as sent. */
  activities(caseId: string): Promise<readonly Activity[]>;
  /** How many activities the centre holds of all cases. */
  count(): Promise<number>;
  withdraw(batchId: string): Promise<void>;
}

export async function startRealCentre(): Promise<RealCentre> {
  const dataDir = tempFolder();
  const clock = { off: 0 };
  const now = (): Date => new Date(Date.now() + clock.off);
  let central = await startCentral({ dataDir, port: 0, now });
  const { url } = central;
  let up = true;
  const stop = async (): Promise<void> => {
    if (up) await central.stop();
    up = false;
  };
  afterAll(stop);
  return {
    url,
    dataDir,
    stop,
    get central() {
      return central;
    },
    get clockOff() {
      return clock.off;
    },
    set clockOff(value) {
      clock.off = value;
    },
    start: async () => {
      central = await startCentral({ dataDir, port: Number(new URL(url).port), now });
      up = true;
    },
    tenant: async (cases, agents = 1) => {
      const name = `t-${v4()}`;
      const { identity } = central.services;
      const id = await identity.ensureTenant(name);
      const people = [];
      for (let number = 1; number <= agents; number += 1)
        people.push(await identity.createUser(id, 'test', { username: `agent${number}`, displayName: `Agent ${number}`, role: 'agent', team: null, password }));
      const [first] = people;
      if (first === undefined) throw new Error('a tenant needs an agent');
      const importCases: TestTenant['import'] = async (count, over = {}) => {
        const { batches, importBatch } = central.services;
        const report = await importBatch({ tenantId: id, actor: 'test', clientName: 'Northwind Credit', bytes: Buffer.from(batchFile(count, over.batchNo ?? 'B-1', over.amount ?? 100)) });
        if (report.batchId === null || report.bad.length > 0) throw new Error(JSON.stringify(report.bad.slice(0, 3)));
        await batches.assign({ tenantId: id, userId: 'test' }, report.batchId, [first.id]);
        return report.batchId;
      };
      const batchId = await importCases(cases);
      const caller = { tenantId: id, userId: first.id, role: 'quality', tokenHash: '', deskId: '', user: first } as const;
      return {
        name,
        id,
        batchId,
        agents: people.map(({ id: userId, username }) => ({ id: userId, username })),
        import: importCases,
        activities: (caseId) => central.services.activities(caller, caseId),
        count: async () => {
          const row = await central.services.database.inTenant(id, (trx) =>
            trx
              .selectFrom('activities')
              .select((eb) => eb.fn.countAll<string | number>().as('n'))
              .where('tenant_id', '=', id)
              .executeTakeFirstOrThrow(),
          );
          return Number(row.n);
        },
        withdraw: async (batch) => {
          await central.services.batches.withdraw({ tenantId: id, userId: 'test' }, batch);
        },
      };
    },
  };
}

/** It is about noon where these debtors live, whenever the test runs: they may be called. */
function batchFile(count: number, batchNo: string, amount: number): string {
  const west = new Date().getUTCHours() - 12;
  const zone = west === 0 ? 'Etc/GMT' : `Etc/GMT${west > 0 ? '+' : '-'}${Math.abs(west)}`;
  const rows = Array.from(
    { length: count },
    (_, at) => `${batchNo},${batchNo}-C${at + 1},2026-01-05,2098-06-30,Card,Debtor ${at + 1},+1 202 456 ${String(1_000 + at)},4000${1_000 + at},USD,${amount + at}.50,${10 + (at % 70)},${zone}`,
  );
  return ['batch_no,case_no,placed_on,recall_on,product,name,mobile,account_no,currency,placed_amt,dpd,time zone', ...rows].join('\n');
}
