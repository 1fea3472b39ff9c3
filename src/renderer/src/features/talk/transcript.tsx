import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { cuesByUtterance } from '../watch/cues.ts';
import type { KnownCue } from '../watch/cues.ts';
import { UtteranceLine } from './utterance-line.tsx';
import type { ShownFlag } from './utterance-line.tsx';

const none: readonly ShownFlag[] = [];
const noCues: readonly KnownCue[] = [];
/** How near to the end still counts as following, in px. */
const nearEnd = 48;

/** Both sides written down as they speak. Follows the newest words unless the agent scrolled up. */
export function Transcript(): ReactElement {
  const { t } = useWords();
  const utterances = useCallSession((s) => s.utterances);
  const flags = useCallSession((s) => s.flags);
  const listening = useCallSession((s) => s.listening);
  const triggers = useCallSession((s) => s.watch?.triggers);
  const inCall = useCallSession((s) => s.phase === 'in-call');
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const byUtterance = useMemo(() => Map.groupBy(flags, (flag) => flag.utteranceId), [flags]);
  const cues = useMemo(() => cuesByUtterance(triggers ?? [], utterances), [triggers, utterances]);
  const toEnd = (): void => {
    const box = scroller.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  };
  useEffect(() => {
    if (following) toEnd();
  }, [utterances, flags, triggers, following]);
  useEffect(() => {
    const box = scroller.current;
    if (box === null || !following) return;
    const watcher = new ResizeObserver(toEnd); // a cue card below makes the box smaller
    watcher.observe(box);
    return () => {
      watcher.disconnect();
    };
  }, [following]);
  return (
    <div
      className="script"
      role="log"
      aria-live="off"
      aria-label={t('talk.log')}
      tabIndex={0}
      ref={scroller}
      data-testid="transcript"
      data-count={utterances.length}
      onScroll={(event) => {
        const box = event.currentTarget;
        setFollowing(box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd);
      }}
    >
      {utterances.length === 0 && <p className="empty">{!inCall ? t('talk.notOnCall') : listening === 'off' ? t('talk.emptyOff') : t('talk.empty')}</p>}
      {utterances.map((one) => (
        <UtteranceLine key={one.id} utterance={one} flags={byUtterance.get(one.id) ?? none} cues={cues.get(one.id) ?? noCues} />
      ))}
      {!following && (
        <button
          type="button"
          className="btn sm to-end"
          onClick={() => {
            setFollowing(true);
            toEnd();
          }}
        >
          {t('talk.toEnd')}
        </button>
      )}
    </div>
  );
}
