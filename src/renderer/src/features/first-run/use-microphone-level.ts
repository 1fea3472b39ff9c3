import { useEffect, useState } from 'react';

export type MicrophoneCheck =
  | { readonly state: 'asking' }
  | { readonly state: 'none' }
  | { readonly state: 'denied' }
  | { readonly state: 'open'; readonly name: string; readonly level: number; readonly heard: boolean };

/** RMS above which a voice counts as heard (about −38 dBFS). */
const voice = 0.0125;

/** Opens the microphone while the check is on the screen and measures it 15 times a second. `attempt` starts it anew. */
export function useMicrophoneLevel(deviceId: string | null, attempt: number): MicrophoneCheck {
  const [check, setCheck] = useState<MicrophoneCheck>({ state: 'asking' });
  useEffect(() => {
    let closed = false;
    let close = (): void => {
      closed = true;
    };
    const open = async (): Promise<void> => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: deviceId === null ? true : { deviceId } });
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      analyser.fftSize = 1024;
      context.createMediaStreamSource(stream).connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      let heard = false;
      const timer = window.setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        const rms = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
        heard ||= rms > voice;
        setCheck({ state: 'open', name: stream.getAudioTracks()[0]?.label ?? '', level: Math.min(1, Math.sqrt(rms) * 1.8), heard });
      }, 66);
      close = () => {
        closed = true;
        window.clearInterval(timer);
        for (const track of stream.getTracks()) track.stop();
        context.close().catch((error: unknown) => {
          console.warn('audio not closed', error);
        });
      };
      if (closed) close();
    };
    open().catch((error: unknown) => {
      const denied = error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError');
      if (!closed) setCheck({ state: denied ? 'denied' : 'none' });
    });
    return () => {
      close();
    };
  }, [deviceId, attempt]);
  return check;
}
