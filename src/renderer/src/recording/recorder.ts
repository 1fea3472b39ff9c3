/** Records both sides of a call: left the agent, right the customer; Opus in WebM, a piece every second. */

export interface RecorderOptions {
  readonly agentStream: MediaStream;
  readonly customerStream: MediaStream;
  /** Pieces come in order, each about one second; the last one when `stop` is called. */
  readonly onPiece: (piece: Blob, sequence: number) => void;
}
export interface Recorder {
  readonly mimeType: string;
  /** Length so far in ms, on the audio clock. */
  durationMs(): number;
  /** Resolves with the length when the last piece has been given. */
  stop(): Promise<number>;
}

const mimeType = 'audio/webm;codecs=opus';

/** Throws when this browser cannot record; the caller then says so instead of calling unrecorded. */
export function startRecorder(options: RecorderOptions): Recorder {
  const context = new AudioContext({ sampleRate: 48_000 });
  const merger = context.createChannelMerger(2);
  const sources = [options.agentStream, options.customerStream].map((stream, channel) => {
    const source = context.createMediaStreamSource(stream);
    const mono = new GainNode(context, { channelCount: 1, channelCountMode: 'explicit' });
    source.connect(mono).connect(merger, 0, channel);
    return source;
  });
  const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 2, channelCountMode: 'explicit' });
  merger.connect(destination);
  const media = new MediaRecorder(destination.stream, { mimeType, audioBitsPerSecond: 64_000 });
  let sequence = 0;
  media.addEventListener('dataavailable', ({ data }) => {
    if (data.size === 0) return;
    options.onPiece(data, sequence);
    sequence += 1;
  });
  const started = context.currentTime;
  media.start(1_000);
  const durationMs = (): number => Math.round((context.currentTime - started) * 1_000);
  return {
    mimeType,
    durationMs,
    stop: () =>
      new Promise((resolve) => {
        const length = durationMs();
        media.addEventListener(
          'stop',
          () => {
            for (const source of sources) source.disconnect();
            void context.close().then(() => resolve(length));
          },
          { once: true },
        );
        if (media.state === 'inactive') media.dispatchEvent(new Event('stop'));
        else media.stop();
      }),
  };
}
