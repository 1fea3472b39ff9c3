/**
 * Passwords, kept and checked by better-auth (scrypt) in its own tables under the names auth_*. Its HTTP routes are not
 * mounted and its session ends at once: a desk holds a token of ours instead.
 */
import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.ts';

export interface PasswordVault {
  /** Adds or, when the address is there already, replaces. */
  add(email: string, displayName: string, password: string): Promise<string>;
  /** Takes about the same time for an unknown address as for a wrong password. */
  matches(email: string, password: string): Promise<boolean>;
}

export async function openPasswordVault(database: Kysely<Schema>): Promise<PasswordVault> {
  const auth = betterAuth({
    appName: 'Fairline',
    baseURL: 'http://fairline.invalid',
    // Signs only better-auth's own cookies, which are never handed out.
    secret: randomBytes(32).toString('base64'),
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db: database, type: 'postgres' },
    user: { modelName: 'auth_users' },
    session: { modelName: 'auth_sessions' },
    account: { modelName: 'auth_accounts' },
    verification: { modelName: 'auth_verifications' },
    emailAndPassword: { enabled: true, autoSignIn: false, minPasswordLength: 10, maxPasswordLength: 200 },
  });
  const context = await auth.$context;
  return {
    async add(email, displayName, password) {
      const known = await context.internalAdapter.findUserByEmail(email);
      if (known) await context.internalAdapter.deleteUser(known.user.id);
      const made = await auth.api.signUpEmail({ body: { email, name: displayName, password } });
      return made.user.id;
    },
    async matches(email, password) {
      const answer = await auth.api.signInEmail({ body: { email, password } }).catch((error: unknown) => {
        if (isRefusal(error)) return null;
        throw error;
      });
      if (answer === null) return false;
      await context.internalAdapter.deleteSession(answer.token);
      return true;
    },
  };
}

/** better-auth answers a wrong address or password with its API error, status 401 (400 for a malformed address). */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && (error.statusCode === 401 || error.statusCode === 400);
}
