/** The centre as the desk calls it, and what its answers mean for the link's state. */
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { centralContract } from '../../contract/central/central-contract.ts';
import { UploadFailed } from './recording-upload.ts';

export type CentralClient = ContractRouterClient<typeof centralContract>;

export interface CentralLink {
  readonly url: string;
  readonly token: () => string | null;
  /** How long one request may take before the centre counts as away, ms. */
  readonly timeLimitMs: number;
  /** Ends every request that is under way: the desk is closing. */
  readonly closing: AbortSignal;
  /** Told with each answer of the centre when it was given there, epoch ms by the Date header (whole seconds), and when the request was sent. */
  readonly answered: (centreMs: number, sentMs: number) => void;
  readonly now: () => number;
}

export const defaultTimeLimitMs = 20_000;

export function createCentralClient(link: CentralLink): CentralClient {
  return createORPCClient(
    new OpenAPILink(centralContract, {
      url: `${link.url}/api`,
      headers: () => {
        const value = link.token();
        return value === null ? {} : { authorization: `Bearer ${value}` };
      },
      fetch: async (request, init) => {
        const sent = link.now();
        const response = await fetch(request, { ...init, signal: AbortSignal.any([AbortSignal.timeout(link.timeLimitMs), link.closing]) });
        const date = Date.parse(response.headers.get('date') ?? '');
        if (response.ok && !Number.isNaN(date)) link.answered(date, sent);
        return response;
      },
    }),
  );
}

/** away: try again later by itself. sign-in-again and update-needed: only the agent can help. refused: what was sent is not going to be taken. */
export type CentralFailure = 'away' | 'sign-in-again' | 'update-needed' | 'refused';

/** What is wrong with the thing sent, not with the way to the centre: a firewall's 403 or a proxy's 404 sets no work aside. */
const refusals = [400, 413, 422];

export function failureOf(error: unknown): CentralFailure {
  const status = statusOf(error);
  if (status === 401) return 'sign-in-again';
  if (status === 426) return 'update-needed';
  return status !== null && refusals.includes(status) ? 'refused' : 'away';
}

/** HTTP status of an answer; null when there was none. */
export function statusOf(error: unknown): number | null {
  return error instanceof ORPCError || error instanceof UploadFailed ? error.status : null;
}

/** One line for the agent and the log; never the answer's body. */
export function reasonOf(error: unknown): string {
  if (error instanceof ORPCError) return `${error.code} (${error.status})`;
  if (error instanceof UploadFailed) return error.message;
  for (const one of [error, error instanceof Error ? error.cause : null]) {
    if (!(one instanceof Error)) continue;
    if (one.name === 'TimeoutError') return 'no answer in time';
    if ('code' in one && typeof one.code === 'string') return one.code;
  }
  return error instanceof TypeError ? 'no answer' : 'not an answer of the centre';
}
