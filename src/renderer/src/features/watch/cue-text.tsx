import type { ReactElement } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { cueIcon } from './cues.ts';
import type { KnownCue } from './cues.ts';
import { useCues } from './cue-store.ts';

/** The customer's words with those of a cue underlined. */
export function CueText({ text, cues }: { text: string; cues: readonly KnownCue[] }): ReactElement {
  return <>{cuePieces(text, cues).map((piece, at) => (piece.code === null ? <span key={at}>{piece.text}</span> : <mark key={at} className="cue" data-testid="cue-mark" data-code={piece.code}>{piece.text}</mark>))}</>;
}

interface CuePiece { readonly text: string; readonly code: string | null }

/** Where two cues share words the first one keeps them. */
export function cuePieces(text: string, cues: readonly Pick<KnownCue, 'code' | 'span'>[]): readonly CuePiece[] {
  const pieces: CuePiece[] = [];
  let at = 0;
  for (const { code, span } of cues.toSorted((a, b) => a.span[0] - b.span[0])) {
    const from = Math.max(at, span[0]);
    const to = Math.min(text.length, span[1]);
    if (to <= from) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), code: null });
    pieces.push({ text: text.slice(from, to), code });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), code: null });
  return pieces;
}

/** Under the sentence: each cue once by code and name, with a tick when the agent logged it. */
export function CueNotes({ cues }: { cues: readonly KnownCue[] }): ReactElement {
  const { t } = useWords();
  const { taken } = useCues();
  const codes = [...new Set(cues.map(({ code }) => code))];
  return <>{codes.map((code) => <div key={code} className="sysln cue" data-testid="cue-note" data-code={code}><Icon name={cueIcon[code]} size={14} />{t('watch.cueOf', { name: `${code} ${t(`watch.cue.${code}.name`)}` })}{taken.some((one) => one.code === code) && <><Icon name="check" size={12} />{t('watch.logged')}</>}</div>)}</>;
}
