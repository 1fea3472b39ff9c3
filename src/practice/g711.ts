/** G.711 µ-law (ITU-T G.711, PCMU of RFC 3551), as the reference code of ITU-T G.191 does it. */
const bias = 0x84;
const clip = 32_635;

/** The µ-law code of silence (+0). */
export const silence = 0xff;

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decodeSample(code: number): number {
  const bits = ~code & 0xff;
  const exponent = (bits >> 4) & 0x07;
  const magnitude = ((((bits & 0x0f) << 3) + bias) << exponent) - bias;
  return (bits & 0x80) === 0 ? magnitude : -magnitude;
}

const decoded = Int16Array.from({ length: 256 }, (_, code) => decodeSample(code));

/** 16-bit linear to µ-law, one byte for each sample. */
export function encodeMuLaw(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, encodeSample);
}

/** µ-law to 16-bit linear. */
export function decodeMuLaw(codes: Uint8Array): Int16Array {
  return Int16Array.from(codes, (code) => decoded[code] ?? 0);
}
