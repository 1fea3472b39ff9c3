import type { ReactElement } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { CallClock, RecordingFact } from '../call/call-facts.tsx';
import { useCallSession } from '../call/call-session.ts';
import { mainKey } from '../keyboard/platform.ts';
import { clock } from '../words/format.ts';
import { QueryError } from '../words/query-error.tsx';
import { leaveWrap, useWrap } from './wrap-store.ts';

/** The call bar after the call: how it ended, what is stored, and the one way on. */
export function WrapBar({ view, saving, onSave }: { view: CaseView; saving: boolean; onSave: () => void }): ReactElement {
  const { t } = useWords();
  const live = useCallSession((s) => s.phase === 'wrap-up');
  const party = useWrap((s) => s.draft?.party ?? 'unknown');
  const { savedAt, saveError, restored } = useWrap();
  return (
    <section className="callbar" aria-label={t('call.label')}>
      <div className="who">
        <span className="nm row">
          <span className="ell">{view.case.debtor.name}</span>
          {party === 'right-party' ? (
            <span className="chip ok">
              <Icon name="shieldok" size={12} />
              {t('call.party.right-party')}
            </span>
          ) : (
            <span className={party === 'third-party' ? 'chip third' : 'chip'}>{t(`call.party.${party}`)}</span>
          )}
        </span>
        <span className="sub num">{view.case.caseNo}</span>
      </div>
      <span className="vr" />
      {live && (
        <>
          <CallClock />
          <span className="vr" />
        </>
      )}
      <div className="facts2">
        {live && <RecordingFact />}
        <span data-testid="draft-state" data-saved-at={savedAt ?? ''}>
          <Icon name={savedAt === null ? 'clock' : 'check'} size={14} />
          <span className="ell">{savedAt === null ? t('call.draftKept') : restored ? t('wrapUp.restored', { time: clock(savedAt) }) : t('call.draftSaved', { time: clock(savedAt) })}</span>
        </span>
      </div>
      {saveError !== null && <QueryError error={saveError} compact />}
      <div className="ctl wide-gap">
        {!live && (
          <button type="button" className="btn lg" data-testid="wrap-later" onClick={leaveWrap}>
            {t('wrapUp.later')}
          </button>
        )}
        <button type="button" className="btn lg pri" disabled={saving} data-testid="save-next" onClick={onSave}>
          {t('wrapUp.saveNext')} <kbd className="k">{mainKey('↵')}</kbd>
        </button>
      </div>
    </section>
  );
}
