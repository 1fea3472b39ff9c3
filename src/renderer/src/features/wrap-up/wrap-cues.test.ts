import { expect, test } from 'vitest';
import type { Words } from '../../ui/i18n/i18n.ts';
import { resultOfCues, withCues } from './wrap-cues.ts';
import { emptyDraft, readDraft } from './wrap-draft.ts';

const t = ((key: string, values: Record<string, string> = {}) => [key, ...Object.values(values)].join(' ')) as unknown as Words;
const draft = emptyDraft({ callId: 'c1', contactId: 'k1', result: 'answered', party: 'right-party' });
const job = { code: 'C03', words: 'I lost my job' } as const;
const dispute = { code: 'C04', words: 'not my debt' } as const;

test('a logged cue writes its line and chooses the result', () => {
  const change = withCues(draft, [job], 'self', t);
  expect(change.note).toContain('I lost my job');
  expect(change).toMatchObject({ cues: [job], disposition: 'NO_ABILITY', nextAction: 'wrapUp.suggest.plan' });
});
test("the agent's own result and words stay", () => {
  const change = withCues({ ...draft, disposition: 'RTP', note: 'mine' }, [dispute], 'self', t);
  expect(change.disposition).toBeUndefined();
  expect(change.note?.split('\n')).toHaveLength(2);
  expect(change.note?.startsWith('mine\n')).toBe(true);
});
test('the same cue is written once', () => {
  expect(withCues({ ...draft, cues: [job] }, [job], 'self', t)).toEqual({});
});
test('after another mark the result follows again', () => {
  expect(resultOfCues({ ...draft, party: 'third-party', cues: [{ code: 'C07', words: '' }] }, 'spouse', t).disposition).toBe('DECEASED');
});
test('a crisis goes to the lead', () => {
  expect(withCues(draft, [{ code: 'C02', words: '' }], 'self', t)).toMatchObject({ nextAction: 'wrapUp.suggest.review' });
});
test('a draft from before cues were kept is still read', () => {
  const { cues: _cues, ...old } = draft;
  expect(readDraft(JSON.stringify(old))?.cues).toEqual([]);
});
