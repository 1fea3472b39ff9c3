import { describe, expect, it } from 'vitest';
import { createDigestGuard, digestResponse, parseDigest } from './digest.ts';

const request = { method: 'REGISTER', uri: 'sip:practice.test' };

function guardAt(start: number) {
  let now = start;
  const guard = createDigestGuard({ realm: 'practice.test', passwordOf: (user) => (user === 'desk1' ? 'secret' : undefined), now: () => now, nonceLifeMs: 60_000 });
  return {
    guard,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

function answer(challenge: string, change: { readonly password?: string; readonly username?: string; readonly nc?: string; readonly method?: string } = {}): string {
  const nonce = parseDigest(challenge)?.['nonce'] ?? '';
  const parts = { username: 'desk1', realm: 'practice.test', password: 'secret', nonce, nc: '00000001', cnonce: 'abc', ...request, ...change };
  return `Digest username="${parts.username}", realm="${parts.realm}", nonce="${nonce}", uri="${parts.uri}", response="${digestResponse(parts)}", algorithm=MD5, cnonce="${parts.cnonce}", qop=auth, nc=${parts.nc}`;
}

describe('digest', () => {
  it('computes the example of RFC 2617 section 3.5', () => {
    expect(
      digestResponse({
        username: 'Mufasa',
        realm: 'testrealm@host.com',
        password: 'Circle Of Life',
        method: 'GET',
        uri: '/dir/index.html',
        nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
        nc: '00000001',
        cnonce: '0a4f113b',
      }),
    ).toBe('6629fae49393a05397450978507c4ef1');
  });

  it('takes the right password once for each nonce count', () => {
    const { guard } = guardAt(1e12);
    const challenge = guard.challenge(false);
    expect(guard.check(request, answer(challenge))).toBe('right');
    expect(guard.check(request, answer(challenge))).toBe('stale');
    expect(guard.check(request, answer(challenge, { nc: '00000002' }))).toBe('right');
  });

  it.each([
    ['wrong password', { password: 'guess' }],
    ['unknown user', { username: 'desk9', password: '' }],
    ['answer made for another method', { method: 'INVITE' }],
    ['a count that is none', { nc: 'zz' }],
  ])('refuses: %s', (_name, change) => {
    const { guard } = guardAt(1e12);
    expect(guard.check(request, answer(guard.challenge(false), change))).toBe('wrong');
  });

  it('refuses an answer for another address', () => {
    const { guard } = guardAt(1e12);
    expect(guard.check({ ...request, uri: 'sip:5550101@practice.test' }, answer(guard.challenge(false)))).toBe('wrong');
  });

  it('asks again for an old nonce and for one that is not ours', () => {
    const { guard, pass } = guardAt(1e12);
    const credentials = answer(guard.challenge(false));
    pass(60_001);
    expect(guard.check(request, credentials)).toBe('stale');
    expect(guard.check(request, answer(guardAt(1e12).guard.challenge(false)))).toBe('stale');
    expect(guard.challenge(true)).toContain('stale=true');
  });

  it('says missing without credentials and wrong for nonsense', () => {
    const { guard } = guardAt(1e12);
    expect(guard.check(request, undefined)).toBe('missing');
    for (const nonsense of ['', 'Basic abc', 'Digest', 'Digest =,=', 'Digest username="', 'Digest response="\u0000"', `Digest ${'a="b",'.repeat(5000)}`]) {
      expect(guard.check(request, nonsense)).toBe('wrong');
    }
  });

  it('reads quoted and bare fields', () => {
    expect(parseDigest('Digest username="a \\"b\\"", qop=auth, nc=00000001')).toEqual({ username: 'a "b"', qop: 'auth', nc: '00000001' });
  });
});
