/** The words for a statement that is due, in the customer's language; several wordings of one statement follow each other. */
import type { Case, Language } from '../../../../domain/case/case.ts';
import type { PartyMark } from '../../../../domain/case/disposition.ts';
import type { HeardWatch } from '../../speech/call-watch.ts';
import { allLines, fillLine, sayLines } from '../say/lines.ts';
import type { SayLine } from '../say/lines.ts';
import { namesDebt } from './statement-chips.ts';

type LineCase = Pick<Case, 'language' | 'jurisdiction' | 'clientName' | 'product'>;

/** What the opening usually carries in one breath, for the moment when it was left out. */
const alone: Readonly<Record<Language, readonly SayLine[]>> = {
  'en-US': [
    { rule: 'R02', stage: 'purpose', words: 'I am calling from …, on behalf of {{client}}.' },
    { rule: 'R02', stage: 'open', words: 'I am calling from …, on behalf of our client.' },
    { rule: 'R03', stage: 'open', words: 'Just so you know, this call is recorded.' },
    { rule: 'R03', stage: 'open', words: 'All our calls are recorded.' },
    { rule: 'R09', stage: 'open', words: 'You have the right to dispute this or to complain. I will log it now.' },
    { rule: 'R09', stage: 'open', words: 'I can send you details of how to complain.' },
    { rule: 'R10', stage: 'third', words: 'It is a personal matter. When is a good time to reach them?' },
    { rule: 'R11', stage: 'open', words: 'This is …, calling from …. Call me back at ….' },
  ],
  'zh-CN': [
    { rule: 'R02', stage: 'purpose', words: '我是…公司的，受{{client}}委托与您联系。' },
    { rule: 'R02', stage: 'open', words: '我是…公司的，受委托与您联系。' },
    { rule: 'R03', stage: 'open', words: '跟您说明一下，本次通话全程录音。' },
    { rule: 'R03', stage: 'open', words: '这通电话会录音。' },
    { rule: 'R09', stage: 'open', words: '您有异议，我帮您登记，核实清楚之前先不催您。' },
    { rule: 'R09', stage: 'open', words: '您可以通过我们的投诉电话或者12378反映。' },
    { rule: 'R10', stage: 'third', words: '具体事情涉及个人隐私，不方便跟您说。打扰您了。' },
  ],
};

/** Every wording of one statement that fits the case and the person; none while it is locked. */
export function linesFor(code: string, one: LineCase, party: PartyMark): readonly SayLine[] {
  if (party !== 'right-party' && namesDebt(code, one.jurisdiction)) return [];
  const verified = party === 'right-party';
  return [...allLines(one.language), ...alone[one.language]]
    .filter((line) => line.rule === code && (line.only === undefined || line.only === one.jurisdiction))
    .filter((line) => line.stage !== 'wrong' && (verified || line.stage !== 'purpose') && !(verified && code === 'R02' && line.stage === 'open'))
    .map((line) => fillLine(line, one));
}

/** Lines for what is due and not said yet, the most pressing statement first. */
export function dueLines(watch: HeardWatch, one: LineCase, party: PartyMark): readonly SayLine[] {
  const opening = watch.due.includes('R01') && watch.due.includes('R03');
  return watch.due.filter((code) => !(opening && code === 'R03')).flatMap((code) => linesFor(code, one, party));
}

export type NextWords = { readonly kind: 'lines'; readonly lines: readonly SayLine[] } | { readonly kind: 'mark' | 'listen' };

/** What the say slot shows when nothing is wrong: a line, the wait for the agent's mark, or nothing left to ask for. */
export function nextWords(one: LineCase, watch: HeardWatch | null, answered: boolean, party: PartyMark): NextWords {
  if (watch === null || !answered) return { kind: 'lines', lines: sayLines(one, answered, party) };
  const lines = dueLines(watch, one, party);
  if (lines.length > 0) return { kind: 'lines', lines };
  if (watch.party === 'verified' && party === 'unknown') return { kind: 'mark' };
  const others = sayLines(one, answered, party).filter((line) => (line.stage === 'third' || line.stage === 'wrong') && watch.said[line.rule] === undefined);
  return others.length > 0 ? { kind: 'lines', lines: others } : { kind: 'listen' };
}
