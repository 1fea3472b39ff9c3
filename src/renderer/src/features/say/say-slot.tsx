import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import type { Case } from '../../../../domain/case/case.ts';
import type { GuardRule } from '../../../../domain/dialing/verdict.ts';
import type { Flag } from '../../../../domain/compliance/rule-pack.ts';
import { desk } from '../../desk/desk-query.ts';
import { Icon } from '../../ui/icon.tsx';
import { SeverityGlyph } from '../../ui/severity-glyph.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { callSession, useCallSession } from '../call/call-session.ts';
import { guardPreview } from '../call/guard-preview.ts';
import { firstContact } from '../case/use-case.ts';
import { useNow } from '../frame/use-now.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { altKey } from '../keyboard/platform.ts';
import { useSync } from '../sync/use-sync.ts';
import { knownZone, moment } from '../words/format.ts';
import { CallErrorNote } from './call-error.tsx';
import { nextWords } from '../watch/due-lines.ts';
import { knownStatement } from '../watch/statement-chips.ts';
import type { SayLine } from './lines.ts';
import { openFlag } from './open-flag.ts';
import { ruleWords } from './rule-book.ts';

/** One place that answers "what do I say now". Only a red line makes it taller, and it grows downwards. */
export function SaySlot({ view }: { view: CaseView }): ReactElement {
  const { case: one } = view;
  const now = useNow(15_000);
  const verdict = guardPreview(view, firstContact(one), now);
  const phase = useCallSession((s) => s.phase);
  const flags = useCallSession((s) => s.flags);
  const error = useCallSession((s) => s.error);
  const offline = useSync().data?.link === 'offline';
  const open = phase === 'in-call' ? openFlag(flags) : null;
  if (open !== null) return <FlagSlot key={open.id} flag={open} />;
  if (error !== null) return <CallErrorNote error={error} />;
  if (offline && phase === 'idle') return <AwaySlot />;
  if (phase === 'idle' && verdict.kind === 'block') return <ClosedSlot view={view} rule={verdict.rule} until={verdict.until} />;
  return <CalmSlot key={`${one.id}${phase}`} one={one} />;
}

interface SlotProps {
  kind: string;
  severity?: string;
  glyph: ReactNode;
  tag: ReactNode;
  words: ReactNode;
  acts?: ReactNode;
  alert?: boolean;
}

export function Slot({ kind, severity = '', glyph, tag, words, acts, alert = false }: SlotProps): ReactElement {
  return (
    <section className={`say ${kind}`} data-testid="say-slot" data-severity={severity} role={alert ? 'alert' : 'status'} aria-live={alert ? 'assertive' : 'polite'}>
      <span className="gl">{glyph}</span>
      <div>
        <div className="tag">{tag}</div>
        <div className="words">{words}</div>
      </div>
      <div className="acts">{acts}</div>
    </section>
  );
}

function FlagSlot({ flag }: { flag: Flag & { markAt: number } }): ReactElement {
  const { t, lang } = useWords();
  const rule = ruleWords(flag.ruleId, lang);
  const red = flag.severity === 'S1';
  const answeredAt = useCallSession((s) => (s.call.kind === 'connected' ? s.call.since : 0));
  const mend = (): void => {
    callSession.mendFlag(flag.id);
  };
  const reject = (): void => {
    callSession.rejectFlag(flag.id);
  };
  useKeyAction('corrected', mend);
  useKeyAction('not-violation', reject);
  useKeyAction('flag-wrong', reject);
  return (
    <Slot
      kind={flag.severity.toLowerCase()}
      severity={flag.severity}
      alert={red}
      glyph={<SeverityGlyph severity={flag.severity} />}
      tag={
        <>
          <b>
            {flag.severity} {red && `${t('say.redLine')}: `}
            {rule.title}
          </b>
          <span className="ell">
            {t('say.heard')} <s>{flag.words}</s>
          </span>
          <Ago since={answeredAt + flag.markAt} />
        </>
      }
      words={
        <>
          <span className="lbl">{red ? t('say.now') : t('say.instead')}</span>
          {rule.sayInstead === null ? t('say.own') : `“${rule.sayInstead}”`}
        </>
      }
      acts={
        <>
          {red && <MuteFirst />}
          <button type="button" className="btn" onClick={mend} data-testid="flag-corrected">
            {t('say.corrected')} <kbd className="k">F8</kbd>
          </button>
          <button type="button" className="btn ghost" onClick={reject} data-testid="flag-rejected">
            {t('say.notViolation')} <kbd className="k">⇧F8</kbd>
          </button>
        </>
      }
    />
  );
}

function MuteFirst(): ReactElement | null {
  const { t } = useWords();
  const muted = useCallSession((s) => s.call.kind === 'connected' && s.call.muted);
  return muted ? null : (
    <button
      type="button"
      className="btn pri"
      onClick={() => {
        callSession.setMuted(true);
      }}
    >
      {t('say.muteFirst')} <kbd className="k">F3</kbd>
    </button>
  );
}

