import type { ReactElement, ReactNode } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import type { DialCheck } from '../../../../domain/dialing/checks.ts';
import { explainDial } from '../../../../domain/dialing/explain-dial.ts';
import type { DialExplanation } from '../../../../domain/dialing/explain-dial.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { callSession, useCallSession } from '../call/call-session.ts';
import { guardQuestion } from '../call/guard-preview.ts';
import { openCase } from '../frame/desk-store.ts';
import { useNextCase } from '../frame/next-case.ts';
import { useNow } from '../frame/use-now.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { BlockedLine } from './blocked-line.tsx';
import { Slot } from '../say/say-slot.tsx';
import type { Lang, Words } from '../../ui/i18n/i18n.ts';
import { dayOfIso, knownZone, moment } from '../words/format.ts';

/** A stop is not an error: until when, which rule, from which source, and the next step. */
export function Blocked({ view }: { view: CaseView }): ReactElement | null {
  const { t, lang } = useWords();
  const now = useNow(30_000);
  const blocked = useCallSession((s) => s.blocked);
  const next = useNextCase();
  const why = useExplanation(view);
  const goOn = (): void => {
    if (next !== undefined) openCase(next.id);
    else callSession.dismissBlocked();
  };
  useKeyAction('go-on', goOn);
  useKeyAction('queue-open', goOn);
  useKeyAction('escape', () => {
    callSession.dismissBlocked();
  });
  useKeyAction('digit', (digit) => {
    if (digit === 1) goOn();
    if (digit === 2) callSession.dismissBlocked();
  });
  if (blocked === null) return null;
  const { case: one } = view;
  const zone = knownZone(one.debtor.timeZones);
  const when = blocked.until === null ? null : t('blocked.untilThere', { when: moment(blocked.until, lang, now, zone), place: one.debtor.region });
  const words = when === null ? t('blocked.never', { name: one.debtor.name, reason: t(`guard.${blocked.rule}.words`) }) : t('blocked.until', { name: one.debtor.name, when });
  const nextWords = next === undefined ? t('blocked.noNext') : t('blocked.next', { name: next.maskedName });
  return (
    <div className="blocked-view" data-testid="blocked" data-rule={blocked.rule} data-until={blocked.until ?? ''}>
      <Slot
        kind="calm stopped"
        glyph={<Icon name="shieldok" size={20} />}
        tag={
          <>
            <b>{t('guard.name')}</b>
            <span className="ell">{t('blocked.calm')}</span>
          </>
        }
        words={words}
        acts={
          next !== undefined && (
            <button type="button" className="btn pri" autoFocus data-testid="blocked-next" onClick={goOn}>
              {nextWords} <kbd className="k">↵</kbd>
            </button>
          )
        }
      />
      <div className="cols blocked">
        <section className="why">
          <div className="hd">
            <h2>{t('blocked.why')}</h2>
            <span>{t(`guard.${blocked.rule}.words`)}</span>
          </div>
          {blocked.until !== null && <BlockedLine one={one} until={blocked.until} now={now} />}
          <div className="checks-scroll" tabIndex={0} role="region" aria-label={t('blocked.check')}>
            <table className="checks">
              <thead>
                <tr>
                  <th aria-hidden="true" />
                  <th>{t('blocked.check')}</th>
                  <th>{t('blocked.limit')}</th>
                  <th>{t('blocked.source')}</th>
                </tr>
              </thead>
              <tbody>
                {why.checks.map((check) => (
                  <Check key={check.id} check={check} hit={check.rule === blocked.rule && !check.passed} words={checkWords(check, view, t, lang)} />
                ))}
              </tbody>
            </table>
          </div>
          <p className="foot-note">
            <Icon name="doc" size={14} />
            {t('blocked.stored')} <span className="num">{why.version}</span>
            <span className="grow" />
            {why.countersAsOf === null ? t('blocked.ownCounters') : t('blocked.countersOf', { when: moment(why.countersAsOf, lang, now) })}
          </p>
        </section>
        <aside className="talk do" aria-label={t('blocked.do')} data-pane="4" tabIndex={-1}>
          <div className="hd tall-hd">
            <h2>{t('blocked.do')}</h2>
          </div>
          <Act icon="arrow" first digit="1" onDo={goOn} name={nextWords}>
            {next === undefined ? t('blocked.backSub') : t('blocked.nextSub', { bucket: next.bucket, step: next.nextAction ?? t('queue.first') })}
          </Act>
          <Act
            icon="note"
            digit="2"
            onDo={() => {
              callSession.dismissBlocked();
            }}
            name={t('blocked.back')}
          >
            {t('blocked.backSub')}
          </Act>
          <div className="grow" />
          <div className="quiet">
            <b>{t('blocked.notPossible')}</b>
            <p>{t('blocked.notPossibleWords')}</p>
          </div>
        </aside>
      </div>
    </div>
  );
}

