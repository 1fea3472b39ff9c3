import type { ReactElement } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import type { CaseId } from '../../../../domain/case/case.ts';
import { useCase } from '../case/use-case.ts';
import { CueCard } from '../watch/cue-card.tsx';
import { HeardParty, suggestedMark } from '../watch/heard-party.tsx';
import { StatementsRow } from '../watch/statements-row.tsx';
import { callSession, useCallSession } from '../call/call-session.ts';
import { PartyButtons } from './party-buttons.tsx';
import { Transcript } from './transcript.tsx';

/** The conversation: who it is, what is being said, whether anyone listens. */
export function TalkPane(): ReactElement {
  const { t } = useWords();
  const connected = useCallSession((s) => s.call.kind === 'connected');
  const party = useCallSession((s) => s.party);
  const heard = useCallSession((s) => s.watch?.party);
  const caseId = useCallSession((s) => (s.watch === null ? null : s.caseId));
  return (
    <section className="talk" aria-label={t('talk.label')} data-pane="4" tabIndex={-1}>
      {connected && <Gate />}
      {connected && (
        <div className="who-answered">
          <PartyButtons
            party={party}
            suggested={suggestedMark(heard, party)}
            onParty={(mark) => {
              callSession.markParty(mark);
            }}
          />
          <HeardParty />
        </div>
      )}
      {connected && caseId !== null && <Statements id={caseId} />}
      <Transcript />
      {connected && caseId !== null && <Cues id={caseId} />}
      <ListeningFoot />
    </section>
  );
}

function Statements({ id }: { id: CaseId }): ReactElement | null {
  const view = useCase(id).data;
  return view === undefined ? null : <StatementsRow one={view.case} />;
}

function Cues({ id }: { id: CaseId }): ReactElement | null {
  const view = useCase(id).data;
  return view === undefined ? null : <CueCard one={view.case} />;
}

function Gate(): ReactElement {
  const { t } = useWords();
  const party = useCallSession((s) => s.party);
  const heard = useCallSession((s) => s.watch?.party);
  const open = party === 'right-party';
  const known = party !== 'unknown' || (heard !== undefined && heard !== 'unknown');
  const marked = party !== 'unknown';
  return (
    <div className="gate" role="status">
      <span className="st done">
        <Icon name="check" size={12} />
        {t('talk.answered')}
      </span>
      <span className="ln" />
      <span className={known ? 'st done' : 'st cur'}>
        {known && <Icon name="check" size={12} />}
        {t('talk.who')}
      </span>
      <span className={marked ? 'ln' : 'ln todo'} />
      <span className={open ? 'st ok' : known ? 'st cur' : 'st'}>
        {open && <Icon name="shieldok" size={14} />}
        {t(`call.party.${party}`)}
      </span>
      <span className="grow" />
      {open ? (
        <span className="chip ok">
          <Icon name="unlock" size={12} />
          {t('talk.open')}
        </span>
      ) : (
        <span className="chip dash">
          <Icon name="lock" size={12} />
          {t('talk.locked')}
        </span>
      )}
    </div>
  );
}

export function ListeningFoot(): ReactElement {
  const { t } = useWords();
  const listening = useCallSession((s) => s.listening);
  const weak = listening === 'off' || listening === 'behind' || listening === 'catching-up';
  return (
    <div className={weak ? 'talk-foot warnline' : 'talk-foot'} data-testid="listening-state" data-state={listening} role="status">
      <Icon name="cpu" size={14} />
      <span className="ell">{t(`listening.${listening}`)}</span>
    </div>
  );
}
