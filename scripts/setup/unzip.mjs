/** Reads the files of a zip archive that fits into memory: PKWARE APPNOTE 6.3.3, stored and deflated entries, no encryption, no zip64. */
import { inflateRawSync } from 'node:zlib';

const damaged = (why) => new Error(`The archive is damaged: ${why}.`);

/** @returns {{name: string, data: () => Buffer}[]} files below `folder/`, names relative to it, sorted */
export function unzip(archive, folder) {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== 0x06054b50) end -= 1;
  if (end < 0) throw damaged('its directory is missing');
  const files = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== 0x02014b50) throw damaged('its directory is cut off');
    const [flags, method] = [archive.readUInt16LE(at + 8), archive.readUInt16LE(at + 10)];
    const [packed, size] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)];
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    at += 46 + nameLength + extraLength + noteLength;
    if (!name.startsWith(`${folder}/`) || name.endsWith('/')) continue;
    const relative = name.slice(folder.length + 1);
    if (relative.split('/').some((part) => part === '..' || part === '') || relative.includes('\\')) throw damaged('a file name leads out of it');
    if ((flags & 1) !== 0 || (method !== 0 && method !== 8)) throw damaged('a file is packed in an unknown way');
    files.push({
      name: relative,
      data: () => {
        if (local + 30 > archive.length || archive.readUInt32LE(local) !== 0x04034b50) throw damaged(`${relative} is not where its directory says`);
        const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
        const raw = archive.subarray(from, from + packed);
        const data = method === 0 ? raw : inflated(raw, size, relative);
        if (data.length !== size) throw damaged(`${relative} has the wrong length`);
        return data;
      },
    });
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** At most as much as its directory says: a small file must not fill the memory. */
function inflated(raw, size, name) {
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw damaged(`${name} cannot be unpacked (${error.code})`);
  }
}
