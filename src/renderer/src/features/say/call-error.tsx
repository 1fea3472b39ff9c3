import type { ReactElement } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';

const known = ['MICROPHONE_DENIED', 'NO_MICROPHONE', 'LINE_DOWN', 'LINE_REFUSED', 'DISK_FULL'] as const;

/** Why the call did not go on, where the words to say would be: what happened, why, what next. */
export function CallErrorNote({ error }: { error: { code: string; detail: string } }): ReactElement {
  const { t } = useWords();
  const code = known.find((one) => one === error.code) ?? 'UNKNOWN';
  return (
    <section className="say call-error" data-testid="say-slot" data-severity="" data-error={error.code} role="alert">
      <span className="gl"><Icon name="info" size={20} /></span>
      <div>
        <div className="tag"><b>{t(`callError.${code}.what`)}</b><span className="ell">{t(`callError.${code}.why`)}</span></div>
        <div className="words small-words">{t(`callError.${code}.next`)}</div>
      </div>
      <div className="acts">
        <details className="sec"><summary>{t('app.details')}</summary><code>{error.code} {error.detail}</code></details>
        <button type="button" className="btn ghost icon" aria-label={t('app.close')} onClick={() => { useCallSession.setState({ error: null }); }}><Icon name="x" size={14} /></button>
      </div>
    </section>
  );
}
