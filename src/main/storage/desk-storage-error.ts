/** Why the desk's own database cannot be used as it is. */
export class DeskStorageError extends Error {
  override readonly name = 'DeskStorageError';
  readonly reason: 'from-the-future' | 'wrong-key' | 'corrupt' | 'in-use' | 'disk-full';

  constructor(reason: DeskStorageError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** SQLite's and the system's words for a disk without room (SQLITE_FULL, ENOSPC). */
export function isDiskFull(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT';
}
