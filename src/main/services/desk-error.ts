import { ORPCError } from '@orpc/server';
import { errorCodes } from '../../contract/errors.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { isDiskFull } from '../storage/desk-storage-error.ts';

/** An error the screen may handle, by its code of the closed list. `detail` never holds personal data. */
export function deskError(code: ErrorCode, detail?: string, cause?: unknown): ORPCError<ErrorCode, undefined> {
  return new ORPCError(code, { status: errorCodes[code].status, message: detail ?? errorCodes[code].message, cause, defined: true });
}

/** A full disk is told as such, whatever was being written. */
export function withDiskFull<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isDiskFull(error)) throw deskError('DISK_FULL', undefined, error);
    throw error;
  }
}
