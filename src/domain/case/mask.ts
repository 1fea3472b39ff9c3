/** What a screen or a list shows of a person until someone reveals it, with a reason that is logged. */

/** 陈伟 → 陈*; "Alice Moore" → "A. M.". Empty stays empty. */
export function maskName(name: string): string {
  const trimmed = name.trim();
  const first = [...trimmed][0];
  if (first === undefined) return '';
  if (/\p{Script=Han}/u.test(first)) return `${first}*`;
  return trimmed
    .split(/\s+/)
    .map((part) => `${([...part][0] ?? '').toUpperCase()}.`)
    .join(' ');
}

/** Keeps three digits in front and four at the end: 12600000101 → 126••••0101; short numbers keep only their last two. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, '');
  if (digits.length < 7) return `••••${digits.slice(-2)}`;
  return `${digits.slice(0, digits.startsWith('+') ? 4 : 3)}••••${digits.slice(-4)}`;
}

const spokenDigit = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)';
/** Four and more, figures or words, as a card, an identity number or a date of birth is said; "double" and "triple" belong to it. */
const digitRuns: readonly RegExp[] = [
  /\d(?:[\d -]{2,}\d)/g,
  new RegExp(`\\b${spokenDigit}(?:[ ,-]+(?:(?:double|triple)[ ,-]+)?${spokenDigit}){3,}\\b`, 'gi'),
  /[零〇一二三四五六七八九幺](?:\s?[零〇一二三四五六七八九幺]){3,}/g,
];

/** Runs of four digits and more in free text (a transcript, a note) become dots before they are stored. The length stays. */
export function maskDigits(text: string): string {
  return digitRuns.reduce((masked, run) => masked.replace(run, (found) => found.replace(/[^\s,-]/gu, '•')), text);
}
