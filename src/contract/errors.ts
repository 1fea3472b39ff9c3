/** The closed list of error codes that a caller may handle. Everything else is a bug. */
export const errorCodes = {
  SIGN_IN_REQUIRED: { status: 401, message: 'Sign in again' },
  SIGN_IN_REFUSED: { status: 401, message: 'User name or password is wrong' },
  TOO_MANY_TRIES: { status: 429, message: 'Too many tries; wait a minute' },
  NOT_ALLOWED: { status: 403, message: 'This role may not do that' },
  NOT_FOUND: { status: 404, message: 'There is no such record' },
  CENTRE_AWAY: { status: 503, message: 'The centre cannot be reached' },
  DIAL_BLOCKED: { status: 409, message: 'The dial guard stopped this call' },
  NOT_VALID: { status: 422, message: 'Something in the form is not valid' },
  DISK_FULL: { status: 507, message: 'The disk is full' },
  FILE_REFUSED: { status: 422, message: 'The file cannot be read' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errorCodes;
