import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a request's credentials come to. `stale` asks for a new try with the same password (RFC 7616 section 3.3). */
export type DigestVerdict = 'missing' | 'stale' | 'wrong' | 'right';

export interface DigestGuardOptions {
  readonly realm: string;
  /** The password of a user; undefined for one that does not exist. */
  readonly passwordOf: (user: string) => string | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long a challenge can be answered. */
  readonly nonceLifeMs: number;
}

/** Server side of HTTP digest as SIP uses it: RFC 3261 section 22, RFC 2617 and 7616, algorithm MD5, qop "auth". */
export interface DigestGuard {
  /** Value of a WWW-Authenticate or Proxy-Authenticate header. */
  readonly challenge: (stale: boolean) => string;
  /** Judges the value of an Authorization or Proxy-Authorization header. */
  readonly check: (request: { readonly method: string; readonly uri: string }, credentials: string | undefined) => DigestVerdict;
}

type Fields = Readonly<Record<string, string>>;

/** Nonces carry their own expiry under an HMAC, so none is stored; a nonce with its count is taken only once. */
export function createDigestGuard(options: DigestGuardOptions): DigestGuard {
  const secret = randomBytes(32);
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 32);
  const used = new Map<string, number>();

  const makeNonce = () => {
    const body = `${(options.now() + options.nonceLifeMs).toString(16)}.${randomBytes(8).toString('hex')}`;
    return `${body}.${sign(body)}`;
  };

  /** Epoch ms when the nonce ends; undefined when it is not one of ours. */
  const expiryOf = (nonce: string): number | undefined => {
    const match = /^(([0-9a-f]{1,12})\.[0-9a-f]{16})\.([0-9a-f]{32})$/.exec(nonce);
    const [, body, expiry, signature] = match ?? [];
    if (body === undefined || expiry === undefined || signature === undefined) return undefined;
    return same(sign(body), signature) ? Number.parseInt(expiry, 16) : undefined;
  };

  const forgetExpired = () => {
    for (const [key, expiry] of used) if (expiry < options.now()) used.delete(key);
  };

  return {
    challenge: (stale) => `Digest realm="${options.realm}", nonce="${makeNonce()}", algorithm=MD5, qop="auth"${stale ? ', stale=true' : ''}`,
    check: (request, credentials) => {
      if (credentials === undefined) return 'missing';
      const fields = parseDigest(credentials);
      if (fields === undefined) return 'wrong';
      const { username = '', realm, nonce = '', uri, response = '', nc = '', cnonce = '', qop, algorithm = 'MD5' } = fields;
      if (realm !== options.realm || algorithm.toUpperCase() !== 'MD5' || qop !== 'auth' || uri !== request.uri) return 'wrong';
      if (cnonce === '' || !/^[0-9a-f]{8}$/i.test(nc)) return 'wrong';
      const expiry = expiryOf(nonce);
      // A nonce that is not ours comes from before a restart: the password may well be right.
      if (expiry === undefined || expiry < options.now()) return 'stale';
      const password = options.passwordOf(username);
      const expected = digestResponse({ username, realm, password: password ?? '', method: request.method, uri, nonce, nc, cnonce });
      // The comparison comes first, so that an unknown user takes as long as a wrong password.
      if (!same(expected, response.toLowerCase()) || password === undefined) return 'wrong';
      const key = `${nonce}:${nc.toLowerCase()}`;
      if (used.has(key)) return 'stale';
      forgetExpired();
      used.set(key, expiry);
      return 'right';
    },
  };
}

export interface DigestParts {
  readonly username: string;
  readonly realm: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  readonly nc: string;
  readonly cnonce: string;
}

/** The `response` of RFC 2617 section 3.2.2.1 with qop "auth". */
export function digestResponse(parts: DigestParts): string {
  const first = md5(`${parts.username}:${parts.realm}:${parts.password}`);
  const second = md5(`${parts.method}:${parts.uri}`);
  return md5(`${first}:${parts.nonce}:${parts.nc}:${parts.cnonce}:auth:${second}`);
}

/** The fields of `Digest a="b", c=d`, names in lower case; undefined for another scheme or a text that is not one. */
export function parseDigest(header: string): Fields | undefined {
  const scheme = /^\s*Digest\s+/i.exec(header);
  if (scheme === null) return undefined;
  const fields = new Map<string, string>();
  const pattern = /\s*([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))\s*(?:,|$)/giy;
  pattern.lastIndex = scheme[0].length;
  while (pattern.lastIndex < header.length) {
    const match = pattern.exec(header);
    if (match === null) return undefined;
    const [, name = '', quoted, bare = ''] = match;
    fields.set(name.toLowerCase(), quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1'));
  }
  return Object.fromEntries(fields);
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function same(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
