/** The next moment at which a wall clock somewhere says something: exact over changes to and from summer time, and where midnight does not exist. */
import { localTime } from './local-time.ts';

const minuteMs = 60_000;
/** Clocks are put forward or back by less than this. Inside it we go from quarter to quarter, where offsets cannot change. */
const nearMinutes = 150;

export const upToMinute = (at: number): number => Math.ceil(at / minuteMs) * minuteMs;
export const minuteOfDay = (at: number, zone: string): number => {
  const local = localTime(at, zone);
  return local.hour * 60 + local.minute;
};

/** A step forward that never passes the moment `minutes` ahead on the wall clock. */
function step(at: number, minutes: number): number {
  if (minutes > nearMinutes) return at + (minutes - nearMinutes) * minuteMs;
  const toQuarter = 15 - (Math.floor(at / minuteMs) % 15);
  return at + Math.max(1, Math.min(minutes, toQuarter)) * minuteMs;
}

/** First whole minute at or after `at` whose local minute of day fits, at most `days` ahead; null when there is none. `open` answers the minutes to wait, 0 when it fits. */
export function whenOpen(at: number, zone: string, days: number, wait: (minute: number, weekend: boolean) => number): number | null {
  const last = at + days * 86_400_000;
  for (let now = upToMinute(at); now <= last; ) {
    const local = localTime(now, zone);
    const minutes = wait(local.hour * 60 + local.minute, local.weekend);
    if (minutes <= 0) return now;
    now = step(now, minutes);
  }
  return null;
}

/** First minute of the next calendar day there. */
export function nextDay(at: number, zone: string): number {
  const today = localTime(at, zone).date;
  let now = upToMinute(at);
  while (localTime(now, zone).date === today) now = step(now, 1440 - minuteOfDay(now, zone));
  return now;
}

/** Days between two ISO dates. */
export const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
