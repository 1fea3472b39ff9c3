/** One row of a batch file: is it sound, and what does it say? Pure. */
import { daysBetween } from '../../../domain/case/promise-to-pay.ts';
import type { AccountFacts, CaseFacts, ContactFacts } from './case-facts.ts';
import { parseAmount, parseCurrency, parseDate, parseDpd, parseIdNumber, parseJurisdiction, parsePhone, parseRelation, parseTimeZones, parseYes } from './parse-cell.ts';
import type { Currency, Jurisdiction } from './parse-cell.ts';
import { plainText } from './row-reader.ts';
import type { RowReader } from './row-reader.ts';
import { timeZonesOf } from './time-zones-of.ts';

export interface RowContext {
  /** ISO date on which days past due are counted where the file gives only a start. */
  readonly today: string;
  /** Numbers of the practice line are numbers too. */
  readonly practiceNumbers: boolean;
}

/** Facts of the row taken as the first of its case, or null with the reasons in `cells.bad`. */
export function checkRow(cells: RowReader, context: RowContext): CaseFacts | null {
  const caseNo = cells.required('case_no', plainText);
  const batchNo = cells.required('batch_no', plainText);
  const debtorName = cells.required('debtor_name', plainText);
  const givenCurrency = cells.optional('currency', parseCurrency);
  const jurisdiction = cells.optional('jurisdiction', parseJurisdiction) ?? jurisdictionOf(cells, givenCurrency);
  const currency = givenCurrency ?? currencyOf(jurisdiction);
  const placedOn = cells.required('placed_on', (text) => parseDate(text, jurisdiction));
  const recallOn = cells.required('recall_on', (text) => parseDate(text, jurisdiction));
  if (placedOn !== null && recallOn !== null && recallOn < placedOn) cells.complain('recall_on', 'is before the day of placement');
  cells.optional('id_no', parseIdNumber);
  const product = cells.optional('product', plainText) ?? '';
  const region = cells.optional('region', plainText) ?? '';
  const timeZones = cells.optional('time_zone', parseTimeZones) ?? timeZonesOf(jurisdiction, region);
  const language = languageOf(cells, jurisdiction);
  const account = checkAccount(cells, { product, currency, jurisdiction, today: context.today });
  const flags = cells.text('flags').toLowerCase();
  const stopped = /停催|\bstop\b/.test(flags);
  if (cells.text('mobile') === '') cells.complain('mobile', 'is empty');
  const contacts = [...selfContacts(cells, debtorName ?? '', jurisdiction, context, stopped), ...otherContact(cells, jurisdiction, context, stopped)];
  if (cells.bad.length > 0 || caseNo === null || batchNo === null || debtorName === null || placedOn === null || recallOn === null || account === null) return null;
  return {
    caseNo,
    batchNo,
    product,
    jurisdiction,
    language,
    currency,
    placedOn,
    recallOn,
    debtorName,
    debtorKey: cells.text('co_debt_key') || caseNo,
    region,
    timeZones,
    complaint: /投诉|\bcomplaint\b/.test(flags),
    accounts: [account],
    contacts,
  };
}

function jurisdictionOf(cells: RowReader, currency: Currency | null): Jurisdiction {
  if (currency === 'USD') return 'US';
  if (currency === 'GBP') return 'UK';
  if (currency === null && /^\+?1[ -]?\(?[2-9]\d{2}\)?[ -]/.test(cells.text('mobile'))) return 'US';
  return 'CN';
}

function currencyOf(jurisdiction: Jurisdiction): Currency {
  return jurisdiction === 'CN' ? 'CNY' : jurisdiction === 'US' ? 'USD' : 'GBP';
}

function languageOf(cells: RowReader, jurisdiction: Jurisdiction): CaseFacts['language'] {
  const given = cells.optional('language', (text) => {
    if (/^(?:zh|中文|chinese)/i.test(text)) return { ok: true, value: 'zh-CN' as const };
    if (/^(?:en|英文|英语|english)/i.test(text)) return { ok: true, value: 'en-US' as const };
    return { ok: false, reason: 'is not a language we speak (zh-CN, en-US)' };
  });
  return given ?? (jurisdiction === 'CN' ? 'zh-CN' : 'en-US');
}

