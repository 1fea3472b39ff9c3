/** Writes a plain POSIX ustar archive with one top folder: the shape the recogniser reads (docs/speech.md). Same input, same bytes.
 * Folders have entries of their own: without them the recogniser unpacks every file and then finds none. */
import { Buffer } from 'node:buffer';

export function* tarPieces(top, files) {
  const folders = new Set(
    files.flatMap(({ name }) =>
      name
        .split('/')
        .slice(0, -1)
        .map((_part, index, parts) => parts.slice(0, index + 1).join('/')),
    ),
  );
  yield header(`${top}/`, 0, 'folder');
  for (const folder of [...folders].sort()) yield header(`${top}/${folder}/`, 0, 'folder');
  for (const { name, data } of files) {
    const content = data();
    yield header(`${top}/${name}`, content.length);
    yield content;
    const rest = content.length % 512;
    if (rest > 0) yield Buffer.alloc(512 - rest);
  }
  yield Buffer.alloc(1024);
}

function header(name, size, kind = 'file') {
  const block = Buffer.alloc(512);
  if (Buffer.byteLength(name) > 100) throw new Error(`The file name is too long for the archive: ${name}`);
  block.write(name, 0);
  block.write(kind === 'folder' ? '0000755\0' : '0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write(kind === 'folder' ? '5' : '0', 156);
  block.write('ustar\u000000', 257);
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
