import type { ReactElement } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import type { Contact } from '../../../../domain/case/case.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { firstContact } from '../case/use-case.ts';
import { contactWords } from '../case/contacts.tsx';
import { Reveal } from '../case/reveal.tsx';
import { useNow } from '../frame/use-now.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { mainKey } from '../keyboard/platform.ts';
import { clock, knownZone, moment } from '../words/format.ts';
import { dialRules } from '../../../../domain/dialing/guard.ts';
import { CallControls } from './call-controls.tsx';
import { CallClock, CallFacts, CallLevels } from './call-facts.tsx';
import { useCallSession } from './call-session.ts';
import { dialContact } from './dial.ts';
import { guardPreview } from './guard-preview.ts';

/** Who, how long, how it sounds, and the call's controls; they keep their place from ringing to hang-up. */
export function CallBar({ view }: { view: CaseView }): ReactElement {
  const { t } = useWords();
  const phase = useCallSession((s) => s.phase);
  const sessionContact = useCallSession((s) => s.contactId);
  const { case: one } = view;
  const contact = one.contacts.find((c) => phase !== 'idle' && c.id === sessionContact) ?? firstContact(one);
  return (
    <section className="callbar" aria-label={t('call.label')} data-pane="2" tabIndex={-1} data-phase={phase}>
      <Who view={view} contact={contact} />
      <span className="vr" />
      {phase === 'idle' ? <GuardNow view={view} contact={contact} /> : <CallClock />}
      {phase === 'in-call' && (
        <>
          <span className="vr" />
          <CallLevels />
          <CallFacts />
          <CallControls />
        </>
      )}
      {phase === 'idle' && <DialMain view={view} contact={contact} />}
      {phase === 'blocked' && <Opens zone={knownZone(one.debtor.timeZones)} />}
    </section>
  );
}

function Who({ view, contact }: { view: CaseView; contact: Contact | undefined }): ReactElement {
  const { t } = useWords();
  const now = useNow(30_000);
  const party = useCallSession((s) => s.party);
  const calling = useCallSession((s) => s.phase === 'in-call' || s.phase === 'wrap-up');
  const { case: one } = view;
  const zone = knownZone(one.debtor.timeZones);
  const third = contact !== undefined && contact.relation !== 'self';
  return (
    <div className="who">
      <span className="nm row">
        <span className="ell">{third ? contact.name : one.debtor.name}</span>
        {calling && party === 'right-party' ? (
          <span className="chip ok">
            <Icon name="shieldok" size={12} />
            {t('call.party.right-party')}
          </span>
        ) : third || party === 'third-party' ? (
          <span className="chip third">{contact === undefined ? t('contacts.third') : contactWords(contact, t)}</span>
        ) : (
          contact !== undefined && <span className="chip">{calling ? t(`call.party.${party}`) : contactWords(contact, t)}</span>
        )}
      </span>
      <span className="sub row">
        {contact !== undefined && <Reveal key={contact.id} caseId={one.id} contactId={contact.id} field="phone" masked={contact.phone} />}
        <span className="ell">{t('case.localTime', { place: one.debtor.region, time: zone === undefined ? '' : clock(now, zone) })}</span>
      </span>
    </div>
  );
}

/** Before the call: what the guard would say, and how many attempts the day has had. */
function GuardNow({ view, contact }: { view: CaseView; contact: Contact | undefined }): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(15_000);
  const verdict = guardPreview(view, contact, now);
  const zone = knownZone(view.case.debtor.timeZones);
  const open = verdict.kind === 'allow';
  const words = open ? t('call.mayCall') : verdict.until === null ? t('blocked.closed') : t('blocked.opens', { when: moment(verdict.until, lang, now, zone) });
  return (
    <div className="facts2" data-testid="guard-now" data-verdict={verdict.kind}>
      <span className={open ? 'may-call' : 'strong'}>
        <Icon name={open ? 'shieldok' : 'shield'} size={14} />
        {words}
      </span>
      <span className="num" data-testid="call-state" data-state="idle" data-result="">
        {t('case.attempts')} {view.attemptsToday} / {dialRules[view.case.jurisdiction].attemptsPerDay}
      </span>
    </div>
  );
}

function DialMain({ view, contact }: { view: CaseView; contact: Contact | undefined }): ReactElement {
  const { t } = useWords();
  const now = useNow(15_000);
  const open = guardPreview(view, contact, now).kind === 'allow';
  const dial = (): void => {
    if (contact !== undefined) dialContact(view.case.id, contact.id);
  };
  useKeyAction('dial', dial);
  useKeyAction('go-on', dial);
  return (
    <div className="ctl wide-gap">
      {contact === undefined && <span className="sec">{t('call.noContact')}</span>}
      <button
        type="button"
        className={contact === undefined ? 'btn lg off' : open ? 'btn lg pri' : 'btn lg'}
        disabled={contact === undefined}
        data-testid="dial-button"
        data-main="true"
        onClick={dial}
        title={mainKey('↵')}
      >
        <Icon name="phone" />
        {t('call.dial')} <kbd className="k">F2</kbd>
      </button>
    </div>
  );
}

function Opens({ zone }: { zone: string | undefined }): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(30_000);
  const until = useCallSession((s) => s.blocked?.until ?? null);
  return (
    <div className="ctl wide-gap">
      <button type="button" className="btn lg off" disabled>
        <Icon name="phone" />
        {until === null ? t('blocked.closed') : t('blocked.opens', { when: moment(until, lang, now, zone) })}
      </button>
    </div>
  );
}
