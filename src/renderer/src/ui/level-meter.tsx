import type { ReactElement } from 'react';

/** Sound level in bars; `level` is 0..1. The last bars warn of clipping. */
export function LevelMeter({ level, bars = 14, customer = false, label }: { level: number; bars?: number; customer?: boolean; label: string }): ReactElement {
  const lit = Math.round(Math.min(1, Math.max(0, level)) * bars);
  return (
    <span className={customer ? 'meter c' : 'meter'} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={bars} aria-valuenow={lit}>
      {Array.from({ length: bars }, (_, at) => (
        <i key={at} className={at >= lit ? '' : at >= bars - 2 ? 'on hot' : 'on'} />
      ))}
    </span>
  );
}
