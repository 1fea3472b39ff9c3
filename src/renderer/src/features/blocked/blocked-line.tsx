import type { ReactElement } from 'react';
import type { Case } from '../../../../domain/case/case.ts';
import { useWords } from '../../ui/i18n/i18n.ts';
import { clock, knownZone, moment } from '../words/format.ts';
import { hoursStrip } from './hours-strip.ts';

const percent = (n: number): string => `${n.toFixed(2)}%`;

/** The day as the line: the hours behind, where it stops now, and where it goes on. */
export function BlockedLine({ one, until, now }: { one: Case; until: number; now: number }): ReactElement | null {
  const { t, lang } = useWords();
  const zone = knownZone(one.debtor.timeZones);
  const strip = zone === undefined ? null : hoursStrip(one.jurisdiction, zone, now, until);
  if (strip === null) return null;
  const again = moment(until, lang, now, zone);
  const ran = Math.min(strip.now, strip.closesAt);
  return (
    <div className="bigline" role="img" aria-label={t('blocked.line', { now: clock(now, zone), again })}>
      <i className="base" />
      {ran > strip.opensAt && <i className="run" style={{ left: percent(strip.opensAt), width: percent(ran - strip.opensAt) }} />}
      <i className="stopb" style={{ left: percent(ran > strip.opensAt ? ran : strip.now) }} />
      <i className="run next" style={{ left: percent(strip.again), width: percent(100 - strip.again) }} />
      <span className="nowm" style={{ left: percent(strip.now) }} />
      <span className="lab lab-now" style={{ left: percent(strip.now) }}>
        <b>
          {t('queue.now')} {clock(now, zone)}
        </b>
      </span>
      <span className="lab lab-again" style={{ left: percent(strip.again) }}>
        <b className="ok">{again}</b>
      </span>
      {strip.opensAt === 0 && strip.now > 14 && (
        <span className="lab up lab-from" style={{ left: 0 }}>
          {clock(strip.from, zone)}
        </span>
      )}
      {strip.closesAt < strip.again - 12 && (
        <span className="lab up" style={{ left: percent(strip.closesAt) }}>
          {clock(strip.to, zone)}
        </span>
      )}
    </div>
  );
}
