/** Stands between a desk and a real server and spoils what passes: answers lost after they were given, connections cut after so many bytes. */
import { createServer, request as forward } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders /** Counts from 1 over all requests. */;
  readonly number: number;
}
/** 'lose': the server gets it and answers, the desk never hears. A number: the connection is cut after so many bytes of the request's body. 'hang': taken in, never answered. A status: answered here. */
export type Fault = 'pass' | 'lose' | 'hang' | { readonly cutAfter: number } | { readonly status: number; readonly body?: string };
export interface FaultProxy {
  readonly url: string;
  readonly seen: Passing[];
  /** Bytes of request bodies that went through. */
  readonly forwarded: { bytes: number };
  fault: (passing: Passing) => Fault;
}

export async function startFaultProxy(target: () => string): Promise<FaultProxy> {
  const seen: Passing[] = [];
  const forwarded = { bytes: 0 };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const passing: Passing = { method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers, number: seen.length + 1 };
    seen.push(passing);
    const fault = proxy.fault(passing);
    if (fault === 'hang') {
      request.resume();
      return;
    }
    if (typeof fault === 'object' && 'status' in fault) {
      request.resume();
      response.writeHead(fault.status, { 'content-type': 'application/json' }).end(fault.body ?? '{}');
      return;
    }
    const upstream = forward(new URL(request.url ?? '/', target()), { method: request.method, headers: { ...request.headers, host: new URL(target()).host } }, (answer: IncomingMessage) => {
      if (fault === 'lose') {
        answer.resume().on('end', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => request.socket.destroy());
    let through = 0;
    request.on('data', (piece: Buffer) => {
      const left = typeof fault === 'object' ? Math.max(0, fault.cutAfter - through) : piece.length;
      through += piece.length;
      forwarded.bytes += Math.min(piece.length, left);
      upstream.write(piece.subarray(0, left), () => {
        if (left >= piece.length) return;
        request.socket.destroy();
        upstream.destroy();
      });
    });
    request.on('end', () => upstream.end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const proxy: FaultProxy = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, forwarded, fault: () => 'pass' };
  return proxy;
}
