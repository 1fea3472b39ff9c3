/** One cell to one fact, or the reason why not, in words for the client's report. Pure. */
import parsePhoneNumber from 'libphonenumber-js/max';
import type { Relation } from '../../../domain/case/case.ts';

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };
const yes = <T>(value: T): Parsed<T> => ({ ok: true, value });
const no = <T>(reason: string): Parsed<T> => ({ ok: false, reason });

export type Jurisdiction = 'CN' | 'US' | 'UK';
export type Currency = 'CNY' | 'USD' | 'GBP';

const currencies: Readonly<Record<string, Currency>> = {
  CNY: 'CNY',
  RMB: 'CNY',
  人民币: 'CNY',
  '¥': 'CNY',
  元: 'CNY',
  USD: 'USD',
  美元: 'USD',
  $: 'USD',
  US$: 'USD',
  GBP: 'GBP',
  英镑: 'GBP',
  '£': 'GBP',
};
const jurisdictions: Readonly<Record<string, Jurisdiction>> = {
  CN: 'CN',
  CHN: 'CN',
  CHINA: 'CN',
  中国: 'CN',
  US: 'US',
  USA: 'US',
  'UNITED STATES': 'US',
  美国: 'US',
  UK: 'UK',
  GB: 'UK',
  'UNITED KINGDOM': 'UK',
  英国: 'UK',
};
const relationWords: Readonly<Record<string, Relation>> = {
  本人: 'self',
  配偶: 'spouse',
  丈夫: 'spouse',
  妻子: 'spouse',
  HUSBAND: 'spouse',
  WIFE: 'spouse',
  PARTNER: 'spouse',
  父亲: 'father',
  母亲: 'mother',
  子女: 'child',
  儿子: 'child',
  女儿: 'child',
  SON: 'child',
  DAUGHTER: 'child',
  兄弟姐妹: 'sibling',
  BROTHER: 'sibling',
  SISTER: 'sibling',
  朋友: 'friend',
  同事: 'colleague',
  单位: 'employer',
  村委: 'other',
  居委: 'other',
  其他: 'other',
  SELF: 'self',
  SPOUSE: 'spouse',
  FATHER: 'father',
  MOTHER: 'mother',
  CHILD: 'child',
  SIBLING: 'sibling',
  FRIEND: 'friend',
  COLLEAGUE: 'colleague',
  COWORKER: 'colleague',
  EMPLOYER: 'employer',
  OTHER: 'other',
};
const mostMinor = 1_000_000_000_000;

/** Integer minor units; two decimals at most. "1,234.50", "￥1234.5" and full-width digits are understood; less than zero is not. */
export function parseAmount(text: string): Parsed<number> {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^(?:US)?[¥$£]\s*/i, '')
    .replace(/\s*元$/, '');
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{1,2}0*)?$/.test(plain)) return no('is not an amount of money with at most two decimals');
  const [whole = '0', part = ''] = plain.replaceAll(',', '').split('.');
  const minor = Number(whole) * 100 + Number(part.slice(0, 2).padEnd(2, '0'));
  return Number.isSafeInteger(minor) && minor <= mostMinor ? yes(minor) : no('is larger than any debt we take');
}

/** ISO date. Year first in any of the usual spellings; day and month order of the other spellings depends on the country. */
export function parseDate(text: string, jurisdiction: Jurisdiction | null): Parsed<string> {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[ T]00:00(?::00)?(?:\.0+)?(?:Z)?$/, '');
  const yearFirst = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (yearFirst) return realDate(yearFirst[1], yearFirst[2], yearFirst[3]);
  const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(plain);
  if (yearLast && jurisdiction === 'US') return realDate(yearLast[3], yearLast[1], yearLast[2]);
  if (yearLast && jurisdiction === 'UK') return realDate(yearLast[3], yearLast[2], yearLast[1]);
  return no('is not a date such as 2026-01-31');
}

function realDate(year = '', month = '', day = ''): Parsed<string> {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso) return no('is a day that does not exist');
  return Number(year) < 1970 || Number(year) > 2100 ? no('is too far away to be meant') : yes(iso);
}

const practiceNumber = /^(?:55501\d{2}|126000001\d{2})$/;

/** E.164; with `practice` also the numbers of the practice line. */
export function parsePhone(text: string, jurisdiction: Jurisdiction, practice: boolean): Parsed<string> {
  const plain = text.normalize('NFKC').trim();
  if (/e\+?\d+$/i.test(plain)) return no('was shortened by a spreadsheet; format the column as text');
  const digits = plain.replace(/[\s().-]/g, '');
  if (practice && practiceNumber.test(digits)) return yes(digits);
  const phone = parsePhoneNumber(plain, jurisdiction === 'UK' ? 'GB' : jurisdiction);
  return phone?.isValid() === true ? yes(phone.number) : no('is not a telephone number that exists');
}

export function parseCurrency(text: string): Parsed<Currency> {
  const found = currencies[text.normalize('NFKC').trim().toUpperCase()];
  return found === undefined ? no('is not a currency we take (CNY, USD, GBP)') : yes(found);
}

export function parseJurisdiction(text: string): Parsed<Jurisdiction> {
  const found = jurisdictions[text.normalize('NFKC').trim().toUpperCase()];
  return found === undefined ? no('is not a jurisdiction we work in (CN, US, UK)') : yes(found);
}

export function parseRelation(text: string): Parsed<Relation> {
  const found = relationWords[text.normalize('NFKC').trim().toUpperCase()];
  return found === undefined ? no('is not a relation we know (self, spouse, friend, …)') : yes(found);
}

export function parseYes(text: string): Parsed<boolean> {
  const plain = text.normalize('NFKC').trim().toUpperCase();
  if (['Y', 'YES', 'TRUE', '1', '是', '可联'].includes(plain)) return yes(true);
  return ['', 'N', 'NO', 'FALSE', '0', '否', '不可联'].includes(plain) ? yes(false) : no('is neither yes nor no');
}

/** Days past due; before the due date it is negative. */
export function parseDpd(text: string): Parsed<number> {
  const plain = text.normalize('NFKC').trim();
  return /^-?\d{1,5}$/.test(plain) ? yes(Number(plain)) : no('is not a number of days');
}

export function parseTimeZones(text: string): Parsed<string[]> {
  const zones = text
    .split(/[;；、]/)
    .map((zone) => zone.trim())
    .filter((zone) => zone !== '');
  return zones.length > 0 && zones.length <= 10 && zones.every(isZone) ? yes(zones) : no('is not a time zone such as America/New_York');
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Resident identity number of 18 characters: GB 11643-1999, check character by ISO 7064 MOD 11-2. Other lengths pass. */
export function parseIdNumber(text: string): Parsed<string> {
  const plain = text.normalize('NFKC').trim().toUpperCase();
  if (/e\+?\d+$/i.test(plain)) return no('was shortened by a spreadsheet; format the column as text');
  if (!/^\d{17}[\dX]$/.test(plain)) return plain.length === 18 && /^\d+/.test(plain) ? no('is not an identity number') : yes(plain);
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(plain[index]), 0);
  return '10X98765432'[sum % 11] === plain[17] ? yes(plain) : no('is an identity number with a wrong check digit');
}
