/** Filter, search and cursor of the queue. The cursor is where J and K are; it is not the open case. */
import { create } from 'zustand';
import type { CaseId, Bucket, CaseStatus } from '../../../../domain/case/case.ts';

export type QueueSort = 'next-action' | 'balance' | 'dpd';
export interface QueueChoice {
  bucket: Bucket | null;
  status: CaseStatus | null;
  dueToday: boolean;
  callableNow: boolean;
  sort: QueueSort;
  search: string;
}

export const everything: QueueChoice = { bucket: null, status: null, dueToday: false, callableNow: false, sort: 'next-action', search: '' };

export const useQueueStore = create<QueueChoice & { cursor: CaseId | null }>(() => ({ ...everything, cursor: null }));

export const chooseQueue = (choice: Partial<QueueChoice>): void => {
  useQueueStore.setState(choice);
};
export const moveCursor = (cursor: CaseId | null): void => {
  useQueueStore.setState({ cursor });
};
