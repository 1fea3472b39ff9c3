/** Tenants, users, sign-in and the short-lived tokens of desks. */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { roles, User } from '../../contract/schemas.ts';
import type { CentreDatabase } from '../storage/open-database.ts';
import { appendAudit, nobodysTenant } from './audit-log.ts';
import type { AuditEntry } from './audit-log.ts';
import { CentreError } from './centre-error.ts';
import type { PasswordVault } from './password-vault.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { stableId } from './stable-id.ts';

export type Role = (typeof roles)[number];
/** Who calls: taken from the token at the edge and trusted after that. */
export interface SignedIn {
  readonly tenantId: string;
  readonly userId: string;
  readonly role: Role;
  readonly tokenHash: string;
  readonly deskId: string;
  readonly user: User;
}
interface DeskToken {
  readonly token: string;
  readonly expiresAt: string;
  readonly user: User;
}
interface NewUser {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly team: string | null;
  readonly password: string;
}

const tokenHours = 12;
/** A renewed token still works this long, for the answer that gets lost. */
const graceMs = 60_000;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const nameKey = (name: string) => name.normalize('NFKC').trim().toLowerCase();

export interface Identity {
  ensureTenant(name: string): Promise<string>;
  tenants(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  createUser(tenantId: string, actor: string, user: NewUser): Promise<User>;
  listUsers(tenantId: string): Promise<readonly User[]>;
  signIn(request: { readonly tenant: string; readonly username: string; readonly password: string; readonly deskId: string; readonly address: string }): Promise<DeskToken>;
  whoHolds(token: string): Promise<SignedIn | null>;
  refresh(caller: SignedIn): Promise<DeskToken>;
  signOut(caller: SignedIn): Promise<void>;
}

export function identity(parts: { readonly database: CentreDatabase; readonly vault: PasswordVault; readonly throttle: SignInThrottle; readonly now: () => Date }): Identity {
  const { database, vault, throttle, now } = parts;
  const { system } = database;

  const audit = (tenantId: string, entry: AuditEntry) => database.inTenant(tenantId, (trx) => appendAudit(trx, tenantId, [entry], now()));

  const users = () =>
    system
      .selectFrom('users')
      .innerJoin('tenants', 'tenants.id', 'users.tenant_id')
      .leftJoin('teams', (join) => join.onRef('teams.tenant_id', '=', 'users.tenant_id').onRef('teams.id', '=', 'users.team_id'))
      .select(['users.tenant_id', 'users.id', 'users.username', 'users.display_name', 'users.role', 'users.email', 'tenants.name as tenant', 'teams.name as team']);
  type Row = Awaited<ReturnType<ReturnType<typeof users>['execute']>>[number];
  const toUser = (row: Row): User => ({ id: row.id, username: row.username, displayName: row.display_name, role: row.role as Role, tenant: row.tenant, team: row.team });

  async function issue(row: { readonly tenantId: string; readonly user: User; readonly deskId: string }): Promise<DeskToken> {
    const token = randomBytes(32).toString('base64url');
    const at = now();
    const expires = new Date(at.getTime() + tokenHours * 3_600_000);
    await system.deleteFrom('desk_tokens').where('expires_at', '<', at).execute();
    await system
      .insertInto('desk_tokens')
      .values({ hash: sha256(token), tenant_id: row.tenantId, user_id: row.user.id, desk_id: row.deskId, issued_at: at, expires_at: expires })
      .execute();
    return { token, expiresAt: expires.toISOString(), user: row.user };
  }

  async function ensureTenant(name: string): Promise<string> {
    const id = name === '' ? nobodysTenant : stableId('tenant', nameKey(name));
    await system.transaction().execute(async (trx) => {
      await trx
        .insertInto('tenants')
        .values({ id, name: nameKey(name) })
        .onConflict((on) => on.doNothing())
        .execute();
      await trx
        .insertInto('tenant_counters')
        .values({ tenant_id: id, change_seq: 0, audit_seq: 0, audit_hash: '' })
        .onConflict((on) => on.doNothing())
        .execute();
    });
    return id;
  }

  /** One after the other: a password and its user row are written in two steps. */
  let creating: Promise<unknown> = Promise.resolve();

  async function createUser(tenantId: string, actor: string, wanted: NewUser): Promise<User> {
    const key = nameKey(wanted.username);
    if (key.length < 2) throw new CentreError('NOT_VALID', 'A user name needs at least two characters.');
    const taken = await users().where('users.tenant_id', '=', tenantId).where('users.username_key', '=', key).executeTakeFirst();
    if (taken) throw new CentreError('NOT_ALLOWED', 'This user name is taken. Choose another one.');
    const email = internalAddress(tenantId, key);
    const id = await vault.add(email, wanted.displayName, wanted.password);
    await system.transaction().execute(async (trx) => {
      const team = wanted.team === null ? null : { tenant_id: tenantId, id: stableId('team', tenantId, nameKey(wanted.team)), name: wanted.team };
      if (team !== null)
        await trx
          .insertInto('teams')
          .values(team)
          .onConflict((on) => on.doNothing())
          .execute();
      await trx
        .insertInto('users')
        .values({
          tenant_id: tenantId,
          id,
          username: wanted.username.trim(),
          username_key: key,
          display_name: wanted.displayName,
          role: wanted.role,
          team_id: team?.id ?? null,
          email,
        })
        .execute();
    });
    await audit(tenantId, { actor, action: 'user-created', subject: `${id} ${wanted.role}` });
    return toUser(await users().where('users.id', '=', id).executeTakeFirstOrThrow());
  }

  return {
    ensureTenant,
    tenants: () => system.selectFrom('tenants').select(['id', 'name']).where('name', '<>', '').orderBy('name').execute(),

    createUser(tenantId, actor, wanted) {
      const turn = creating.then(() => createUser(tenantId, actor, wanted));
      creating = turn.catch(() => null);
      return turn;
    },

    async listUsers(tenantId) {
      return (await users().where('users.tenant_id', '=', tenantId).orderBy('users.username_key').execute()).map(toUser);
    },

    async signIn(request) {
      const tenantKey = nameKey(request.tenant);
      const key = nameKey(request.username);
      const tenant = await system.selectFrom('tenants').select('id').where('name', '=', tenantKey).where('name', '<>', '').executeTakeFirst();
      const tenantId = tenant?.id ?? (await ensureTenant(''));
      const refused = (why: string) => audit(tenantId, { actor: request.username, action: 'sign-in-refused', subject: `${why} desk ${request.deskId}` });
      const throttleKey = `${tenantKey}\n${key}\n${request.address}`;
      if (!throttle.begin(throttleKey)) throw new CentreError('TOO_MANY_TRIES');
      const found = await users().where('users.tenant_id', '=', tenantId).where('users.username_key', '=', key).executeTakeFirst();
      const right = await vault.matches(found?.email ?? internalAddress(tenantId, key), request.password);
      if (found === undefined || !right) {
        await refused(found === undefined ? 'unknown-user' : 'wrong-password');
        throw new CentreError('SIGN_IN_REFUSED');
      }
      throttle.succeeded(throttleKey);
      const issued = await issue({ tenantId, user: toUser(found), deskId: request.deskId });
      await audit(tenantId, { actor: found.id, action: 'sign-in', subject: `desk ${request.deskId}` });
      return issued;
    },

    async whoHolds(token) {
      const hash = sha256(token);
      const held = await system.selectFrom('desk_tokens').selectAll().where('hash', '=', hash).where('expires_at', '>', now()).executeTakeFirst();
      if (held === undefined) return null;
      const row = await users().where('users.tenant_id', '=', held.tenant_id).where('users.id', '=', held.user_id).executeTakeFirst();
      if (row === undefined) return null;
      const user = toUser(row);
      return { tenantId: held.tenant_id, userId: user.id, role: user.role, tokenHash: hash, deskId: held.desk_id, user };
    },

    async refresh(caller) {
      const next = await issue({ tenantId: caller.tenantId, user: caller.user, deskId: caller.deskId });
      const until = new Date(now().getTime() + graceMs);
      await system
        .updateTable('desk_tokens')
        .set({ expires_at: sql<Date>`least(expires_at, ${until})` })
        .where('hash', '=', caller.tokenHash)
        .execute();
      return next;
    },

    async signOut(caller) {
      await system.deleteFrom('desk_tokens').where('hash', '=', caller.tokenHash).execute();
      await audit(caller.tenantId, { actor: caller.userId, action: 'sign-out', subject: `desk ${caller.deskId}` });
    },
  };
}

/** better-auth knows people by address; a user name may hold any letters, hence the hash. Nothing is ever sent there. */
function internalAddress(tenantId: string, usernameKey: string): string {
  const local = /^[a-z0-9][a-z0-9._-]{0,40}$/.test(usernameKey) && !/\.\.|\.$/.test(usernameKey) ? usernameKey : `u-${sha256(usernameKey).slice(0, 40)}`;
  return `${local}@${tenantId}.fairline.invalid`;
}
