/** The same suite on the embedded database and on PostgreSQL: a real centre over HTTP, one tenant per test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { v4, v7 } from 'uuid';
import { afterAll, beforeAll, describe } from 'vitest';
import { centralContract } from '../../../../src/contract/central/central-contract.ts';
import type { User } from '../../../../src/contract/schemas.ts';
import { startCentral } from '../../../../src/central/start-central.ts';
import type { RunningCentral } from '../../../../src/central/start-central.ts';
import { postgresBinaries, startPostgres } from './postgres.ts';
import type { TestPostgres } from './postgres.ts';

export type CentralClient = JsonifiedClient<ContractRouterClient<typeof centralContract>>;
type Role = User['role'];

interface Person {
  readonly client: CentralClient;
  readonly token: string;
  readonly user: User;
  readonly password: string;
}
export interface UnderTest {
  readonly central: RunningCentral;
  readonly dataDir: string;
  client(token?: string): CentralClient;
  /** A tenant of its own with a signed-in person per role asked for; the name of the role names the person. */
  people<R extends Role>(...roles: R[]): Promise<Record<R, Person> & { readonly tenant: string; readonly tenantId: string }>;
  another(tenantId: string, tenant: string, role: Role): Promise<Person>;
}

export const password = 'a long enough password';

export function centralClient(url: string, token?: string): CentralClient {
  return createORPCClient(new OpenAPILink(centralContract, { url: `${url}/api`, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }));
}

/** Declares the suite once per database; PostgreSQL is named as skipped where Debian's binaries are missing. */
export function onEachDatabase(suite: (under: () => UnderTest) => void): void {
  const binaries = postgresBinaries();
  describe('on PGlite', () => declare(suite, null));
  describe.skipIf(binaries === null)(`on PostgreSQL${binaries === null ? ' (no binaries in /usr/lib/postgresql)' : ''}`, () => declare(suite, binaries));
}

function declare(suite: (under: () => UnderTest) => void, binaries: string | null): void {
  let under: UnderTest | undefined;
  let postgres: TestPostgres | undefined;
  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'fairline-central-'));
    postgres = binaries === null ? undefined : await startPostgres(binaries);
    const central = await startCentral({ dataDir, port: 0, ...(postgres === undefined ? {} : { databaseUrl: await postgres.newDatabase() }) });
    under = underTest(central, dataDir);
  }, 120_000);
  afterAll(async () => {
    await under?.central.stop();
    await postgres?.stop();
    if (under !== undefined) rmSync(under.dataDir, { recursive: true, force: true });
  });
  suite(() => {
    if (under === undefined) throw new Error('the centre did not start');
    return under;
  });
}

function underTest(central: RunningCentral, dataDir: string): UnderTest {
  const { identity } = central.services;
  const client = (token?: string) => centralClient(central.url, token);
  async function another(tenantId: string, tenant: string, role: Role): Promise<Person> {
    const username = `${role}-${v4().slice(0, 8)}`;
    await identity.createUser(tenantId, 'test', { username, displayName: username, role, team: null, password });
    const signedIn = await client().session.signIn({ tenant, username, password, deskId: 'desk-1' });
    return { client: client(signedIn.token), token: signedIn.token, user: signedIn.user, password };
  }
  return {
    central,
    dataDir,
    client,
    another,
    people: async (...roles) => {
      const tenant = `t-${v4()}`;
      const tenantId = await identity.ensureTenant(tenant);
      const list: [string, Person][] = [];
      for (const role of roles) list.push([role, await another(tenantId, tenant, role)]);
      return { ...Object.fromEntries(list), tenant, tenantId } as Awaited<ReturnType<UnderTest['people']>>;
    },
  };
}

/** The code of the error that a call ends in, or 'none'. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'none',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
}

export function csvFile(text: string, name = 'batch.csv'): File {
  return new File([text], name, { type: 'text/csv' });
}

const headings = 'batch_no,case_no,placed_on,recall_on,product,name,mobile,account_no,currency,placed_amt,dpd';
/** A batch file of sound cases with the case numbers C1 … Cn. */
export function batchCsv(count: number, batchNo = 'B-1', prefix = 'C'): string {
  return [
    headings,
    ...Array.from(
      { length: count },
      (_, index) => `${batchNo},${prefix}${index + 1},2026-01-05,2026-06-30,Card,Debtor ${index + 1},+1 202 456 ${String(1000 + index)},4000${1000 + index},USD,${100 + index}.50,${10 + index}`,
    ),
  ].join('\n');
}

/** A wrap-up as a desk sends it. */
export function wrapUp(actor: string, caseId: string, over: Record<string, unknown> = {}, at = 1_790_000_000_000) {
  return {
    id: v7(),
    caseId,
    clock: `${at}-0000-desk-1`,
    actor,
    deskId: 'desk-1',
    body: {
      kind: 'wrap-up',
      callId: null,
      disposition: 'PTP',
      party: 'right-party',
      note: 'Will pay — 会还款 😀\n"quoted"',
      promise: { currency: 'USD', readBack: true, instalments: [{ amountMinor: 1000, dueOn: '2026-02-01' }] },
      nextAction: 'Check payment',
      nextActionAt: '2026-02-02T09:00:00.000Z',
      ...over,
    },
  };
}
