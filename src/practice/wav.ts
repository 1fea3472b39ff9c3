/** Mono 16-bit PCM with its rate in hertz. */
export interface Sound {
  readonly rate: number;
  readonly samples: Int16Array;
}

const pcm = 1;
const extensible = 0xfffe;

/** Reads a RIFF/WAVE file of 16-bit PCM; several channels are averaged. Throws with the reason when it is another thing. */
export function readWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 12 || word(bytes, 0) !== 'RIFF' || word(bytes, 8) !== 'WAVE') throw new Error('not a WAV file: no RIFF/WAVE header');
  let format: { readonly channels: number; readonly rate: number } | undefined;
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    switch (word(bytes, at)) {
      case 'fmt ': {
        if (size < 16 || body + 16 > bytes.byteLength) throw new Error('damaged WAV file: the format chunk is cut off');
        const code = view.getUint16(body, true);
        const bits = view.getUint16(body + 14, true);
        const channels = view.getUint16(body + 2, true);
        if ((code !== pcm && code !== extensible) || bits !== 16 || channels < 1) throw new Error(`only 16-bit PCM is read, this is format ${code} with ${bits} bits`);
        format = { channels, rate: view.getUint32(body + 4, true) };
        break;
      }
      case 'data':
        if (format === undefined) throw new Error('damaged WAV file: sound before its format');
        // A program that writes to a pipe does not know the size and leaves a huge one: take what is there.
        return { rate: format.rate, samples: mix(view, body, Math.min(size, bytes.byteLength - body), format.channels) };
      default:
        break;
    }
    at = body + size + (size % 2);
  }
  throw new Error('damaged WAV file: there is no sound in it');
}

/** A RIFF/WAVE file of the sound: PCM, 16 bit, one channel. */
export function writeWav(sound: Sound): Uint8Array {
  const bytes = new Uint8Array(44 + sound.samples.length * 2);
  const view = new DataView(bytes.buffer);
  put(bytes, 0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  put(bytes, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, pcm, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sound.rate, true);
  view.setUint32(28, sound.rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(bytes, 36, 'data');
  view.setUint32(40, sound.samples.length * 2, true);
  sound.samples.forEach((sample, index) => view.setInt16(44 + index * 2, sample, true));
  return bytes;
}

function mix(view: DataView, from: number, size: number, channels: number): Int16Array {
  const frames = Math.floor(size / 2 / channels);
  const samples = new Int16Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) sum += view.getInt16(from + (frame * channels + channel) * 2, true);
    samples[frame] = Math.round(sum / channels);
  }
  return samples;
}

function word(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function put(bytes: Uint8Array, at: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) bytes[at + index] = text.charCodeAt(index);
}
