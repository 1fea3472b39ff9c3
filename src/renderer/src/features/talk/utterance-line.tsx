import { memo, useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import type { Flag } from '../../../../domain/compliance/rule-pack.ts';
import type { Utterance } from '../../../../domain/compliance/transcript.ts';
import { SeverityGlyph, SeverityTag } from '../../ui/severity-glyph.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { callSession } from '../call/call-session.ts';
import { ruleWords } from '../say/rule-book.ts';
import { CueNotes, CueText } from '../watch/cue-text.tsx';
import type { KnownCue } from '../watch/cues.ts';
import { duration } from '../words/format.ts';
import { markText } from './mark-text.ts';

export type ShownFlag = Flag & { markAt: number };

/** One sentence of one speaker; what is still being heard is lighter. Flags sit inside the words. */
export const UtteranceLine = memo(function UtteranceLine({ utterance, flags, cues }: LineProps): ReactElement {
  const { t } = useWords();
  const mine = utterance.speaker === 'agent';
  return (
    <>
      <div className={mine ? 'ut a' : 'ut c'} data-testid="utterance" data-speaker={utterance.speaker} data-final={utterance.final} data-utterance-id={utterance.id}>
        <span className="sp">{mine ? t('call.me') : t('call.them')}</span>
        <div className="tx">
          <span className={utterance.final ? 'said-text' : 'said-text part'}>
            {cues.length > 0 ? (
              <CueText text={utterance.text} cues={cues} />
            ) : (
              markText(utterance.text, flags).map((piece, at) => (piece.flag === null ? <span key={at}>{piece.text}</span> : <FlagMark key={piece.flag.id} flag={piece.flag} text={piece.text} />))
            )}
          </span>
          {utterance.final ? <time>{duration(utterance.startMs / 1000)}</time> : <span className="caret" />}
        </div>
      </div>
      {cues.length > 0 && <CueNotes cues={cues} />}
      {flags.map((flag) => (
        <FlagNote key={flag.id} flag={flag} />
      ))}
    </>
  );
}, sameLine);

interface LineProps {
  utterance: Utterance;
  flags: readonly ShownFlag[];
  cues: readonly KnownCue[];
}
function sameLine(a: LineProps, b: LineProps): boolean {
  if (a.cues.length !== b.cues.length || a.cues.some((cue, at) => cue !== b.cues[at])) return false;
  return a.utterance === b.utterance && a.flags.length === b.flags.length && a.flags.every((flag, at) => flag === b.flags[at]);
}

/** The facts of a flag as attributes, for tests and measurements. */
function flagFacts(flag: ShownFlag): Record<`data-${string}`, string | number> {
  return {
    'data-testid': 'flag',
    'data-rule': flag.ruleId,
    'data-version': flag.packVersion,
    'data-severity': flag.severity,
    'data-status': flag.status,
    'data-start-ms': flag.startMs,
    'data-end-ms': flag.endMs,
    'data-mark-at': flag.markAt,
    'data-words': flag.words,
  };
}

function FlagMark({ flag, text }: { flag: ShownFlag; text: string }): ReactElement {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => mark.current?.setAttribute('data-painted-at', String(callSession.painted(flag.id) ?? '')));
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [flag.id]);
  return (
    <mark ref={mark} className={`${flag.severity.toLowerCase()} ${flag.status}`} {...flagFacts(flag)}>
      <span className="in-text">
        <SeverityGlyph severity={flag.severity} />
      </span>
      {text}
    </mark>
  );
}

/** Under the sentence: the rule by name once confirmed, one quiet line when withdrawn. */
function FlagNote({ flag }: { flag: ShownFlag }): ReactElement | null {
  const { t, lang } = useWords();
  if (flag.status === 'partial') return null;
  const { title } = ruleWords(flag.ruleId, lang);
  if (flag.status === 'withdrawn')
    return (
      <div className="sysln withdrawn" {...flagFacts(flag)}>
        {t('flag.withdrawnNote', { title })}
      </div>
    );
  return (
    <div className={`fnote ${flag.severity.toLowerCase()}`}>
      <span className="l1">
        <SeverityTag severity={flag.severity} />
        <b className="ell">{title}</b>
        <span className="dim">{t(`flag.status.${flag.status}`)}</span>
      </span>
    </div>
  );
}
