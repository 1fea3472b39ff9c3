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

/**
 * A moment as a person says it: the time today, "tomorrow" or the weekday with the time in the next six days, else day and time.
 * `zone` is the place whose calendar counts; without it the desk's own.
 */
export function moment(at: number, lang: Lang, now: number, zone?: string): string {
  const days = Math.round((Date.parse(isoDay(at, zone)) - Date.parse(isoDay(now, zone))) / 86_400_000);
  const time = clock(at, zone);
  if (days === 0) return time;
  if (days === 1 && lang === 'zh-CN') return `明日 ${time}`;
  if (days > 0 && days < 7) return `${weekday(at, lang, zone)} ${time}`;
  return `${day(at, lang, zone)} ${time}`;
}

export function weekday(at: number, lang: Lang, zone?: string): string {
  return new Intl.DateTimeFormat(lang === 'zh-CN' ? 'zh-CN' : 'en-GB', { weekday: 'short', ...(zone === undefined ? {} : { timeZone: zone }) }).format(at);
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

/** An ISO date with its weekday, as a check of what was typed into a date field. */
export function dayAndWeekday(iso: string, lang: Lang): string {
  const at = Date.parse(`${iso}T12:00:00Z`);
  return lang === 'zh-CN' ? `${day(at, lang, 'UTC')} ${weekday(at, lang, 'UTC')}` : `${weekday(at, lang, 'UTC')} ${day(at, lang, 'UTC')}`;
}

/** A word in the middle of a sentence: "Spouse" becomes "spouse", 配偶 stays. */
export const inSentence = (word: string): string => word.toLowerCase();

/** A span in its largest whole unit, such as "2 days" or "3 小时"; the sign is left out. */
export function roughSpan(ms: number, lang: string): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / 60_000));
  const [value, unit] = minutes >= 2_880 ? [minutes / 1_440, 'day'] : minutes >= 120 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(value);
}
