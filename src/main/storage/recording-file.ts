/**
 * One recording on disk: pieces appended as they come, each encrypted (AES-256-GCM) and chained by hash to the one before,
 * so that a piece that is changed, moved or missing is noticed. A tail cut off by a crash is left out.
 *
 * Piece: length u32 BE | nonce 12 | ciphertext | tag 16 | chain 32, chain = sha256(previous chain, nonce, ciphertext, tag).
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

const nonceBytes = 12;
const tagBytes = 16;
const chainBytes = 32;

export class RecordingDamaged extends Error {
  override readonly name = 'RecordingDamaged';
}

export interface RecordingContents { readonly pieces: readonly Buffer[]; readonly chain: Buffer; readonly wholeBytes: number }

export class RecordingFile {
  readonly #key: Buffer; readonly #id: string; readonly #handle: number;
  #chain: Buffer; #pieces: number; #bytes: number; #at: number;

  /** Opens for appending; what is whole in an existing file is kept, a cut tail is removed. */
  constructor(path: string, masterKey: Buffer, id: string) {
    this.#key = keyOf(masterKey, id);
    this.#id = id;
    const found = existsSync(path) ? readRecording(path, masterKey, id) : null;
    this.#handle = openSync(path, found === null ? 'a' : 'r+', 0o600);
    this.#chain = found?.chain ?? Buffer.alloc(chainBytes);
    this.#pieces = found?.pieces.length ?? 0;
    this.#bytes = found?.pieces.reduce((sum, piece) => sum + piece.length, 0) ?? 0;
    this.#at = found?.wholeBytes ?? 0;
    if (found !== null) ftruncateSync(this.#handle, this.#at);
  }

  get pieces(): number { return this.#pieces; }
  /** Bytes of audio, without the cost of encryption. */
  get bytes(): number { return this.#bytes; }

  /** On the disk when it returns. Throws what the system says, ENOSPC when the disk is full; the file then ends after the last whole piece. */
  append(piece: Buffer): void {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    cipher.setAAD(aad(this.#id, this.#pieces, this.#chain));
    const sealed = Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    const chain = createHash('sha256').update(this.#chain).update(nonce).update(sealed).digest();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    const record = Buffer.concat([length, nonce, sealed, chain]);
    for (let done = 0; done < record.length;) done += writeSync(this.#handle, record, done, record.length - done, this.#at + done);
    fdatasyncSync(this.#handle);
    this.#at += record.length;
    this.#chain = chain;
    this.#pieces += 1;
    this.#bytes += piece.length;
  }

  close(): void { closeSync(this.#handle); }
}

/** Every whole piece in order. Throws RecordingDamaged when one before the end was changed. */
export function readRecording(path: string, masterKey: Buffer, id: string): RecordingContents {
  const file = readFileSync(path);
  const key = keyOf(masterKey, id);
  const pieces: Buffer[] = [];
  let chain: Buffer = Buffer.alloc(chainBytes);
  let at = 0;
  while (at + 4 <= file.length) {
    const length = file.readUInt32BE(at);
    const end = at + 4 + nonceBytes + length + chainBytes;
    if (length < tagBytes || end > file.length) break;
    const nonce = file.subarray(at + 4, at + 4 + nonceBytes);
    const sealed = file.subarray(at + 4 + nonceBytes, end - chainBytes);
    const next = createHash('sha256').update(chain).update(nonce).update(sealed).digest();
    if (!next.equals(file.subarray(end - chainBytes, end))) {
      if (end === file.length) break;
      throw new RecordingDamaged(`piece ${pieces.length} of the recording was changed`);
    }
    const open = createDecipheriv('aes-256-gcm', key, nonce);
    open.setAAD(aad(id, pieces.length, chain));
    open.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    try {
      pieces.push(Buffer.concat([open.update(sealed.subarray(0, sealed.length - tagBytes)), open.final()]));
    } catch (cause) {
      throw new RecordingDamaged(`piece ${pieces.length} of the recording cannot be decrypted`, { cause });
    }
    chain = next;
    at = end;
  }
  return { pieces, chain, wholeBytes: at };
}

const keyOf = (masterKey: Buffer, id: string): Buffer => Buffer.from(hkdfSync('sha256', masterKey, id, 'fairline recording', 32));
const aad = (id: string, sequence: number, chain: Buffer): Buffer => Buffer.concat([Buffer.from(`${id}|${sequence}|`), chain]);
