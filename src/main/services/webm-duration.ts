/** Writes the duration that a live MediaRecorder leaves out of its WebM header, so that players can seek (RFC 9559, Matroska). */

const ids = { header: 0x1a45dfa3, segment: 0x18538067, info: 0x1549a966, duration: 0x4489, scale: 0x2ad7b1, crc: 0xbf };

interface Element {
  readonly id: number;
  readonly at: number;
  readonly dataAt: number;
  readonly size: number | null;
}
interface Info extends Element {
  readonly size: number /** Nanoseconds that one unit of time is. */;
  readonly scale: number;
}

/** A copy with Info/Duration set to `durationMs`; bytes that are no live WebM (a segment of unknown size, its Info whole) come back unchanged. */
export function withDuration(webm: Buffer, durationMs: number): Buffer {
  const info = findInfo(webm);
  if (info === null || !info.live) return webm;
  const content = webm.subarray(info.dataAt, info.dataAt + info.size);
  const kept = withoutDuration(content);
  if (kept === null) return webm;
  const duration = Buffer.alloc(11);
  duration.writeUInt16BE(ids.duration, 0);
  duration.writeUInt8(0x88, 2);
  duration.writeDoubleBE((durationMs * 1_000_000) / info.scale, 3);
  const next = Buffer.concat([kept, duration]);
  const head = Buffer.alloc(12);
  head.writeUInt32BE(ids.info, 0);
  head.writeBigUInt64BE(0x0100000000000000n | BigInt(next.length), 4);
  return Buffer.concat([webm.subarray(0, info.at), head, next, webm.subarray(info.dataAt + info.size)]);
}

/** Duration in ms as the header says, or null. */
export function readDuration(webm: Buffer): number | null {
  const info = findInfo(webm);
  if (info === null) return null;
  for (const one of elements(webm, info.dataAt, info.dataAt + info.size)) {
    if (one.id !== ids.duration || (one.size !== 4 && one.size !== 8) || one.dataAt + one.size > webm.length) continue;
    return ((one.size === 4 ? webm.readFloatBE(one.dataAt) : webm.readDoubleBE(one.dataAt)) * info.scale) / 1_000_000;
  }
  return null;
}

/** `live`: the segment's size was not known when it was written, so that nothing else in the file depends on places in it. */
function findInfo(webm: Buffer): (Info & { readonly live: boolean }) | null {
  const [header] = elements(webm, 0, webm.length);
  if (header?.id !== ids.header || header.size === null) return null;
  const [segment] = elements(webm, header.dataAt + header.size, webm.length);
  if (segment?.id !== ids.segment) return null;
  for (const one of elements(webm, segment.dataAt, webm.length)) {
    if (one.id !== ids.info || one.size === null || one.dataAt + one.size > webm.length) continue;
    let scale = 1_000_000;
    for (const part of elements(webm, one.dataAt, one.dataAt + one.size)) {
      if (part.id === ids.scale && part.size !== null && part.size > 0 && part.size <= 6 && part.dataAt + part.size <= webm.length) scale = webm.readUIntBE(part.dataAt, part.size);
    }
    return scale > 0 ? { ...one, size: one.size, scale, live: segment.size === null } : null;
  }
  return null;
}

/** Without the checksum too: it is of the bytes as they were, and optional (RFC 8794 section 11.3.1). null: the parts do not fill the whole. */
function withoutDuration(content: Buffer): Buffer | null {
  const kept: Buffer[] = [];
  let end = 0;
  for (const one of elements(content, 0, content.length)) {
    if (one.size === null) return null;
    end = one.dataAt + one.size;
    if (one.id !== ids.duration && one.id !== ids.crc) kept.push(content.subarray(one.at, end));
  }
  return end === content.length ? Buffer.concat(kept) : null;
}

function* elements(bytes: Buffer, from: number, to: number): Generator<Element> {
  let at = from;
  while (at < to) {
    const id = readVint(bytes, at, false);
    const size = id === null ? null : readVint(bytes, at + id.length, true);
    if (id === null || size === null) return;
    const dataAt = at + id.length + size.length;
    const unknown = size.value === null;
    yield { id: id.value ?? 0, at, dataAt, size: size.value };
    if (unknown || size.value === null) return;
    at = dataAt + size.value;
  }
}

/** value null: the size is unknown, as a live stream writes it. */
function readVint(bytes: Buffer, at: number, isSize: boolean): { value: number | null; length: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = isSize ? first & (0xff >> length) : first;
  let ones = isSize && value === 0xff >> length;
  for (let next = 1; next < length; next += 1) {
    const byte = bytes[at + next] ?? 0;
    ones &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: ones ? null : value, length };
}
