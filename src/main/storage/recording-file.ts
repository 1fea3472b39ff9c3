/**
 * One recording on disk: pieces appended as they come, each encrypted (AES-256-GCM) and chained by hash to the one before,
 * so that a piece that is changed, moved or missing is noticed. A tail cut off by a crash is left out.
 *
 * Piece: length u32 BE | check 4 | nonce 12 | ciphertext | tag 16 | chain 32,
 *   chain = sha256(previous chain, nonce, ciphertext, tag), check = first bytes of sha256(previous chain, length).
 * The check tells a cut tail from a length that was changed: only the first may be left out.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

const headBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
const chainBytes = 32;

export class RecordingDamaged extends Error {
  override readonly name = 'RecordingDamaged';
}

export interface RecordingContents {
  readonly pieces: readonly Buffer[];
  readonly chain: Buffer;
  readonly wholeBytes: number;
}

export class RecordingFile {
  readonly #key: Buffer;
  readonly #id: string;
  readonly #handle: number;
  #chain: Buffer;
  #pieces: number;
  #bytes: number;
  #at: number;

  /** Opens for appending; what is whole in an existing file is kept, a cut tail is removed. Throws RecordingDamaged, and then changes nothing. */
  constructor(path: string, masterKey: Buffer, id: string) {
    this.#key = keyOf(masterKey, id);
    this.#id = id;
    const found = existsSync(path) ? readRecording(path, masterKey, id) : null;
    this.#handle = openSync(path, found === null ? 'wx' : 'r+', 0o600);
    this.#chain = found?.chain ?? Buffer.alloc(chainBytes);
    this.#pieces = found?.pieces.length ?? 0;
    this.#bytes = found?.pieces.reduce((sum, piece) => sum + piece.length, 0) ?? 0;
    this.#at = found?.wholeBytes ?? 0;
    if (found !== null) ftruncateSync(this.#handle, this.#at);
  }

  get pieces(): number {
    return this.#pieces;
  }
  /** Bytes of audio, without the cost of encryption. */
  get bytes(): number {
    return this.#bytes;
  }

  /** On the disk when it returns. Throws what the system says, ENOSPC when the disk is full; the file then ends after the last whole piece. */
  append(piece: Buffer): void {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    cipher.setAAD(aad(this.#id, this.#pieces, this.#chain));
    const sealed = Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    const chain = chainOf(this.#chain, nonce, sealed);
    const record = Buffer.concat([headOf(this.#chain, sealed.length), nonce, sealed, chain]);
    try {
      for (let done = 0; done < record.length; ) done += writeSync(this.#handle, record, done, record.length - done, this.#at + done);
      fdatasyncSync(this.#handle);
    } catch (error) {
      ftruncateSync(this.#handle, this.#at);
      throw error;
    }
    this.#at += record.length;
    this.#chain = chain;
    this.#pieces += 1;
    this.#bytes += piece.length;
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** Every whole piece in order. Throws RecordingDamaged when one before the end was changed. */
export function readRecording(path: string, masterKey: Buffer, id: string): RecordingContents {
  const file = readFileSync(path);
  const key = keyOf(masterKey, id);
  const pieces: Buffer[] = [];
  let chain: Buffer = Buffer.alloc(chainBytes);
  let at = 0;
  while (at + headBytes <= file.length) {
    const length = file.readUInt32BE(at);
    const damaged = (how: string, cause?: unknown): RecordingDamaged => new RecordingDamaged(`piece ${pieces.length} of the recording ${how}`, { cause });
    if (length < tagBytes || !headOf(chain, length).equals(file.subarray(at, at + headBytes))) {
      // where the power went, a file may end in zeros that were to be data
      if (file.subarray(at).every((byte) => byte === 0)) break;
      throw damaged('was changed');
    }
    const end = at + headBytes + nonceBytes + length + chainBytes;
    if (end > file.length) break;
    const nonce = file.subarray(at + headBytes, at + headBytes + nonceBytes);
    const sealed = file.subarray(at + headBytes + nonceBytes, end - chainBytes);
    const next = chainOf(chain, nonce, sealed);
    if (!next.equals(file.subarray(end - chainBytes, end))) {
      if (end === file.length) break;
      throw damaged('was changed');
    }
    const open = createDecipheriv('aes-256-gcm', key, nonce);
    open.setAAD(aad(id, pieces.length, chain));
    open.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    try {
      pieces.push(Buffer.concat([open.update(sealed.subarray(0, sealed.length - tagBytes)), open.final()]));
    } catch (cause) {
      throw damaged('cannot be decrypted', cause);
    }
    chain = next;
    at = end;
  }
  return { pieces, chain, wholeBytes: at };
}

const sha256 = (...parts: readonly Buffer[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const chainOf = (before: Buffer, nonce: Buffer, sealed: Buffer): Buffer => sha256(before, nonce, sealed);
function headOf(before: Buffer, length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return Buffer.concat([bytes, sha256(before, bytes).subarray(0, headBytes - 4)]);
}
const keyOf = (masterKey: Buffer, id: string): Buffer => Buffer.from(hkdfSync('sha256', masterKey, id, 'fairline recording', 32));
const aad = (id: string, sequence: number, chain: Buffer): Buffer => Buffer.concat([Buffer.from(`${id}|${sequence}|`), chain]);
