import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { expect, test } from 'vitest';
import { firstBrokenAudit } from '../../../src/central/services/audit-log.ts';
import { codeOf, onEachDatabase, password } from './support/centre-under-test.ts';

onEachDatabase((under) => {
  test('health answers without signing in', async () => {
    expect(await under().client().health()).toMatchObject({ ok: true, protocol: 1 });
    expect(await (await fetch(`${under().central.url}/health`)).json()).toMatchObject({ ok: true });
  });

  test('signs in, refreshes, signs out', async () => {
    const { agent, tenant } = await under().people('agent');
    expect(agent.user).toMatchObject({ role: 'agent', tenant });
    const next = await agent.client.session.refresh();
    expect(next.token).not.toBe(agent.token);
    // The old token still works for a moment, for the answer that got lost.
    await agent.client.sync.changes({ cursor: 0 });
    const again = under().client(next.token);
    await again.sync.changes({ cursor: 0 });
    await again.session.signOut();
    expect(await codeOf(again.sync.changes({ cursor: 0 }))).toBe('SIGN_IN_REQUIRED');
  });

  test('a token is kept as its hash only, and a password never in the clear', async () => {
    const { agent } = await under().people('agent');
    const { system } = under().central.services.database;
    expect(JSON.stringify(await system.selectFrom('desk_tokens').selectAll().execute())).not.toContain(agent.token);
    const { rows } = await sql<{ password: string }>`select password from auth_accounts`.execute(system);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(password);
  });

  test('everything but health and signing in wants a token', async () => {
    const nobody = under().client();
    const wrong = under().client('A'.repeat(43));
    for (const client of [nobody, wrong]) {
      expect(await codeOf(client.users.list())).toBe('SIGN_IN_REQUIRED');
      expect(await codeOf(client.batches.list())).toBe('SIGN_IN_REQUIRED');
      expect(await codeOf(client.sync.changes({ cursor: 0 }))).toBe('SIGN_IN_REQUIRED');
      expect(await codeOf(client.sync.ingest({ protocol: 1, activities: [] }))).toBe('SIGN_IN_REQUIRED');
      expect(await codeOf(client.audit.list({}))).toBe('SIGN_IN_REQUIRED');
      expect(await codeOf(client.session.refresh())).toBe('SIGN_IN_REQUIRED');
      expect(await codeOf(client.recordings.receipt({ recordingId: 'x' }))).toBe('SIGN_IN_REQUIRED');
    }
  });

  test('five wrong passwords a minute, then everyone of that name waits, also with the right one', async () => {
    const { agent, tenant } = await under().people('agent');
    const request = { tenant, username: agent.user.username, deskId: 'desk-1' };
    for (let tries = 0; tries < 5; tries += 1)
      expect(
        await codeOf(
          under()
            .client()
            .session.signIn({ ...request, password: 'wrong' }),
        ),
      ).toBe('SIGN_IN_REFUSED');
    expect(
      await codeOf(
        under()
          .client()
          .session.signIn({ ...request, password: 'wrong' }),
      ),
    ).toBe('TOO_MANY_TRIES');
    expect(
      await codeOf(
        under()
          .client()
          .session.signIn({ ...request, password }),
      ),
    ).toBe('TOO_MANY_TRIES');
  });

  test('tries at the same moment are counted too', async () => {
    const { agent, tenant } = await under().people('agent');
    const codes = await Promise.all(Array.from({ length: 9 }, () => codeOf(under().client().session.signIn({ tenant, username: agent.user.username, deskId: 'd', password: 'wrong' }))));
    expect(codes.filter((code) => code === 'SIGN_IN_REFUSED')).toHaveLength(5);
    expect(codes.filter((code) => code === 'TOO_MANY_TRIES')).toHaveLength(4);
  });

  test('unknown tenant and unknown user are refused with the same words', async () => {
    const { tenant } = await under().people('agent');
    for (const request of [
      { tenant: 'nowhere', username: 'x1' },
      { tenant, username: 'nobody' },
      { tenant: '', username: 'x2' },
    ]) {
      expect(
        await codeOf(
          under()
            .client()
            .session.signIn({ ...request, password, deskId: 'd' }),
        ),
      ).toBe('SIGN_IN_REFUSED');
    }
  });

  test('roles may do what the contract gives them', async () => {
    const { agent, lead, quality, operations, administrator } = await under().people('agent', 'lead', 'quality', 'operations', 'administrator');
    const newUser = { username: 'someone', displayName: 'Some One', role: 'agent' as const, team: 'North', password };
    for (const person of [agent, lead, quality, operations]) expect(await codeOf(person.client.users.create(newUser))).toBe('NOT_ALLOWED');
    expect(await administrator.client.users.create(newUser)).toMatchObject({ username: 'someone', team: 'North' });
    expect(await codeOf(administrator.client.users.create({ ...newUser, username: 'SomeOne' }))).toBe('NOT_ALLOWED');
    expect(await codeOf(agent.client.users.list())).toBe('NOT_ALLOWED');
    expect(await operations.client.users.list()).toHaveLength(6);
    for (const person of [agent, lead, quality]) expect(await codeOf(person.client.batches.exportCsv({ batchId: 'b' }))).toBe('NOT_ALLOWED');
    for (const person of [lead, quality, operations, administrator]) expect(await codeOf(person.client.sync.changes({ cursor: 0 }))).toBe('NOT_ALLOWED');
    for (const person of [agent, operations]) expect(await codeOf(person.client.audit.list({}))).toBe('NOT_ALLOWED');
    for (const person of [lead, quality, administrator]) expect(await codeOf(person.client.audit.list({}))).toBe('none');
    expect(await codeOf(operations.client.cases.activities({ caseId: 'c' }))).toBe('NOT_ALLOWED');
  });

  test('a new user can sign in, with any letters in the name', async () => {
    const { administrator, tenant } = await under().people('administrator');
    await administrator.client.users.create({ username: '陈 明', displayName: '陈明', role: 'agent', team: null, password });
    const signedIn = await under().client().session.signIn({ tenant: tenant.toUpperCase(), username: ' 陈 明 ', password, deskId: 'd' });
    expect(signedIn.user.username).toBe('陈 明');
  });

  test('two of one name at once make one user', async () => {
    const { administrator } = await under().people('administrator');
    const make = (word: string) => codeOf(administrator.client.users.create({ username: 'twin', displayName: 'Twin', role: 'agent', team: null, password: `${word} ${password}` }));
    expect((await Promise.all([make('a'), make('b')])).sort()).toEqual(['NOT_ALLOWED', 'none']);
  });

  test('every sign-in is in the audit log, and the log is one chain', async () => {
    const { agent, lead, tenant, tenantId } = await under().people('agent', 'lead');
    await codeOf(under().client().session.signIn({ tenant, username: agent.user.username, password: 'wrong', deskId: 'd' }));
    const rows = await lead.client.audit.list({ limit: 50 });
    expect(rows.map((row) => row.action)).toEqual(['sign-in-refused', 'sign-in', 'user-created', 'sign-in', 'user-created']);
    const chain = [...(await under().central.services.audit(tenantId, 500))].reverse();
    expect(firstBrokenAudit(chain)).toBeNull();
    const bent = chain.map((row, index) => (index === 2 ? { ...row, subject: 'nothing happened' } : row));
    expect(firstBrokenAudit(bent)).toBe(3);
    expect(firstBrokenAudit(chain.filter((_, index) => index !== 1))).toBe(2);
  });

  test('the database itself refuses to change the audit log', async () => {
    const { tenantId } = await under().people('agent');
    const { database } = under().central.services;
    // As the owner of the tables, looking at this tenant.
    const asOwner = (change: RawBuilder<unknown>) =>
      database.system.transaction().execute(async (trx) => {
        await sql`select set_config('fairline.tenant', ${tenantId}, true)`.execute(trx);
        await change.execute(trx);
      });
    await expect(asOwner(sql`update audit set subject = 'x' where tenant_id = ${tenantId}`)).rejects.toThrow('append-only');
    await expect(asOwner(sql`delete from audit where tenant_id = ${tenantId}`)).rejects.toThrow('append-only');
    await expect(sql`truncate audit`.execute(database.system)).rejects.toThrow('append-only');
    await expect(database.inTenant(tenantId, (trx) => sql`delete from audit`.execute(trx))).rejects.toThrow();
  });

  test('one tenant sees nothing of another, in the database too', async () => {
    const one = await under().people('agent');
    const other = await under().people('lead');
    const { database } = under().central.services;
    const seen = await database.inTenant(other.tenantId, (trx) => trx.selectFrom('audit').select('tenant_id').distinct().execute());
    expect(seen).toEqual([{ tenant_id: other.tenantId }]);
    await expect(
      database.inTenant(other.tenantId, (trx) =>
        trx.insertInto('batches').values({ tenant_id: one.tenantId, id: 'b', client_name: 'c', batch_no: 'n', status: 'open', imported_at: new Date(), withdrawn_at: null }).execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});
