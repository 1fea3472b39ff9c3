/** A little HTTP server in the centre's place that answers as it is told: for what a sound centre never says. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authorization: string | undefined;
}
export interface SmallCentre {
  readonly url: string;
  readonly asked: Asked[];
  /** Every answer, until it is set again. Returning without having answered leaves the desk waiting. */
  answer: (asked: Asked, response: ServerResponse, request: IncomingMessage) => void;
  stop(): Promise<void>;
}

export async function startSmallCentre(port = 0): Promise<SmallCentre> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x');
      const one: Asked = { method: request.method ?? '', path: url.pathname, query: url.searchParams, body: Buffer.concat(pieces).toString(), authorization: request.headers.authorization };
      asked.push(one);
      small.answer(one, response, request);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  afterAll(stop);
  const small: SmallCentre = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, answer: soundAnswer, stop };
  return small;
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** What a sound centre with nothing new says; it takes every activity. */
export function soundAnswer(asked: Asked, response: ServerResponse): void {
  if (asked.path === '/api/sync/activities') {
    const { activities } = JSON.parse(asked.body) as { activities: { id: string }[] };
    json(response, 200, { receipts: activities.map((one) => ({ activityId: one.id, status: 'stored', reason: null, receivedAt: '2026-11-24T17:00:00.000Z' })) });
  } else if (asked.path === '/api/sync/changes') json(response, 200, { changes: [], cursor: Number(asked.query.get('cursor')), more: false, remaining: 0 });
  else json(response, 404, { code: 'NOT_FOUND', status: 404, message: 'no', defined: true });
}
