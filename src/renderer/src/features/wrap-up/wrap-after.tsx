import type { ReactElement } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { SeverityTag } from '../../ui/severity-glyph.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { callSession, useCallSession } from '../call/call-session.ts';
import { ruleWords } from '../say/rule-book.ts';
import { Transcript } from '../talk/transcript.tsx';
import { duration } from '../words/format.ts';

/** Beside the form: the flags of the call with the agent's answer, and the conversation to write from. */
export function WrapAfter({ told }: { told: ReactElement }): ReactElement {
  const { t, lang } = useWords();
  const all = useCallSession((s) => s.flags);
  const flags = all.filter((flag) => flag.status === 'confirmed' || flag.status === 'corrected');
  return (
    <section className="talk after" aria-label={t('talk.label')}>
      <div className="hd tall-hd">
        <h2>{t('flag.title')}</h2>
        <span className="num">{flags.length}</span>
      </div>
      {flags.length === 0 && <p className="empty flush">{t('flag.none')}</p>}
      <div className="fcards">
        {flags.map((flag) => (
          <div key={flag.id} className={`fcard ${flag.severity.toLowerCase()}`}>
            <div className="row">
              <SeverityTag severity={flag.severity} />
              <b className="ell">{ruleWords(flag.ruleId, lang).title}</b>
              <span className="grow" />
              <span className="num dim">{duration(flag.startMs / 1000)}</span>
            </div>
            <p>{t('flag.said', { words: flag.words })}</p>
            <div className="row ans">
              {flag.status === 'corrected' ? (
                <span className="chip ok">
                  <Icon name="check" size={12} />
                  {t('say.corrected')}
                </span>
              ) : (
                <>
                  <span className="grow" />
                  <button
                    type="button"
                    className="btn sm"
                    onClick={() => {
                      callSession.mendFlag(flag.id);
                    }}
                  >
                    {t('say.corrected')}
                  </button>
                  <button
                    type="button"
                    className="btn sm"
                    onClick={() => {
                      callSession.rejectFlag(flag.id);
                    }}
                  >
                    {t('say.notViolation')}
                  </button>
                </>
              )}
            </div>
          </div>
        ))}
      </div>
      {told}
      <Transcript />
    </section>
  );
}
