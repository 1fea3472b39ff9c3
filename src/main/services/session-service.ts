/** Who works at this desk. A remembered agent keeps working while the centre is away; only the centre can sign someone in. */
import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { user as userSchema } from '../../contract/schemas.ts';
import type { User } from '../../contract/schemas.ts';
import type { MetaRepository } from '../storage/meta-repository.ts';
import type { CentralClient } from './central-client.ts';
import { deskError } from './desk-error.ts';

const remembered = z.object({ token: z.string(), expiresAt: z.string(), user: userSchema });

export class SessionService {
  readonly #meta; readonly #tenant; readonly #deskId; readonly #changed: () => void;
  #central: CentralClient | null = null;
  #session: z.infer<typeof remembered> | null;

  constructor(parts: { meta: MetaRepository; tenant: string; deskId: string; changed: () => void }) {
    this.#meta = parts.meta;
    this.#tenant = parts.tenant;
    this.#deskId = parts.deskId;
    this.#changed = parts.changed;
    const kept = parts.meta.get('session');
    const parsed = kept === null ? null : remembered.safeParse(JSON.parse(kept));
    this.#session = parsed?.success === true ? parsed.data : null;
  }

  /** The client needs this service's token and this service the client: joined once, when the desk is composed. */
  connect(central: CentralClient): void { this.#central = central; }

  get token(): string | null { return this.#session?.token ?? null; }
  current(): User | null { return this.#session?.user ?? null; }

  /** The agent, or SIGN_IN_REQUIRED. */
  required(): User {
    const user = this.current();
    if (user === null) throw deskError('SIGN_IN_REQUIRED');
    return user;
  }

  async signIn(username: string, password: string): Promise<User> {
    if (this.#central === null) throw new Error('the session was not connected');
    try {
      const signedIn = await this.#central.session.signIn({ tenant: this.#tenant, username: username.trim(), password, deskId: this.#deskId });
      const before = this.#meta.get('cases-of');
      if (before !== null && before !== signedIn.user.id) throw deskError('NOT_VALID', 'This desk holds the unfinished work of another agent. They must sign in and sync first.');
      this.#session = signedIn;
      this.#meta.set('session', JSON.stringify(signedIn));
      this.#changed();
      return signedIn.user;
    } catch (error) {
      if (error instanceof ORPCError && (error.code === 'SIGN_IN_REFUSED' || error.code === 'TOO_MANY_TRIES' || error.code === 'NOT_VALID')) throw deskError(error.code, error.message, error);
      if (error instanceof ORPCError && error.status < 500 && error.status !== 404) throw deskError('SIGN_IN_REFUSED', undefined, error);
      throw deskError('CENTRE_AWAY', undefined, error);
    }
  }

  /** Renews a token that has less than half an hour left. Failing is no harm: sync says what is wrong. */
  async renew(now: number): Promise<void> {
    if (this.#central === null || this.#session === null || Date.parse(this.#session.expiresAt) - now > 30 * 60_000) return;
    const renewed = await this.#central.session.refresh();
    this.#session = renewed;
    this.#meta.set('session', JSON.stringify(renewed));
  }

  /** The screen locks at once; the token is given back when the centre can be reached. */
  async signOut(): Promise<void> {
    const central = this.#central;
    const had = this.#session;
    if (central !== null && had !== null) {
      const ended = central.session.signOut().then(() => true, () => false);
      await Promise.race([ended, new Promise((resolve) => { setTimeout(resolve, 1_500); })]);
    }
    this.#session = null;
    this.#meta.remove('session');
    this.#changed();
  }
}
