/** Serves the renderer and the desk contract to this machine only, to whoever holds the one-time launch token. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import { onError } from '@orpc/server';
import { WebSocketServer } from 'ws';
import type { Desk } from '../../compose.ts';
import type { Log } from '../host.ts';
import { contentTypes, pagePolicy } from '../page-files.ts';

export interface LocalServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

export async function startLocalServer(parts: { desk: Desk; rendererDir: string; replayFile: string | null; port: number; lineServer: string; log: Log }): Promise<LocalServer> {
  const launchToken = randomBytes(24).toString('base64url');
  const cookie = randomBytes(24).toString('base64url');
  const csp = pagePolicy(parts.lineServer);
  const rendererDir = resolve(parts.rendererDir);
  let port = parts.port;
  // cookies know no ports: each desk of this machine has a name of its own
  const cookieName = (): string => `fairline-${port}`;
  const isOurs = (request: IncomingMessage): boolean => same(cookieValue(request.headers.cookie ?? '', cookieName()), cookie);
  const hosts = (): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      parts.log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('content-security-policy', csp);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    const url = asUrl(request.url ?? '/');
    const asked = url === null ? null : decoded(url.pathname);
    if (url === null || asked === null) return plain(response, 400, 'not an address');
    if (!hosts().includes(request.headers.host ?? '')) return plain(response, 421, 'wrong host');
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'read only');
    if (url.pathname === '/health') return json(response, { ok: true });
    const token = url.searchParams.get('launch');
    if (url.pathname === '/' && token !== null && same(token, launchToken)) {
      response.setHeader('set-cookie', `${cookieName()}=${cookie}; HttpOnly; SameSite=Strict; Path=/`);
    } else if (!isOurs(request)) return plain(response, 403, 'Open the desk with the address that "npm start" printed.');
    if (url.pathname.startsWith('/models/')) return send(request, response, await parts.desk.speech.fileOf(url.pathname.slice('/models/'.length)), true);
    if (url.pathname === '/speech/replay.json') return send(request, response, parts.replayFile, false);
    const path = join(rendererDir, asked === '/' ? 'index.html' : asked);
    return send(request, response, path.startsWith(rendererDir + sep) ? path : null, url.pathname.startsWith('/assets/'));
  }

  const handler = new RPCHandler(parts.desk.router, {
    interceptors: [
      onError((error) => {
        if (!(error instanceof Error) || !('code' in error)) parts.log.error({ error: error instanceof Error ? (error.stack ?? error.message) : 'unknown' }, 'a desk procedure failed');
      }),
    ],
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 8 * 1024 * 1024 });
  server.on('upgrade', (request, socket, head) => {
    // whoever hangs up while it is answered must not end the desk
    const ignore = (error: Error): void => parts.log.warn({ error: error.message }, 'a connection broke off');
    socket.on('error', ignore);
    const origin = request.headers.origin ?? '';
    if (request.url !== '/desk' || !isOurs(request) || !hosts().includes(request.headers.host ?? '') || !hosts().some((host) => origin === `http://${host}`)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      socket.off('error', ignore);
      ws.on('error', (error) => parts.log.warn({ error: error.message }, 'the page sent something that is no message'));
      void handler.upgrade(ws);
    });
  });

  port = await listen(server, parts.port);
  return {
    port,
    url: `http://127.0.0.1:${port}/?launch=${launchToken}`,
    stop: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} of this machine is taken by another program. Give the desk another one with --port.`, { cause: error }) : error),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function send(request: IncomingMessage, response: ServerResponse, file: string | null, forever: boolean): void {
  if (file === null || !existsSync(file) || !statSync(file).isFile()) return plain(response, 404, 'not here');
  response.writeHead(200, {
    'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'content-length': statSync(file).size,
    'cache-control': forever ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}
function asUrl(text: string): URL | null {
  return URL.canParse(text, 'http://127.0.0.1') ? new URL(text, 'http://127.0.0.1') : null;
}
/** null for a % that stands for nothing. */
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}
function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
function cookieValue(header: string, name: string): string {
  return (
    header
      .split(';')
      .map((one) => one.trim())
      .find((one) => one.startsWith(`${name}=`))
      ?.slice(name.length + 1) ?? ''
  );
}
/** Compares secrets without telling their length or where they differ. */
function same(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
