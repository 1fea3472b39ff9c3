/** A form with a file, up to a size. */
import type { Readable } from 'node:stream';

class BodyError extends Error {
  readonly statusCode: number;
  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** @throws BodyError 413 when it is too big, 400 when it is no form. */
export async function readMultipart(payload: Readable, contentType: string, mostBytes: number): Promise<FormData> {
  const pieces: Buffer<ArrayBuffer>[] = [];
  let size = 0;
  for await (const piece of payload as AsyncIterable<Buffer<ArrayBuffer>>) {
    size += piece.length;
    if (size > mostBytes) throw new BodyError(413, `The file is larger than ${Math.floor(mostBytes / 1_000_000)} MB.`);
    pieces.push(piece);
  }
  return new Response(new Blob(pieces), { headers: { 'content-type': contentType } }).formData().catch((error: unknown) => {
    throw new BodyError(400, `The form cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
  });
}
