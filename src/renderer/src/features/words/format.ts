/** How amounts, times and durations are written. Amounts: two decimals, no sign of currency; clock: 24 hours. */
import type { Lang } from '../../ui/i18n/i18n.ts';

/** Minor units (cents, fen) as grouped text with two decimals, the same in both languages. */
export function amount(minor: number): string {
  return new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(minor / 100);
}

/** What a person typed as minor units, or null when it is not an amount with at most two decimals. */
export function parseAmount(text: string): number | null {
  const plain = text.replaceAll(/[,，\s]/g, '');
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(plain)) return null;
  const [whole = '0', part = ''] = plain.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

/** Seconds as mm:ss, or h:mm:ss from an hour on. */
export function duration(seconds: number): string {
  const all = Math.max(0, Math.floor(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(all / 3600);
  return `${hours > 0 ? `${String(hours)}:` : ''}${two(Math.floor((all % 3600) / 60))}:${two(all % 60)}`;
}

export function clock(at: number, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(zone === undefined ? {} : { timeZone: zone }) }).format(at);
}

export function day(at: number, lang: Lang, zone?: string): string {
  return new Intl.DateTimeFormat(lang === 'zh-CN' ? 'zh-CN' : 'en-GB', { month: lang === 'zh-CN' ? 'long' : 'short', day: 'numeric', ...(zone === undefined ? {} : { timeZone: zone }) }).format(at);
}

export function weekdayAndTime(at: number, lang: Lang): string {
  const date = new Intl.DateTimeFormat(lang === 'zh-CN' ? 'zh-CN' : 'en-GB', { month: lang === 'zh-CN' ? 'long' : 'short', day: 'numeric', weekday: 'short' }).format(at).replace(',', '');
  return `${date} ${clock(at)}`;
}

/** ISO date in a zone: the customer's calendar day. */
export function isoDay(at: number, zone?: string): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', ...(zone === undefined ? {} : { timeZone: zone }) }).format(at);
}

/** A moment as a person says it: the time today, else day and time. */
export function moment(at: number, lang: Lang, now: number, zone?: string): string {
  return isoDay(at, zone) === isoDay(now, zone) ? clock(at, zone) : `${day(at, lang, zone)} ${clock(at, zone)}`;
}

export function dayOfIso(iso: string, lang: Lang): string {
  return day(Date.parse(`${iso}T12:00:00Z`), lang, 'UTC');
}

/** The first zone this platform knows, or undefined (then the desk's own zone is used and said nowhere as theirs). */
export function knownZone(zones: readonly string[]): string | undefined {
  return zones.find((zone) => {
    try {
      return clock(0, zone) !== '';
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  });
}
