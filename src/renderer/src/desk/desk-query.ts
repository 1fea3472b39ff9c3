/** TanStack Query over the desk client. Data is local, so it is fresh until an event says otherwise. */
import { ORPCError } from '@orpc/client';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { deskClient } from './desk-client.ts';

export const desk = createTanstackQueryUtils(deskClient);

function askToSignIn(error: unknown): void {
  if (error instanceof ORPCError && error.code === 'SIGN_IN_REQUIRED') {
    deskQueries.setQueryData(desk.session.current.queryKey(), null);
  }
}

export const deskQueries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askToSignIn }),
  mutationCache: new MutationCache({ onError: askToSignIn }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (tries, error) => tries < 2 && !(error instanceof ORPCError),
    },
    mutations: { networkMode: 'always' },
  },
});
