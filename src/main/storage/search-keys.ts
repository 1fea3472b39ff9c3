/** How a case is found: two-character pieces of the name, pinyin initials, the end of a phone, the case number. */
import { pinyin } from 'pinyin-pro';
import type { Case } from '../../domain/case/case.ts';

export type KeyKind = 'initials' | 'phone-end' | 'case-no' | 'word';
export interface SearchKeys { readonly grams: readonly string[]; readonly keys: readonly (readonly [KeyKind, string])[] }

export function searchKeys(one: Case): SearchKeys {
  const names = [one.debtor.name];
  const keys: (readonly [KeyKind, string])[] = [['case-no', fold(one.caseNo)]];
  const grams = new Set<string>();
  for (const name of names) {
    for (const gram of gramsOf(fold(name))) grams.add(gram);
    for (const word of fold(name).split(/\s+/)) if (word !== '') keys.push(['word', word]);
    if (hasHan(name)) keys.push(['initials', initialsOf(name)]);
    else keys.push(['initials', fold(name).split(/\s+/).map((word) => word[0] ?? '').join('')]);
  }
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
  if (/^\d{2,}$/.test(folded)) keys.push(['phone-end', reverse(folded)]);
  if (hasHan(folded)) return { grams: gramsOf(folded.replace(/\s+/g, '')), keys };
  if (/^[a-z]+$/.test(folded)) keys.push(['initials', folded], ['word', folded]);
  return { grams: folded.length >= 2 ? gramsOf(folded) : [], keys };
}

export function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
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
