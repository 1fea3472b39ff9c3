/** Five wrong passwords a minute for one user name from one address; after that every try waits, right or wrong. */
const windowMs = 60_000;
const limit = 5;
const mostKeys = 10_000;

export interface SignInThrottle {
  /** Counts the try as failed before it is checked, so that tries at the same moment count too. False when it must wait. */
  begin(key: string): boolean;
  /** The try was right: it and those before it are forgiven. */
  succeeded(key: string): void;
}

export function signInThrottle(now: () => number): SignInThrottle {
  const tries = new Map<string, number[]>();
  return {
    begin(key) {
      const at = now();
      const recent = (tries.get(key) ?? []).filter((one) => at - one < windowMs);
      if (recent.length >= limit) {
        tries.set(key, recent);
        return false;
      }
      tries.delete(key);
      tries.set(key, [...recent, at]);
      for (const [oldest, list] of tries) {
        if (tries.size <= mostKeys && list.some((one) => at - one < windowMs)) break;
        tries.delete(oldest);
      }
      return true;
    },
    succeeded(key) {
      tries.delete(key);
    },
  };
}
