/** Wall-clock time in an IANA zone, by the platform's own zone tables. */

export interface LocalTime { readonly date: string; readonly hour: number; readonly minute: number; readonly weekend: boolean }

const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError for a zone the platform does not know: the guard then blocks rather than guesses. */
export function localTime(epochMs: number, timeZone: string): LocalTime {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', weekday: 'short',
    });
    formats.set(timeZone, format);
  }
  const part: Record<string, string> = {};
  for (const one of format.formatToParts(epochMs)) part[one.type] = one.value;
  return {
    date: `${part['year']}-${part['month']}-${part['day']}`, hour: Number(part['hour']), minute: Number(part['minute']),
    weekend: part['weekday'] === 'Sat' || part['weekday'] === 'Sun',
  };
}
