import type { ReactElement } from 'react';
import type { Case } from '../../../../domain/case/case.ts';
import { dialRules } from '../../../../domain/dialing/guard.ts';
import { localTime } from '../../../../domain/dialing/local-time.ts';
import { SeverityGlyph } from '../../ui/severity-glyph.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useNow } from '../frame/use-now.ts';
import { useSync } from '../sync/use-sync.ts';
import { knownZone } from '../words/format.ts';
import { callSeconds } from './call-facts.tsx';
import { useCallSession } from './call-session.ts';
import { lineMarks } from './line-marks.ts';

const percent = (n: number): string => `${n.toFixed(2)}%`;

/** The call as one line through time; without a call, the hours this person may be called. */
export function TheLine({ one }: { one: Case }): ReactElement {
  const call = useCallSession((s) => s.call);
  const phase = useCallSession((s) => s.phase);
  const running = call.kind === 'connected';
  const ended = phase === 'wrap-up' && call.kind === 'ended' && call.answeredAt !== null;
  return running || ended ? <CallLine /> : <HoursLine one={one} />;
}

function CallLine(): ReactElement {
  const { t } = useWords();
  const call = useCallSession((s) => s.call);
  const flags = useCallSession((s) => s.flags);
  const now = useNow(250);
  const running = call.kind === 'connected';
  const marks = lineMarks(callSeconds(call, now) * 1000, flags, running);
  const red = marks.segments.at(-1)?.red === true;
  const muted = running && call.muted;
  return (
    <div className="theline" role="img" aria-label={t('call.line')}>
      {marks.segments.map((part) => (
        <i key={part.from} className={part.red ? 'seg red' : 'seg'} style={{ left: percent(part.from), width: percent(part.to - part.from) }} />
      ))}
      {marks.breaks.map((one) => (
        <b key={one.id} className={one.mended ? 'brk mended' : 'brk'} style={{ left: percent(one.at) }}>
          <SeverityGlyph severity={one.severity} />
        </b>
      ))}
      {running && <b className={red ? 'now red' : muted ? 'now muted' : 'now'} style={{ left: percent(marks.now) }} />}
    </div>
  );
}

const clockOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function HoursLine({ one }: { one: Case }): ReactElement {
  const { t } = useWords();
  const now = useNow(30_000);
  const offline = useSync().data?.link === 'offline';
  const zone = knownZone(one.debtor.timeZones) ?? 'UTC';
  const there = localTime(now, zone);
  const rules = dialRules[one.jurisdiction];
  const [from, to] = there.weekend && rules.weekend !== undefined ? rules.weekend : rules.window;
  const minute = there.hour * 60 + there.minute;
  const inside = minute >= from && minute < to;
  const share = (minutes: number): string => percent((minutes / 1440) * 100);
  return (
    <div className="theline" role="img" aria-label={t('call.lineHours', { from: clockOf(from), to: clockOf(to), now: clockOf(minute) })}>
      <i className={offline ? 'seg away' : 'seg'} style={{ left: share(from), width: share(to - from) }} />
      <i className="tick" style={{ left: share(from) }} data-l={clockOf(from)} />
      <i className="tick" style={{ left: share(to) }} data-l={clockOf(to)} />
      <b className={inside ? 'now' : 'now outside'} style={{ left: share(minute) }} />
    </div>
  );
}
