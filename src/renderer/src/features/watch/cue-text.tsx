import type { ReactElement } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { cueIcon, cuePieces } from './cues.ts';
import type { KnownCue } from './cues.ts';
import { useCues } from './cue-store.ts';

/** The customer's words with those of a cue underlined. */
export function CueText({ text, cues }: { text: string; cues: readonly KnownCue[] }): ReactElement {
  return (
    <>
      {cuePieces(text, cues).map((piece, at) =>
        piece.code === null ? (
          <span key={at}>{piece.text}</span>
        ) : (
          <mark key={at} className="cue" data-testid="cue-mark" data-code={piece.code}>
            {piece.text}
          </mark>
        ),
      )}
    </>
  );
}

/** Under the sentence: each cue once by code and name, with a tick when the agent logged it. */
export function CueNotes({ cues }: { cues: readonly KnownCue[] }): ReactElement {
  const { t } = useWords();
  const { taken } = useCues();
  const codes = [...new Set(cues.map(({ code }) => code))];
  return (
    <>
      {codes.map((code) => (
        <div key={code} className="sysln cue" data-testid="cue-note" data-code={code}>
          <Icon name={cueIcon[code]} size={14} />
          {t('watch.cueOf', { name: `${code} ${t(`watch.cue.${code}.name`)}` })}
          {taken.some((one) => one.code === code) && (
            <>
              <Icon name="check" size={12} />
              {t('watch.logged')}
            </>
          )}
        </div>
      ))}
    </>
  );
}
