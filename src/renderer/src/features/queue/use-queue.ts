import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { QueueRow } from '../../../../contract/desk/desk-contract.ts';
import { desk } from '../../desk/desk-query.ts';
import { useQueueStore } from './queue-store.ts';

export interface QueueAnswer {
  rows: QueueRow[];
  total: number;
  counts: Record<string, number>;
}

/** The most rows one answer holds; the foot of the list says when there are more. */
export const queueLimit = 500;

/** The queue under the present filter. The old rows stay while a new filter is answered. */
export function useQueue(): UseQueryResult<QueueAnswer> {
  const bucket = useQueueStore((s) => s.bucket);
  const status = useQueueStore((s) => s.status);
  const dueToday = useQueueStore((s) => s.dueToday);
  const callableNow = useQueueStore((s) => s.callableNow);
  const sort = useQueueStore((s) => s.sort);
  const search = useQueueStore((s) => s.search).trim();
  return useQuery(
    desk.cases.queue.queryOptions({
      input: { bucket, status, dueToday, callableNow, sort, search, limit: queueLimit, offset: 0 },
      placeholderData: keepPreviousData,
      refetchInterval: 60_000,
    }),
  );
}
