/** Bytes of a text file to text: UTF-8 (with or without mark), UTF-16 with mark, else GB18030, which includes GBK and GB2312. */
import iconv from 'iconv-lite';
import { CentreError } from '../centre-error.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16' | 'gb18030';
}

/** @throws CentreError FILE_REFUSED when it is none of these. */
export function decodeText(bytes: Buffer): DecodedText {
  if (startsWith(bytes, [0xff, 0xfe])) return { text: iconv.decode(bytes, 'utf-16le'), encoding: 'utf-16' };
  if (startsWith(bytes, [0xfe, 0xff])) return { text: iconv.decode(bytes, 'utf-16be'), encoding: 'utf-16' };
  if (bytes.includes(0)) throw new CentreError('FILE_REFUSED', 'This is not a text file: it holds zero bytes. Send CSV or XLSX.');
  const utf8 = strictUtf8(bytes);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  const text = iconv.decode(bytes, 'gb18030');
  if (text.includes('\u{fffd}')) throw new CentreError('FILE_REFUSED', 'The letters of this file are neither UTF-8 nor GB18030 (GBK). Save it as "CSV UTF-8" and send it again.');
  return { text, encoding: 'gb18030' };
}

function startsWith(bytes: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function strictUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