/** Seconds since the mark appeared; hidden from the live region, which would else read every second. */
function Ago({ since }: { since: number }): ReactElement {
  const { t } = useWords();
  const now = useNow(1_000);
  return (
    <span className="num ago" aria-hidden="true">
      {t('say.ago', { count: Math.max(0, Math.round((now - since) / 1000)) })}
    </span>
  );
}

function AwaySlot(): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(30_000);
  const since = useSync().data?.since ?? now;
  const retry = useMutation(desk.sync.now.mutationOptions());
  return (
    <Slot
      kind="calm away"
      glyph={<Icon name="cloudoff" size={20} />}
      tag={
        <>
          <b>{t('say.offline', { since: moment(since, lang, now) })}</b>
          <span className="ell">{t('say.offlineHint')}</span>
        </>
      }
      words={t('say.offlineWords')}
      acts={
        <button
          type="button"
          className="btn"
          disabled={retry.isPending}
          onClick={() => {
            retry.mutate({});
          }}
        >
          <Icon name="sync" size={14} />
          {t('say.retry')}
        </button>
      }
    />
  );
}

/** Before dialling, when the guard would stop it: until when first, then why. */
function ClosedSlot({ view, rule, until }: { view: CaseView; rule: GuardRule; until: number | null }): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(30_000);
  const { debtor } = view.case;
  const when = until === null ? null : t('blocked.untilThere', { when: moment(until, lang, now, knownZone(debtor.timeZones)), place: debtor.region });
  return (
    <Slot
      kind="calm stopped"
      glyph={<Icon name="shield" size={20} />}
      tag={
        <>
          <b>{t('guard.name')}</b>
          <span className="ell">{t(`guard.${rule}.words`)}</span>
        </>
      }
      words={when === null ? t('blocked.never', { name: debtor.name, reason: t(`guard.${rule}.name`) }) : t('blocked.until', { name: debtor.name, when })}
    />
  );
}

/** The next required line. With the watch it is what is due by what was heard, and nothing is asked for twice. */
function CalmSlot({ one }: { one: Case }): ReactElement {
  const { t } = useWords();
  const phase = useCallSession((s) => s.phase);
  const answered = useCallSession((s) => s.call.kind === 'connected');
  const party = useCallSession((s) => s.party);
  const watch = useCallSession((s) => s.watch);
  const next = nextWords(one, watch, answered, party);
  if (phase === 'checking')
    return (
      <Slot
        kind="calm"
        glyph={<Icon name="shield" size={20} />}
        tag={
          <>
            <b>{t('guard.name')}</b>
            <span className="ell">{t('say.checking')}</span>
          </>
        }
        words={t('say.checkingWords')}
      />
    );
  switch (next.kind) {
    case 'lines':
      return <NextLine key={`${party} ${next.lines[0]?.rule ?? ''}`} lines={next.lines} late={watch?.late ?? []} heard={watch !== null && answered} />;
    case 'mark':
      return (
        <Slot
          kind="calm"
          glyph={<Icon name="shield" size={20} />}
          tag={
            <>
              <b>{t('watch.afterMark')}</b>
            </>
          }
          words={t('watch.afterMarkWords')}
          acts={
            <button
              type="button"
              className="btn"
              onClick={() => {
                callSession.markParty('right-party');
              }}
            >
              {t('call.party.right-party')} <kbd className="k">{altKey('1')}</kbd>
            </button>
          }
        />
      );
    case 'listen':
      return <Slot kind="calm" glyph={<Icon name="check" size={20} />} tag={<b>{t('watch.allSaid')}</b>} words={t('watch.allSaidWords')} />;
    default:
      throw new Error(`unknown next words: ${String(next satisfies never)}`);
  }
}

function NextLine({ lines, late, heard }: { lines: readonly SayLine[]; late: readonly string[]; heard: boolean }): ReactElement {
  const { t } = useWords();
  const phase = useCallSession((s) => s.phase);
  const [step, setStep] = useState(0);
  const line = lines[step % lines.length] ?? lines[0];
  const another = (): void => {
    setStep(step + 1);
  };
  useKeyAction('corrected', another, phase === 'in-call');
  if (line === undefined) throw new Error('no line to say');
  const code = heard ? knownStatement(line.rule) : undefined;
  return (
    <Slot
      kind="calm"
      glyph={<Icon name="quote" size={20} />}
      tag={
        <>
          <b>{phase === 'idle' ? t('say.ready') : t('say.next')}</b>
          <span className="ell">{phase === 'idle' ? t('say.readyHint') : `${line.rule} ${code === undefined ? t(`say.stage.${line.stage}`) : t(`watch.statement.${code}.long`)}`}</span>
          {late.includes(line.rule) && (
            <span className="chip warn">
              <Icon name="clock" size={12} />
              {t('watch.state.late')}
            </span>
          )}
        </>
      }
      words={`“${line.words}”`}
      acts={
        phase === 'in-call' &&
        lines.length > 1 && (
          <button type="button" className="btn" onClick={another}>
            {t('say.another')} <kbd className="k">F8</kbd>
          </button>
        )
      }
    />
  );
}
