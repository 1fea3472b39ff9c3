import { useQueue } from '../queue/use-queue.ts';
import { nextToCall } from '../queue/queue-items.ts';
import type { QueueRow } from '../../../../contract/desk/desk-contract.ts';
import { useShownCase } from './desk-store.ts';

/** The case that comes after the one on the screen, if any may be called now. */
export function useNextCase(): QueueRow | undefined {
  const shown = useShownCase();
  return nextToCall(useQueue().data?.rows ?? [], shown);
}
