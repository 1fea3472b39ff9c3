import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { progress } from './say.mjs';

/**
 * Fetches a file and resumes a part of it left by an earlier try. Throws with the reason; the part stays for the next try, unless
 * the server has none that fits it. Whether the bytes are the right ones is for the caller to say.
 * @returns {Promise<boolean>} true when a part of an earlier try is in it
 */
export async function download(url, target, { label, bytes, connectMs = 15_000, stallMs = 30_000 }) {
  const part = `${target}.part`;
  let have = existsSync(part) ? statSync(part).size : 0;
  if (have > bytes) {
    rmSync(part);
    have = 0;
  }
  const resumed = have > 0;
  if (have < bytes) {
    const stop = new AbortController();
    let timer = setTimeout(() => stop.abort(new Error('no answer')), connectMs);
    try {
      const response = await fetch(url, { headers: resumed ? { range: `bytes=${have}-` } : {}, signal: stop.signal });
      const other = response.status === 416 || (response.status === 206 && !response.headers.get('content-range')?.startsWith(`bytes ${have}-`));
      if (other && existsSync(part)) rmSync(part);
      if (!response.ok || other || response.body === null) {
        await response.body?.cancel();
        throw new Error(`answer ${response.status}`);
      }
      if (response.status !== 206) have = 0;
      const watch = new Transform({
        transform(piece, _encoding, done) {
          clearTimeout(timer);
          timer = setTimeout(() => stop.abort(new Error('the download stood still')), stallMs);
          have += piece.length;
          progress(label, have, bytes);
          done(have > bytes ? new Error('it is longer than it should be') : null, piece);
        },
      });
      await pipeline(Readable.fromWeb(response.body), watch, createWriteStream(part, { flags: response.status === 206 ? 'a' : 'w' }));
    } finally {
      clearTimeout(timer);
    }
    if (statSync(part).size !== bytes) throw new Error('the download ended early');
  }
  renameSync(part, target);
  return resumed;
}
