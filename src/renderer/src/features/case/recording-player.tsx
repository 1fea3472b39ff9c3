import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { create } from 'zustand';
import { desk } from '../../desk/desk-query.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useNow } from '../frame/use-now.ts';
import { duration, moment } from '../words/format.ts';
import { QueryError } from '../words/query-error.tsx';

interface Playing {
  readonly recordingId: string;
  readonly at: number | null;
  readonly seconds: number;
}
const usePlaying = create<{ one: Playing | null }>(() => ({ one: null }));

/** Opens the player on a recording. */
export function PlayButton({ recordingId, at, seconds }: Playing): ReactElement {
  const { t } = useWords();
  return (
    <button
      type="button"
      className="btn ghost sm play"
      aria-label={`${t('recording.play')} ${duration(seconds)}`}
      data-testid="recording-play"
      data-recording-id={recordingId}
      onClick={() => {
        usePlaying.setState({ one: { recordingId, at, seconds } });
      }}
    >
      <Icon name="play" size={12} />
      <span className="num">{duration(seconds)}</span>
    </button>
  );
}

/** The player at the foot of the case: plays from this desk, with seek. */
export function RecordingPlayer(): ReactElement | null {
  const one = usePlaying((s) => s.one);
  useEffect(
    () => () => {
      usePlaying.setState({ one: null });
    },
    [],
  );
  return one === null ? null : <Player key={one.recordingId} one={one} />;
}

function Player({ one }: { one: Playing }): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const piece = useQuery(desk.recordings.read.queryOptions({ input: { recordingId: one.recordingId }, gcTime: 0, staleTime: Infinity }));
  const speakerId = useQuery(desk.settings.get.queryOptions()).data?.speakerId ?? null;
  const audio = useRef<HTMLAudioElement>(null);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(one.seconds);
  const [playing, setPlaying] = useState(false);
  const [bad, setBad] = useState(false);
  useEffect(() => {
    const element = audio.current;
    if (element === null || piece.data === undefined) return;
    const url = URL.createObjectURL(piece.data);
    element.src = url;
    const sink = 'setSinkId' in element && speakerId !== null ? element.setSinkId(speakerId) : Promise.resolve();
    sink
      .then(() => element.play())
      .catch((cause: unknown) => {
        console.warn('playback did not start by itself', cause);
      });
    return () => {
      element.removeAttribute('src');
      URL.revokeObjectURL(url);
    };
  }, [piece.data, speakerId]);
  const toggle = (): void => {
    const element = audio.current;
    if (element === null) return;
    if (element.paused)
      element.play().catch(() => {
        setBad(true);
      });
    else element.pause();
  };
  const words = t('recording.of', { when: one.at === null ? '' : moment(one.at, lang, now) });
  return (
    <div className="player" role="group" aria-label={words} data-testid="recording-player" data-playing={playing} data-at={at.toFixed(1)} data-length={length.toFixed(1)}>
      <audio
        ref={audio}
        onTimeUpdate={(e) => {
          setAt(e.currentTarget.currentTime);
        }}
        onPlay={() => {
          setPlaying(true);
        }}
        onPause={() => {
          setPlaying(false);
        }}
        onEnded={() => {
          setPlaying(false);
        }}
        onError={(e) => {
          if (e.currentTarget.hasAttribute('src')) setBad(true);
        }}
        onDurationChange={(e) => {
          if (Number.isFinite(e.currentTarget.duration)) setLength(e.currentTarget.duration);
        }}
      />
      {piece.isError ? (
        <QueryError
          error={piece.error}
          retry={() => {
            void piece.refetch();
          }}
          compact
        />
      ) : bad ? (
        <ErrorNote what={t('recording.bad')} why={t('recording.badWhy')} next={t('recording.badNext')} code="RECORDING_FORMAT" detailsLabel={t('app.details')} compact />
      ) : (
        <>
          <button type="button" className="btn icon" aria-label={playing ? t('recording.pause') : t('recording.play')} disabled={piece.data === undefined} onClick={toggle}>
            {playing ? <Icon name="pause" size={14} /> : <Icon name="play" size={14} />}
          </button>
          <span className="num">{duration(at)}</span>
          <input
            type="range"
            className="grow"
            min={0}
            max={Math.max(1, length)}
            step={0.1}
            value={Math.min(at, length)}
            aria-label={t('recording.seek')}
            aria-valuetext={duration(at)}
            data-testid="recording-seek"
            onChange={(e) => {
              const to = Number(e.target.value);
              setAt(to);
              if (audio.current !== null) audio.current.currentTime = to;
            }}
          />
          <span className="num dim">{duration(length)}</span>
          <span className="sec ell">{words}</span>
        </>
      )}
      <button
        type="button"
        className="btn ghost icon sm"
        aria-label={t('recording.close')}
        onClick={() => {
          usePlaying.setState({ one: null });
        }}
      >
        <Icon name="x" size={14} />
      </button>
    </div>
  );
}
