/** What a caller may handle: a code from the closed list, with words for a person. Becomes an oRPC error at the edge. */
import { errorCodes } from '../../contract/errors.ts';
import type { ErrorCode } from '../../contract/errors.ts';

export class CentreError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string = errorCodes[code].message, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CentreError';
    this.code = code;
  }
}
