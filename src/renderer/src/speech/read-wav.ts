/** Samples (−1…1) of a mono 16-bit PCM WAV file. Throws when it is something else. */
export function readWav(file: ArrayBuffer): Float32Array {
  const view = new DataView(file);
  if (file.byteLength < 44 || view.getUint32(0) !== 0x52494646) throw new Error('not a WAV file');
  for (let at = 12; at + 8 <= file.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    if (view.getUint32(at) === 0x64617461) {
      const count = Math.floor(Math.min(size, file.byteLength - at - 8) / 2);
      const samples = new Float32Array(count);
      for (let n = 0; n < count; n += 1) samples[n] = view.getInt16(at + 8 + n * 2, true) / 32_768;
      return samples;
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('the WAV file has no data');
}
