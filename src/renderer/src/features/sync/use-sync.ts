/** The state of the link to the centre, kept current by the desk's own stream. */
import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SyncStatus } from '../../../../contract/desk/desk-contract.ts';
import { deskClient } from '../../desk/desk-client.ts';
import { desk, deskQueries } from '../../desk/desk-query.ts';

export function useSync(): UseQueryResult<SyncStatus> {
  return useQuery(desk.sync.status.queryOptions({ refetchInterval: 30_000 }));
}

/** What in the status means that other screens hold old data. */
function mark(status: SyncStatus): string {
  return [status.receipts, status.pull?.done ?? '', status.lastSyncAt ?? ''].join('|');
}

function take(status: SyncStatus): void {
  const before = deskQueries.getQueryData(desk.sync.status.queryKey());
  deskQueries.setQueryData(desk.sync.status.queryKey(), status);
  void deskQueries.invalidateQueries({ queryKey: desk.sync.outbox.key() });
  if (before !== undefined && mark(before) !== mark(status)) void deskQueries.invalidateQueries({ queryKey: desk.cases.key() });
}

/** Follows `sync.watch` until the signal; starts it again two seconds after it breaks. */
async function follow(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const status of await deskClient.sync.watch(undefined, { signal })) take(status);
    } catch (error) {
      if (signal.aborted) return;
      console.warn('sync watch broke, starting it again', error);
    }
    await new Promise((resolve) => window.setTimeout(resolve, 2_000));
  }
}

export function useSyncWatch(): void {
  useEffect(() => {
    const stop = new AbortController();
    void follow(stop.signal);
    return () => {
      stop.abort();
    };
  }, []);
}
