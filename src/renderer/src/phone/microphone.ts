/** The agent's microphone, and what to tell them when there is none. */

export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError';
  readonly reason: 'denied' | 'missing' | 'busy' | 'unknown';
  constructor(reason: MicrophoneError['reason'], options?: ErrorOptions) {
    super(`microphone: ${reason}`, options);
    this.reason = reason;
  }
}

/** Opens the chosen microphone, or the system's own when none is chosen or the chosen one is gone. Rejects with MicrophoneError. */
export async function openMicrophone(deviceId: string | null): Promise<MediaStream> {
  const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: deviceId === null ? processing : { ...processing, deviceId: { exact: deviceId } } });
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : '';
    if (deviceId !== null && (name === 'OverconstrainedError' || name === 'NotFoundError')) return openMicrophone(null);
    const reason = name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : name === 'NotFoundError' ? 'missing' : name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'unknown';
    throw new MicrophoneError(reason, { cause });
  }
}
