/** Every error a person may meet, in three parts: what happened, why, what next. The code is only a detail. */
import { ORPCError } from '@orpc/client';
import type { ErrorCode } from '../../../../contract/errors.ts';
import type { Words } from '../../ui/i18n/i18n.ts';
import { DeskAway } from '../../desk/desk-client.ts';

const known = [
  'SIGN_IN_REQUIRED',
  'SIGN_IN_REFUSED',
  'TOO_MANY_TRIES',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'CENTRE_AWAY',
  'DIAL_BLOCKED',
  'NOT_VALID',
  'DISK_FULL',
  'FILE_REFUSED',
] as const satisfies readonly ErrorCode[];

export interface ErrorWords {
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly code: string;
}

function codeOf(error: unknown): (typeof known)[number] | 'DESK_AWAY' | 'UNKNOWN' {
  if (error instanceof DeskAway) return 'DESK_AWAY';
  if (!(error instanceof ORPCError)) return 'UNKNOWN';
  return known.find((code) => code === error.code) ?? 'UNKNOWN';
}

export function errorWords(error: unknown, t: Words): ErrorWords {
  const code = codeOf(error);
  const detail = code === 'UNKNOWN' && error instanceof ORPCError ? error.code : code;
  return { what: t(`error.${code}.what`), why: t(`error.${code}.why`), next: t(`error.${code}.next`), code: detail };
}
