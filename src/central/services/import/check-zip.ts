/** Looks into a ZIP before a library does: entry names, count and real unpacked size, so that a ZIP bomb never unfolds. */
import { inflateRawSync } from 'node:zlib';
import { CentreError } from '../centre-error.ts';

const mostEntries = 2000;
const mostUnpacked = 400_000_000;
const centralEntry = 0x02014b50;
const localEntry = 0x04034b50;
const endOfDirectory = 0x06054b50;
const refuse = (why: string) => new CentreError('FILE_REFUSED', `This XLSX file is ${why}. Save it again with a spreadsheet program.`);

/** Names of the entries. @throws CentreError FILE_REFUSED. Format: PKWARE APPNOTE 6.3 sections 4.3.7, 4.3.12, 4.3.16. */
export function checkZip(bytes: Buffer): readonly string[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== endOfDirectory) throw refuse('cut short');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > mostEntries) throw refuse('made of far too many parts');
  const names: string[] = [];
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== centralEntry) throw refuse('damaged');
    const flags = bytes.readUInt16LE(at + 8);
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const unpacked = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const start = bytes.readUInt32LE(at + 42);
    if ((flags & 1) !== 0) throw refuse('locked with a password');
    if (unpacked === 0xffffffff || packed === 0xffffffff) throw refuse('too big');
    total += unpacked;
    if (total > mostUnpacked) throw refuse('far bigger inside than outside');
    names.push(bytes.toString('utf8', at + 46, at + 46 + nameLength));
    checkUnpackedSize(bytes, { start, packed, unpacked, method });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}

/** The directory may lie about the size; unpacking with that size as the limit shows it. */
function checkUnpackedSize(bytes: Buffer, entry: { readonly start: number; readonly packed: number; readonly unpacked: number; readonly method: number }): void {
  if (entry.start + 30 > bytes.length || bytes.readUInt32LE(entry.start) !== localEntry) throw refuse('damaged');
  const from = entry.start + 30 + bytes.readUInt16LE(entry.start + 26) + bytes.readUInt16LE(entry.start + 28);
  if (from + entry.packed > bytes.length) throw refuse('cut short');
  if (entry.method === 0) {
    if (entry.packed !== entry.unpacked) throw refuse('damaged');
    return;
  }
  if (entry.method !== 8) throw refuse('packed in an unusual way');
  try {
    if (inflateRawSync(bytes.subarray(from, from + entry.packed), { maxOutputLength: Math.max(entry.unpacked, 1) }).length !== entry.unpacked) throw refuse('damaged');
  } catch (error) {
    if (error instanceof CentreError) throw error;
    throw new CentreError('FILE_REFUSED', 'This XLSX file is damaged or not what it says it is. Save it again with a spreadsheet program.', { cause: error });
  }
}
