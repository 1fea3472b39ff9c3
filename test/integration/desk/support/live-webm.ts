/** A WebM as a browser's recorder streams it: segment and clusters of unknown size, no duration, Opus in 20 ms frames (RFC 9559, RFC 7845). */
export function liveWebm(
  seconds: number,
  more: { readonly extraInfo?: readonly Buffer[]; readonly timestampScale?: number } = {},
): { readonly head: Buffer; readonly clusters: readonly Buffer[]; readonly whole: Buffer } {
  const opusHead = Buffer.concat([Buffer.from('OpusHead'), Buffer.from([1, 2, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0])]);
  const info = [...(more.extraInfo ?? []), uint(0x2ad7b1, more.timestampScale ?? 1_000_000), element(0x4d80, Buffer.from('Chrome')), element(0x5741, Buffer.from('Chrome'))];
  const track = element(
    0xae,
    uint(0xd7, 1),
    uint(0x73c5, 0xabcdef),
    uint(0x83, 2),
    element(0x86, Buffer.from('A_OPUS')),
    element(0x63a2, opusHead),
    element(0xe1, double(0xb5, 48_000), uint(0x9f, 2)),
  );
  const head = Buffer.concat([
    element(0x1a45dfa3, uint(0x4286, 1), uint(0x42f7, 1), uint(0x42f2, 4), uint(0x42f3, 8), element(0x4282, Buffer.from('webm')), uint(0x4287, 4), uint(0x4285, 2)),
    Buffer.from([0x18, 0x53, 0x80, 0x67]),
    unknownSize,
    element(0x1549a966, ...info),
    element(0x1654ae6b, track),
  ]);
  const clusters = Array.from({ length: seconds }, (_, second) =>
    Buffer.concat([
      Buffer.from([0x1f, 0x43, 0xb6, 0x75]),
      unknownSize,
      uint(0xe7, second * 1_000),
      ...Array.from({ length: 50 }, (_frame, at) => element(0xa3, Buffer.from([0x81, (at * 20) >> 8, (at * 20) & 0xff, 0x80, 0xfc, 0xff, 0xfe]))),
    ]),
  );
  return { head, clusters, whole: Buffer.concat([head, ...clusters]) };
}

const unknownSize = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
export function element(id: number, ...content: readonly Buffer[]): Buffer {
  const data = Buffer.concat(content);
  const hex = id.toString(16);
  const size = Buffer.alloc(4);
  size.writeUInt32BE((0x10000000 | data.length) >>> 0);
  return Buffer.concat([Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'), size, data]);
}
export function uint(id: number, value: number): Buffer {
  const data = Buffer.alloc(6);
  data.writeUIntBE(value, 0, 6);
  return element(id, data);
}
export function double(id: number, value: number): Buffer {
  const data = Buffer.alloc(8);
  data.writeDoubleBE(value);
  return element(id, data);
}