function checkAccount(cells: RowReader, given: { readonly product: string; readonly currency: Currency; readonly jurisdiction: Jurisdiction; readonly today: string }): AccountFacts | null {
  const dueMinor = cells.required('placed_amt', parseAmount);
  if (dueMinor === 0) cells.complain('placed_amt', 'is nothing to collect');
  const number = cells.optional('account_no', plainText) ?? '';
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(number)) cells.complain('account_no', 'was shortened by a spreadsheet; format the column as text');
  const left = cells.optional('prin_left', parseAmount);
  const overdue = cells.optional('od_prin', parseAmount);
  const interestMinor = cells.optional('od_int', parseAmount) ?? 0;
  const feesMinor = (cells.optional('penalty', parseAmount) ?? 0) + (cells.optional('fee', parseAmount) ?? 0);
  const dpd = daysPastDue(cells, given.jurisdiction, given.today);
  if (dueMinor === null || dpd === null) return null;
  const extra = interestMinor + feesMinor;
  const principals = [left, overdue].filter((one) => one !== null);
  // The client states parts: one of the two principals must make them add up, to the cent.
  const principalMinor = principals.length === 0 ? dueMinor - extra : principals.find((one) => Math.abs(one + extra - dueMinor) <= 1);
  if (principalMinor === undefined || principalMinor < 0) {
    cells.complain('placed_amt', `is not the sum of principal, interest and fees (${((principals[0] ?? 0) + extra) / 100})`);
    return null;
  }
  return { number, product: given.product, currency: given.currency, principalMinor, interestMinor, feesMinor, dueMinor, dpd };
}

function daysPastDue(cells: RowReader, jurisdiction: Jurisdiction, today: string): number | null {
  const dpd = cells.optional('dpd', parseDpd);
  if (dpd !== null) return dpd;
  if (cells.text('dpd') !== '') return null;
  if (cells.text('od_from') === '') {
    cells.complain('dpd', 'is empty');
    return null;
  }
  const from = cells.optional('od_from', (text) => parseDate(text, jurisdiction));
  return from === null ? null : daysBetween(from, today);
}

/** Several numbers in one cell are parted by ; or 、 or /. */
function selfContacts(cells: RowReader, name: string, jurisdiction: Jurisdiction, context: RowContext, stopped: boolean): ContactFacts[] {
  return (['mobile', 'home_tel', 'work_tel'] as const).flatMap((key) =>
    cells
      .text(key)
      .split(/[;；、/]/)
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .flatMap((one) => {
        const parsed = parsePhone(one, jurisdiction, context.practiceNumbers);
        if (!parsed.ok) {
          cells.complain(key, parsed.reason);
          return [];
        }
        const phoneType = key === 'mobile' ? ('mobile' as const) : key === 'home_tel' ? ('home' as const) : ('work' as const);
        return [{ name, relation: 'self' as const, phone: parsed.value, phoneType, whyNot: stopped ? ('asked-not-to-call' as const) : null }];
      }),
  );
}

/** A third party stays locked unless the client's file says that this person may be called. */
function otherContact(cells: RowReader, jurisdiction: Jurisdiction, context: RowContext, stopped: boolean): ContactFacts[] {
  if (cells.text('contact_phone') === '' && cells.text('contact_name') === '') return [];
  const name = cells.required('contact_name', plainText);
  const relation = cells.required('contact_relation', parseRelation);
  const phone = cells.required('contact_phone', (text) => parsePhone(text, jurisdiction, context.practiceNumbers));
  const authorised = cells.optional('contact_authorised', parseYes) ?? false;
  const type = cells.text('contact_phone_type').toLowerCase();
  const phoneType = /home|家庭|住宅/.test(type) ? ('home' as const) : /work|office|单位|公司/.test(type) ? ('work' as const) : ('mobile' as const);
  if (name === null || relation === null || phone === null) return [];
  const status = cells.text('contact_status').toLowerCase();
  const whyNot = /空号|停机|非本人|invalid|wrong/.test(status)
    ? ('invalid-number' as const)
    : stopped || /拒绝|refused|stop/.test(status)
      ? ('asked-not-to-call' as const)
      : relation !== 'self' && !authorised
        ? ('third-party-locked' as const)
        : null;
  return [{ name, relation, phone, phoneType, whyNot }];
}
