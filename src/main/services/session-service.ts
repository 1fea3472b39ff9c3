/** Who works at this desk. A remembered agent keeps working while the centre is away; only the centre can sign someone in. */
import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { user as userSchema } from '../../contract/schemas.ts';
import type { User } from '../../contract/schemas.ts';
import type { MetaRepository } from '../storage/meta-repository.ts';
import type { CentralClient } from './central-client.ts';
import { deskError } from './desk-error.ts';

const remembered = z.object({ token: z.string(), expiresAt: z.string(), user: userSchema });

/** What another agent's sign-in asks of the desk's data. */
export interface HandOver {
  /** Is there work here that the centre has not confirmed yet? */
  readonly hasUnsent: () => boolean;
  /** Purges the cases of the agent before; what was confirmed or set aside stays. */
  readonly clear: () => void;
}

export class SessionService {
  readonly #meta;
  readonly #tenant;
  readonly #deskId;
  readonly #handOver;
  readonly #changed: () => void;
  #central: CentralClient | null = null;
  #session: z.infer<typeof remembered> | null;

  constructor(parts: { meta: MetaRepository; tenant: string; deskId: string; handOver: HandOver; changed: () => void }) {
    this.#meta = parts.meta;
    this.#tenant = parts.tenant;
    this.#deskId = parts.deskId;
    this.#handOver = parts.handOver;
    this.#changed = parts.changed;
    const kept = parts.meta.get('session');
    const parsed = kept === null ? null : remembered.safeParse(JSON.parse(kept));
    this.#session = parsed?.success === true ? parsed.data : null;
  }

  /** The client needs this service's token and this service the client: joined once, when the desk is composed. */
  connect(central: CentralClient): void {
    this.#central = central;
  }

  get token(): string | null {
    return this.#session?.token ?? null;
  }
  current(): User | null {
    return this.#session?.user ?? null;
  }

  /** The agent, or SIGN_IN_REQUIRED. */
  required(): User {
    const user = this.current();
    if (user === null) throw deskError('SIGN_IN_REQUIRED');
    return user;
  }

  /** Throws SIGN_IN_REFUSED, TOO_MANY_TRIES, CENTRE_AWAY, or NOT_VALID when another agent's work is still unsent here. */
  async signIn(username: string, password: string): Promise<User> {
    if (this.#central === null) throw new Error('the session was not connected');
    let signedIn: z.infer<typeof remembered>;
    try {
      signedIn = remembered.parse(await this.#central.session.signIn({ tenant: this.#tenant, username: username.trim(), password, deskId: this.#deskId }));
    } catch (error) {
      throw deskError(signInFailure(error), undefined, error);
    }
    const before = this.#meta.get('cases-of');
    if (before !== null && before !== signedIn.user.id) {
      if (this.#handOver.hasUnsent()) throw deskError('NOT_VALID', 'This desk holds the unfinished work of another agent. They must sign in and sync first.');
      this.#handOver.clear();
    }
    this.#meta.set('cases-of', signedIn.user.id);
    this.#remember(signedIn);
    this.#changed();
    return signedIn.user;
  }

  /** Renews a token that has less than half an hour left. `now` is the centre's time, as far as it is known. Throws what the centre answers. */
  async renew(now: number): Promise<void> {
    const had = this.#session;
    if (this.#central === null || had === null || Date.parse(had.expiresAt) - now > 30 * 60_000) return;
    const renewed = remembered.parse(await this.#central.session.refresh());
    // signed out, or somebody else signed in, while the answer was on its way
    if (this.#session === had) this.#remember(renewed);
  }

  #remember(session: z.infer<typeof remembered>): void {
    this.#session = session;
    this.#meta.set('session', JSON.stringify(session));
  }

  /** The screen locks at once; the token is given back when the centre can be reached. */
  async signOut(): Promise<void> {
    const central = this.#central;
    const had = this.#session;
    if (central !== null && had !== null) {
      const ended = central.session.signOut().then(
        () => true,
        () => false,
      );
      await Promise.race([
        ended,
        new Promise((resolve) => {
          setTimeout(resolve, 1_500);
        }),
      ]);
    }
    this.#session = null;
    this.#meta.remove('session');
    this.#changed();
  }
}

/** Only the centre's own words say that a password is wrong: a proxy's page of any status does not. */
function signInFailure(error: unknown): 'SIGN_IN_REFUSED' | 'TOO_MANY_TRIES' | 'CENTRE_AWAY' {
  if (!(error instanceof ORPCError)) return 'CENTRE_AWAY';
  if (error.code === 'TOO_MANY_TRIES') return 'TOO_MANY_TRIES';
  return error.code === 'SIGN_IN_REFUSED' || error.status === 400 || error.status === 422 ? 'SIGN_IN_REFUSED' : 'CENTRE_AWAY';
}
