import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Relation } from '../../../../domain/case/case.ts';
import { allowedDispositions } from '../../../../domain/case/disposition.ts';
import type { DispositionCode } from '../../../../domain/case/disposition.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import type { Words } from '../../ui/i18n/i18n.ts';
import { callSession, useCallSession } from '../call/call-session.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { PartyButtons } from '../talk/party-buttons.tsx';
import type { WrapDraft } from './wrap-draft.ts';
import { suggestedMark } from '../watch/heard-party.tsx';
import { suggestNext } from './suggest-next.ts';
import { resultOfCues } from './wrap-cues.ts';
import { changeWrap } from './wrap-store.ts';

/** Text matches a code by its name, its letters or its own abbreviation. */
function fits(code: DispositionCode, typed: string, t: Words): boolean {
  const text = typed.trim().toLowerCase();
  return text === '' || [code.toLowerCase(), t(`disposition.${code}.name`).toLowerCase(), t(`disposition.${code}.initials`)].some((one) => one.startsWith(text));
}

/** Results that fit what the line and the person were, each on its digit key. */
export function Dispositions({ draft, relation, problem }: { draft: WrapDraft; relation: Relation; problem: boolean }): ReactElement {
  const { t } = useWords();
  const heard = useCallSession((s) => (s.phase === 'wrap-up' && s.callId === draft.callId ? s.watch?.party : undefined));
  const [typed, setTyped] = useState('');
  const codes = allowedDispositions(draft.result, draft.party, relation);
  const shown = codes.filter((code) => fits(code, typed, t));
  const choose = (code: DispositionCode | undefined): void => {
    if (code !== undefined) {
      changeWrap({ disposition: code, ...suggestNext(code, draft, t) });
      setTyped('');
    }
  };
  useKeyAction('digit', (digit) => {
    choose(codes[digit === 0 ? 9 : digit - 1]);
  });
  const markParty = (party: WrapDraft['party']): void => {
    if (useCallSession.getState().phase === 'wrap-up') callSession.markParty(party);
    const still = draft.disposition !== null && allowedDispositions(draft.result, party, relation).includes(draft.disposition);
    changeWrap({ party, disposition: still ? draft.disposition : null, ...(still ? {} : resultOfCues({ ...draft, party, disposition: null }, relation, t)) });
  };
  return (
    <fieldset data-section="1">
      <legend>
        <b>1</b>
        {t('wrapUp.result')}
        <span>{t('wrapUp.choices', { count: codes.length })}</span>
        {problem && (
          <em className="field-problem" role="alert">
            {t('wrapUp.chooseResult')}
          </em>
        )}
        <span className="grow" />
        <span className="field find-result">
          <Icon name="search" size={14} />
          <input
            className="grow"
            value={typed}
            placeholder={t('wrapUp.find')}
            aria-label={t('wrapUp.find')}
            data-testid="disposition-find"
            onChange={(event) => {
              setTyped(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing && !event.ctrlKey && !event.metaKey) {
                event.preventDefault();
                choose(shown[0]);
              }
            }}
          />
        </span>
      </legend>
      {draft.result === 'answered' && <PartyButtons party={draft.party} suggested={suggestedMark(heard, draft.party)} onParty={markParty} />}
      <div className="disps" role="radiogroup" aria-label={t('wrapUp.result')}>
        {codes.map((code, at) => (
          <button
            key={code}
            type="button"
            role="radio"
            aria-checked={draft.disposition === code}
            hidden={!shown.includes(code)}
            className={draft.disposition === code ? 'disp on' : 'disp'}
            data-testid="disposition"
            data-code={code}
            onClick={() => {
              choose(code);
            }}
          >
            <kbd className="k">{at === 9 ? 0 : at + 1}</kbd>
            <span className="grow ell">{t(`disposition.${code}.name`)}</span>
            <small>{code}</small>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
