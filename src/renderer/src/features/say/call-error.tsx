import type { ReactElement } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';

const known = ['MICROPHONE_DENIED', 'NO_MICROPHONE', 'MICROPHONE_BUSY', 'LINE_FAULT', 'LINE_REFUSED', 'DISK_FULL', 'NOT_STORED', 'SIGN_IN_REQUIRED', 'NOT_FOUND'] as const;

/** The session's code with what else is known: why there is no microphone, that the line refused this desk. */
function codeOf(error: { code: string; detail: string }, refused: boolean): (typeof known)[number] | 'UNKNOWN' {
  if (error.code === 'NO_MICROPHONE' && error.detail === 'denied') return 'MICROPHONE_DENIED';
  if (error.code === 'NO_MICROPHONE' && error.detail === 'busy') return 'MICROPHONE_BUSY';
  if (error.code === 'LINE_FAULT' && refused) return 'LINE_REFUSED';
  return known.find((one) => one === error.code) ?? 'UNKNOWN';
}

/** Why the call did not go on, where the words to say would be: what happened, why, what next. */
export function CallErrorNote({ error }: { error: { code: string; detail: string } }): ReactElement {
  const { t } = useWords();
  const refused = useCallSession((s) => s.registration === 'refused');
  const code = codeOf(error, refused);
  return (
    <section className="say call-error" data-testid="say-slot" data-severity="" data-error={error.code} role="alert">
      <span className="gl">
        <Icon name="info" size={20} />
      </span>
      <div>
        <div className="tag">
          <b>{t(`callError.${code}.what`)}</b>
          <span className="ell">{t(`callError.${code}.why`)}</span>
        </div>
        <div className="words small-words">{t(`callError.${code}.next`)}</div>
      </div>
      <div className="acts">
        <details className="sec">
          <summary>{t('app.details')}</summary>
          <code>
            {error.code} {error.detail}
          </code>
        </details>
        <button
          type="button"
          className="btn ghost icon"
          aria-label={t('app.close')}
          onClick={() => {
            useCallSession.setState({ error: null });
          }}
        >
          <Icon name="x" size={14} />
        </button>
      </div>
    </section>
  );
}