function Act({ icon, name, digit, first = false, onDo, children }: { icon: IconName; name: string; digit: string; first?: boolean; onDo: () => void; children: ReactNode }): ReactElement {
  return (
    <button type="button" className={first ? 'act first' : 'act'} onClick={onDo}>
      <Icon name={icon} size={18} />
      <span className="grow">
        <b>{name}</b>
        <small>{children}</small>
      </span>
      <kbd className="k">{digit}</kbd>
    </button>
  );
}

interface CheckWords {
  readonly name: string;
  readonly note: string;
  readonly value: string;
  readonly source: string;
}

function Check({ check, hit, words }: { check: DialCheck; hit: boolean; words: CheckWords }): ReactElement {
  const most = check.unit === 'calls' && typeof check.limit === 'number' && check.limit <= 10 ? check.limit : 0;
  return (
    <tr className={hit ? 'hit' : ''} data-check={check.id} data-passed={check.passed}>
      <td className="m">{check.passed ? <Icon name="check" size={14} /> : <Icon name="block" size={18} />}</td>
      <td>
        <b>{words.name}</b>
        <p>{words.note}</p>
      </td>
      <td className="v">
        {most > 0 && (
          <span className="pips" aria-hidden="true">
            {Array.from({ length: most }, (_, at) => (
              <i key={at} className={at < (check.now ?? 0) ? 'pip on' : 'pip'} />
            ))}
          </span>
        )}
        <span className="num strong">{words.value}</span>
      </td>
      <td className="src">{words.source}</td>
    </tr>
  );
}

/** From what was stored with the verdict; where it has not come back yet, from what the desk would ask now. */
function useExplanation(view: CaseView): DialExplanation {
  const now = useNow(30_000);
  const verdictId = useCallSession((s) => s.verdictId);
  const contactId = useCallSession((s) => s.contactId);
  const stored = view.timeline.find((activity) => activity.id === verdictId)?.body;
  return explainDial(
    stored?.kind === 'dial-verdict'
      ? stored.inputs
      : guardQuestion(
          view,
          view.case.contacts.find((each) => each.id === contactId),
          now,
        ),
  );
}

const clockOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function checkWords(check: DialCheck, view: CaseView, t: Words, lang: Lang): CheckWords {
  if (check.id === 'holds') return { name: t('blocked.holds'), note: t('blocked.holdsNote'), value: t('blocked.none'), source: '' };
  const own = check.rule === 'permitted-hours' && check.now !== null ? t('blocked.here', { time: clockOf(check.now), zone: view.case.debtor.timeZones.join(', ') }) : t(`guard.${check.rule}.note`);
  const note = check.waived === null ? own : `${own}. ${t(`blocked.waived.${check.waived}`)}`;
  const open = check.passed ? t('blocked.passes') : t('blocked.closedNow');
  const value =
    typeof check.limit === 'number'
      ? check.now === null
        ? open
        : t(check.unit === 'minutes' ? 'blocked.value.minutes' : 'blocked.value.calls', { now: check.now, limit: check.limit })
      : check.limit !== null
        ? `${clockOf(check.limit[0])}–${clockOf(check.limit[1])}`
        : check.unit === 'date'
          ? dayOfIso(view.case.recallOn, lang)
          : open;
  const source = check.rule === 'case-recalled' ? view.case.clientName : check.rule === 'contact-closed' ? '' : check.source;
  return { name: t(`guard.${check.rule}.name`), note, value, source };
}
