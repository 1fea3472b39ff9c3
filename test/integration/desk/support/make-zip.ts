/** Writes a small zip by hand, so that a test can make a wrong one (PKWARE APPNOTE 6.3.3). */
import { deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number /** What the directory says of its length. */;
  readonly claim?: number /** Where the directory says it is. */;
  readonly at?: number;
}

export function makeZip(entries: readonly ZipEntry[], note = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data, stored = false, flags = 0, method = stored ? 0 : 8, claim = data.length, at: claimedAt } of entries) {
    const packed = stored ? data : deflateRawSync(data);
    const bytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claim, 22);
    local.writeUInt16LE(bytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claim, 24);
    entry.writeUInt16LE(bytes.length, 28);
    entry.writeUInt32LE(claimedAt ?? at, 42);
    directory.push(entry, bytes);
    parts.push(local, bytes, packed);
    at += local.length + bytes.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(note.length, 20);
  return Buffer.concat([...parts, list, end, Buffer.from(note)]);
}
