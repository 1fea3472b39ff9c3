import type { ReactElement, ReactNode } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import type { GuardRule } from '../../../../domain/dialing/verdict.ts';
import { dialRules } from '../../../../domain/dialing/guard.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { callSession, useCallSession } from '../call/call-session.ts';
import { openCase } from '../frame/desk-store.ts';
import { useNextCase } from '../frame/next-case.ts';
import { useNow } from '../frame/use-now.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { BlockedLine } from './blocked-line.tsx';
import { Slot } from '../say/say-slot.tsx';
import { clock, dayOfIso, isoDay, knownZone, moment } from '../words/format.ts';

const ruleOrder: readonly GuardRule[] = ['permitted-hours', 'daily-attempts', 'contact-closed', 'case-recalled'];

/** A stop is not an error: until when, which rule, from which source, and the next step. */
export function Blocked({ view }: { view: CaseView }): ReactElement | null {
  const { t, lang } = useWords();
  const now = useNow(30_000);
  const blocked = useCallSession((s) => s.blocked);
  const next = useNextCase();
  const goOn = (): void => { if (next !== undefined) openCase(next.id); else callSession.dismissBlocked(); };
  useKeyAction('go-on', goOn);
  useKeyAction('queue-open', goOn);
  useKeyAction('escape', () => { callSession.dismissBlocked(); });
  useKeyAction('digit', (digit) => { if (digit === 1) goOn(); if (digit === 2) callSession.dismissBlocked(); });
  if (blocked === null) return null;
  const { case: one } = view;
  const zone = knownZone(one.debtor.timeZones);
  const when = blocked.until === null ? null : t('blocked.untilThere', { when: moment(blocked.until, lang, now, zone), place: one.debtor.region });
  const words = when === null ? t('blocked.never', { name: one.debtor.name, reason: t(`guard.${blocked.rule}.words`) }) : t('blocked.until', { name: one.debtor.name, when });
  const nextWords = next === undefined ? t('blocked.noNext') : t('blocked.next', { name: next.maskedName });
  return (
    <div className="blocked-view" data-testid="blocked" data-rule={blocked.rule} data-until={blocked.until ?? ''}>
      <Slot kind="calm stopped" glyph={<Icon name="shieldok" size={20} />} tag={<><b>{t('guard.name')}</b><span className="ell">{t('blocked.calm')}</span></>} words={words}
        acts={next !== undefined && <button type="button" className="btn pri" autoFocus data-testid="blocked-next" onClick={goOn}>{nextWords} <kbd className="k">↵</kbd></button>} />
      <div className="cols blocked">
        <section className="why">
          <div className="hd"><h2>{t('blocked.why')}</h2><span>{t(`guard.${blocked.rule}.words`)}</span></div>
          {blocked.until !== null && <BlockedLine one={one} until={blocked.until} now={now} />}
          <table className="checks">
            <thead><tr><th aria-hidden="true" /><th>{t('blocked.check')}</th><th>{t('blocked.limit')}</th><th>{t('blocked.source')}</th></tr></thead>
            <tbody>{[blocked.rule, ...ruleOrder.filter((rule) => rule !== blocked.rule)].map((rule) => <Check key={rule} rule={rule} hit={rule === blocked.rule} view={view} source={rule === blocked.rule ? blocked.source : ''} now={now} />)}</tbody>
          </table>
          <p className="foot-note"><Icon name="doc" size={14} />{t('blocked.stored')}</p>
        </section>
        <aside className="talk do" aria-label={t('blocked.do')} data-pane="4" tabIndex={-1}>
          <div className="hd tall-hd"><h2>{t('blocked.do')}</h2></div>
          <Act icon="arrow" first digit="1" onDo={goOn} name={nextWords}>{next === undefined ? t('blocked.backSub') : t('blocked.nextSub', { bucket: next.bucket, step: next.nextAction ?? t('queue.first') })}</Act>
          <Act icon="note" digit="2" onDo={() => { callSession.dismissBlocked(); }} name={t('blocked.back')}>{t('blocked.backSub')}</Act>
          <div className="grow" />
          <div className="quiet"><b>{t('blocked.notPossible')}</b><p>{t('blocked.notPossibleWords')}</p></div>
        </aside>
      </div>
    </div>
  );
}

function Act({ icon, name, digit, first = false, onDo, children }: { icon: IconName; name: string; digit: string; first?: boolean; onDo: () => void; children: ReactNode }): ReactElement {
  return <button type="button" className={first ? 'act first' : 'act'} onClick={onDo}><Icon name={icon} size={18} /><span className="grow"><b>{name}</b><small>{children}</small></span><kbd className="k">{digit}</kbd></button>;
}

function Check({ rule, hit, view, source, now }: { rule: GuardRule; hit: boolean; view: CaseView; source: string; now: number }): ReactElement {
  const { t } = useWords();
  const facts = useFacts(rule, view, now);
  const fails = hit || facts.fails;
  return (
    <tr className={hit ? 'hit' : ''}>
      <td className="m">{fails ? <Icon name="block" size={18} /> : <Icon name="check" size={14} />}</td>
      <td><b>{t(`guard.${rule}.name`)}</b><p>{facts.note}</p></td>
      <td className="v">{facts.limit !== undefined && <span className="pips" aria-hidden="true">{Array.from({ length: facts.limit.most }, (_, at) => <i key={at} className={at < (facts.limit?.used ?? 0) ? 'pip on' : 'pip'} />)}</span>}<span className="num strong">{facts.value}</span></td>
      <td className="src">{source === '' ? facts.source : source}</td>
    </tr>
  );
}

interface Facts { note: string; value: string; source: string; fails: boolean; limit?: { used: number; most: number } }

function useFacts(rule: GuardRule, view: CaseView, now: number): Facts {
  const { t, lang } = useWords();
  const contactId = useCallSession((s) => s.contactId);
  const { case: one } = view;
  const rules = dialRules[one.jurisdiction];
  const zone = knownZone(one.debtor.timeZones);
  switch (rule) {
    case 'permitted-hours': {
      const [from, to] = rules.window.map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
      const there = clock(now, zone);
      return { note: t('blocked.here', { time: there, zone: one.debtor.timeZones.join(', ') }), value: `${from ?? ''}–${to ?? ''}`, source: rules.hoursSource, fails: there < (from ?? '') || there >= (to ?? '') };
    }
    case 'daily-attempts': return { note: t('blocked.attemptsNote'), value: `${String(view.attemptsToday)} / ${String(rules.attemptsPerDay)}`, source: rules.attemptsSource, fails: view.attemptsToday >= rules.attemptsPerDay, limit: { used: view.attemptsToday, most: rules.attemptsPerDay } };
    case 'contact-closed': {
      const contact = one.contacts.find((each) => each.id === contactId);
      const open = contact?.mayCall !== false;
      return { note: open ? t('blocked.contactNote') : t(`contacts.whyNot.${contact?.whyNot ?? 'closed'}`), value: open ? t('blocked.passes') : t('blocked.closedNow'), source: '', fails: !open };
    }
    case 'case-recalled': return { note: t('blocked.recallNote'), value: dayOfIso(one.recallOn, lang), source: one.clientName, fails: isoDay(now, zone) > one.recallOn };
    default: throw new Error(`unknown guard rule: ${String(rule satisfies never)}`);
  }
}
