/** How a case is found: two-character pieces of the name, pinyin initials, the end of a phone, the case number. */
import { pinyin } from 'pinyin-pro';
import type { Case } from '../../domain/case/case.ts';

export type KeyKind = 'initials' | 'phone-end' | 'case-no' | 'word';
export interface SearchKeys {
  readonly grams: readonly string[];
  readonly keys: readonly (readonly [KeyKind, string])[];
}

export function searchKeys(one: Case): SearchKeys {
  const name = foldName(one.debtor.name);
  const keys: (readonly [KeyKind, string])[] = [['case-no', fold(one.caseNo)]];
  // the last character too: with it every single one is the beginning of a gram
  const grams = new Set([...gramsOf(name), ...[...name].slice(-1)]);
  const words = name.split(/\s+/).filter((word) => word !== '');
  for (const word of words) keys.push(['word', word]);
  keys.push(['initials', hasHan(name) ? initialsOf(name) : words.map((word) => [...word][0] ?? '').join('')]);
  for (const contact of one.contacts) {
    const digits = contact.phone.replace(/\D/g, '');
    if (digits !== '') keys.push(['phone-end', reverse(digits)]);
  }
  return { grams: [...grams], keys: [...new Map(keys.map((key) => [key.join(' '), key])).values()] };
}

/** What a search text may mean: several ways are tried, the most exact first. */
export type SearchPlan = { readonly grams: readonly string[]; readonly keys: readonly (readonly [KeyKind, string])[] };
export function planSearch(text: string): SearchPlan {
  const folded = fold(text);
  if (folded === '') return { grams: [], keys: [] };
  const keys: (readonly [KeyKind, string])[] = [['case-no', folded]];
  const digits = folded.replace(/[\s()+.-]/g, '');
  if (/^\d{2,}$/.test(digits)) keys.push(['phone-end', reverse(digits)]);
  const name = foldName(folded);
  if (/^[a-z]+$/.test(folded)) keys.push(['initials', folded]);
  if (/^\p{L}+$/u.test(folded) && !hasHan(folded)) keys.push(['word', folded]);
  return { grams: name.length >= 2 || hasHan(name) ? gramsOf(name).slice(0, mostGrams) : [], keys };
}

/** Enough to be exact; a pasted page must not become a statement of a thousand conditions. */
const mostGrams = 24;

export function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
/** A Chinese name is one word, however it was typed. */
function foldName(text: string): string {
  const folded = fold(text);
  return hasHan(folded) ? folded.replace(/\s+/g, '') : folded;
}

/** Overlapping pairs of characters; a single character stands for itself (a one-character search uses it as a prefix). */
export function gramsOf(text: string): readonly string[] {
  const characters = [...text];
  if (characters.length === 1) return characters;
  const out = new Set<string>();
  for (let at = 0; at + 1 < characters.length; at += 1) out.add(`${characters[at]}${characters[at + 1]}`);
  return [...out];
}

function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed', surname: 'head' }).join('').toLowerCase();
}
const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
const reverse = (text: string): string => [...text].reverse().join('');
