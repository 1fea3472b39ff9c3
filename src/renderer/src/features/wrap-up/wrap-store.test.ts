import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { caseId } from '../../../../contract/schemas.ts';
import { emptyDraft, readDraft } from './wrap-draft.ts';

const saved = vi.hoisted(() => ({ texts: [] as string[], fail: false }));
vi.mock('../../desk/desk-client.ts', () => ({
  deskClient: {
    calls: {
      saveDraft: ({ draft }: { draft: string }) => {
        if (saved.fail) return Promise.reject(new Error('away'));
        saved.texts.push(draft);
        return Promise.resolve({});
      },
    },
  },
}));
vi.mock('../../desk/desk-query.ts', () => ({ desk: { calls: { draft: { key: () => ['draft'] } } }, deskQueries: { invalidateQueries: () => Promise.resolve() } }));
vi.stubGlobal('window', globalThis);
const { beginWrap, changeWrap, dropDraft, leaveWrap, useWrap } = await import('./wrap-store.ts');

const one = caseId.parse('one');
const draft = emptyDraft({ callId: 'c1', contactId: 'k1', result: 'answered', party: 'right-party' });
beforeEach(() => {
  vi.useFakeTimers();
  saved.texts.length = 0;
  saved.fail = false;
});
afterEach(() => {
  leaveWrap();
  vi.useRealTimers();
});

test('what is typed is saved once, shortly after the last key', async () => {
  beginWrap(one, draft, true);
  for (const note of ['k', 'ke', 'kept']) changeWrap({ note });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(saved.texts).toHaveLength(1);
  expect(readDraft(saved.texts[0] ?? null)?.note).toBe('kept');
  expect(useWrap.getState().savedAt).not.toBeNull();
});
test('a new wrap-up is saved at once', async () => {
  beginWrap(one, draft, false);
  await vi.advanceTimersByTimeAsync(0);
  expect(saved.texts).toHaveLength(1);
});
test('a save that fails is shown and the words stay', async () => {
  saved.fail = true;
  beginWrap(one, draft, true);
  changeWrap({ note: 'kept' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(useWrap.getState().saveError).toBeInstanceOf(Error);
  expect(useWrap.getState().draft?.note).toBe('kept');
});
test('after it is stored the draft is dropped and no late save brings it back', async () => {
  beginWrap(one, draft, true);
  changeWrap({ note: 'kept' });
  await dropDraft(one);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(saved.texts).toEqual(['']);
  expect(useWrap.getState().draft).toBeNull();
});
