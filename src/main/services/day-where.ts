import type { Case } from '../../domain/case/case.ts';
import { localTime } from '../../domain/dialing/local-time.ts';

/** ISO date where the debtor most likely is. A zone this machine does not know counts as UTC: the guard blocks such a case, the rest of the desk goes on. */
export function dayWhere(one: Case, at: number): string {
  try {
    return localTime(at, one.debtor.timeZones[0] ?? 'UTC').date;
  } catch (error) {
    if (error instanceof RangeError) return localTime(at, 'UTC').date;
    throw error;
  }
}
