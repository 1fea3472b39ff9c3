/** Wall-clock time in an IANA zone, by the platform's own zone tables. */

export interface LocalTime {
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
  readonly weekend: boolean;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** Every zone's offset is constant within a quarter of an hour of UTC, so one look-up serves fifteen minutes. */
const quarterMs = 900_000;
const slots = new Map<string, LocalTime>();
const mostSlots = 4_096;

/** Throws RangeError for a zone the platform does not know: the guard then blocks rather than guesses. */
export function localTime(epochMs: number, timeZone: string): LocalTime {
  const slot = Math.floor(epochMs / quarterMs);
  const key = `${timeZone}|${slot}`;
  let start = slots.get(key);
  if (start === undefined) {
    start = lookUp(slot * quarterMs, timeZone);
    if (slots.size >= mostSlots) slots.clear();
    slots.set(key, start);
  }
  const minute = start.minute + Math.floor((epochMs - slot * quarterMs) / 60_000);
  // an offset that is no multiple of a quarter (before 1972) could carry into the next hour
  return minute < 60 ? { ...start, minute } : lookUp(epochMs, timeZone);
}

function lookUp(epochMs: number, timeZone: string): LocalTime {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
    });
    formats.set(timeZone, format);
  }
  const part: Record<string, string> = {};
  for (const one of format.formatToParts(epochMs)) part[one.type] = one.value;
  return {
    date: `${part['year']}-${part['month']}-${part['day']}`,
    hour: Number(part['hour']),
    minute: Number(part['minute']),
    weekend: part['weekday'] === 'Sat' || part['weekday'] === 'Sun',
  };
}
