/** app://fairline: the page, its worker and the speech models, under the same content policy as in the browser host. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { CustomScheme } from 'electron';
import { contentTypes, pagePolicy } from '../page-files.ts';

/** The page's origin, as the window, the permissions and the message ports check it. */
export const deskOrigin = 'app://fairline';
export const deskPage = `${deskOrigin}/index.html`;

/** Must be registered before the program is ready. Secure, because the microphone and worklets are for secure pages only. */
export const deskScheme: CustomScheme = { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } };

/** Whether an address belongs to the desk's page. Node keeps no origin for unknown schemes, hence the parts. */
export function isDeskAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return protocol === 'app:' && host === 'fairline';
}

export interface ProtocolParts {
  readonly rendererDir: string;
  readonly lineServer: string;
  /** The checked model file behind a name, or null: SpeechModels.fileOf. */
  readonly modelFile: (name: string) => Promise<string | null>;
}

/** Answers the page's requests; everything that is not one of its own files is a 404. */
export function deskProtocol(parts: ProtocolParts): (request: Pick<Request, 'url' | 'method'>) => Promise<Response> {
  const headers = { 'content-security-policy': pagePolicy(parts.lineServer), 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
  const plain = (status: number, text: string): Response => new Response(text, { status, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } });

  return async (request) => {
    if (!isDeskAddress(request.url)) return plain(404, 'not here');
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'read only');
    const path = decoded(new URL(request.url).pathname);
    if (path === null) return plain(400, 'not an address');
    const file = path.startsWith('/models/') ? await parts.modelFile(path.slice('/models/'.length)) : fileOf(parts.rendererDir, path);
    if (file === null || !existsSync(file) || !statSync(file).isFile()) return plain(404, 'not here');
    const answer = { ...headers, 'content-type': contentTypes[extname(file)] ?? 'application/octet-stream', 'content-length': String(statSync(file).size), 'cache-control': 'no-cache' };
    if (request.method === 'HEAD') return new Response(null, { headers: answer });
    return new Response(Readable.toWeb(createReadStream(file)), { headers: answer });
  };
}

function fileOf(folder: string, path: string): string | null {
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  return file.startsWith(normalize(folder) + sep) ? file : null;
}

function decoded(path: string): string | null {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\0') ? null : text;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
