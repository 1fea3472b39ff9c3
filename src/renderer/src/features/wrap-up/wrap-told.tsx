import type { ReactElement } from 'react';
import type { Relation } from '../../../../domain/case/case.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { altKey } from '../keyboard/platform.ts';
import { cueIcon, openCues } from '../watch/cues.ts';
import type { KnownCue } from '../watch/cues.ts';
import { takeCue, useCues } from '../watch/cue-store.ts';
import { withCues } from './wrap-cues.ts';
import type { WrapDraft } from './wrap-draft.ts';
import { changeWrap } from './wrap-store.ts';

/** What the customer told us: logged cues as chips, the others with one key to log them still. */
export function WrapTold({ draft, relation }: { draft: WrapDraft; relation: Relation }): ReactElement | null {
  const { t } = useWords();
  const triggers = useCallSession((s) => (s.phase === 'wrap-up' && s.callId === draft.callId ? s.watch?.triggers : undefined));
  const { dismissed } = useCues();
  const open = triggers === undefined ? [] : openCues(triggers, draft.cues, dismissed).filter((cue) => !draft.cues.some(({ code }) => code === cue.code));
  const log = (cue: KnownCue | undefined): void => {
    if (cue === undefined) return;
    takeCue(cue);
    changeWrap(withCues(draft, [{ code: cue.code, words: cue.words }], relation, t));
  };
  useKeyAction(
    'log-cue',
    () => {
      log(open[0]);
    },
    open.length > 0,
  );
  if (draft.cues.length + open.length === 0) return null;
  return (
    <>
      <div className="hd">
        <h2>{t('watch.told')}</h2>
        <span className="num">{draft.cues.length + open.length}</span>
      </div>
      <ul className="cues" aria-label={t('watch.told')}>
        {draft.cues.map(({ code, words }) => (
          <li key={code} data-testid="told" data-code={code} data-logged="true">
            <Icon name={cueIcon[code]} size={14} />
            <span className="grow ell" title={words}>
              {code} {t(`watch.cue.${code}.name`)} <span className="dim">{words}</span>
            </span>
            <span className="chip cust">
              <Icon name="check" size={12} />
              {t('watch.logged')}
            </span>
          </li>
        ))}
        {open.map((cue, at) => (
          <li key={cue.code} data-testid="told" data-code={cue.code} data-logged="false">
            <Icon name={cueIcon[cue.code]} size={14} />
            <span className="grow ell" title={cue.words}>
              {cue.code} {t(`watch.cue.${cue.code}.name`)} <span className="dim">{cue.words}</span>
            </span>
            <button
              type="button"
              className="btn sm"
              onClick={() => {
                log(cue);
              }}
            >
              {t('watch.log')} {at === 0 && <kbd className="k">{altKey('H')}</kbd>}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
