/** What every procedure gets: who calls and from where. Role checks and the translation of errors in one place. */
import { implement, ORPCError } from '@orpc/server';
import { centralContract } from '../../contract/central/central-contract.ts';
import { errorCodes } from '../../contract/errors.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { CentreError } from '../services/centre-error.ts';
import type { Centre } from '../services/centre.ts';
import type { Role, SignedIn } from '../services/identity.ts';

export interface CallContext {
  readonly centre: Centre;
  readonly caller: SignedIn | null;
  readonly address: string;
}

/** As it goes over the wire. */
export function wireError(code: ErrorCode, message: string = errorCodes[code].message, cause?: unknown): ORPCError<ErrorCode, undefined> {
  return new ORPCError(code, { status: errorCodes[code].status, message, cause });
}

/** The contract with our context; services' errors leave as the contract's. */
export const procedures = implement(centralContract)
  .$context<CallContext>()
  .use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof CentreError) throw wireError(error.code, error.message, error);
      throw error;
    }
  });

const anyRole: readonly Role[] = ['agent', 'lead', 'quality', 'operations', 'administrator'];

/** The caller, if signed in and of one of the roles. @throws CentreError SIGN_IN_REQUIRED, NOT_ALLOWED */
export function callerWith(context: CallContext, roles: readonly Role[] = anyRole): SignedIn {
  if (context.caller === null) throw new CentreError('SIGN_IN_REQUIRED');
  if (!roles.includes(context.caller.role)) throw new CentreError('NOT_ALLOWED');
  return context.caller;
}

/** Who may put batches in, deal them out, take them back and export them. */
export const operators: readonly Role[] = ['operations', 'administrator'];
