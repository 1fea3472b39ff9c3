/** The centre as the desk calls it, and what its answers mean for the link's state. */
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { centralContract } from '../../contract/central/central-contract.ts';

export type CentralClient = ContractRouterClient<typeof centralContract>;

/** How long one request may take before the centre counts as away, ms. */
const timeLimit = 20_000;

export function createCentralClient(url: string, token: () => string | null): CentralClient {
  return createORPCClient(new OpenAPILink(centralContract, {
    url: `${url}/api`,
    headers: () => {
      const value = token();
      return value === null ? {} : { authorization: `Bearer ${value}` };
    },
    fetch: (request, init) => fetch(request, { ...init, signal: AbortSignal.timeout(timeLimit) }),
  }));
}

/** away: try again later by itself. sign-in-again and update-needed: only the agent can help. refused: this request is not going to work. */
export type CentralFailure = 'away' | 'sign-in-again' | 'update-needed' | 'refused';

export function failureOf(error: unknown): CentralFailure {
  if (!(error instanceof ORPCError)) return 'away';
  if (error.status === 401) return 'sign-in-again';
  if (error.status === 426) return 'update-needed';
  const clearlyOurs = error.status >= 400 && error.status < 500 && error.status !== 404 && error.status !== 408 && error.status !== 429;
  return clearlyOurs ? 'refused' : 'away';
}

/** One line for the agent and the log; never the answer's body. */
export function reasonOf(error: unknown): string {
  if (error instanceof ORPCError) return `${error.code} (${error.status})`;
  if (error instanceof Error) return error.name === 'TimeoutError' ? 'no answer in 20 s' : String((error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined) ?? error.name);
  return 'unknown';
}
