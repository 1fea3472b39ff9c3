/** HTTP of the centre: /health, the contract under /api with its document and page, tus under /recordings. */
import type { IncomingMessage } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { ORPCError, onError } from '@orpc/server';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Centre } from '../services/centre.ts';
import type { SignedIn } from '../services/identity.ts';
import { operators, wireError } from './call-context.ts';
import type { CallContext } from './call-context.ts';
import { docsPage, docsPolicy } from './docs-page.ts';
import { openapiDocument } from './openapi-document.ts';
import { readMultipart } from './read-multipart.ts';
import { recordingUploads } from './recording-uploads.ts';
import { router } from './router.ts';

/** A day's work of one desk fits many times over. */
const mostJsonBytes = 16 * 1024 * 1024;
const mostFileBytes = 201 * 1024 * 1024;
const openPaths = new Set(['/api/health', '/api/session', '/api/openapi.json', '/api/docs']);

export async function buildServer(centre: Centre): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = centre.log;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: mostJsonBytes,
    requestTimeout: 600_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  const callers = new WeakMap<FastifyRequest, SignedIn>();
  const handler = new OpenAPIHandler<CallContext>(router, {
    interceptors: [
      onError((error) => {
        if (!(error instanceof ORPCError) || error.status >= 500) centre.log.error({ err: error }, 'a procedure failed');
      }),
    ],
  });
  const uploads = await recordingUploads(centre);
  const document = await openapiDocument();
  const page = docsPage(document);

  const send = (reply: FastifyReply, error: ORPCError<string, unknown>) =>
    reply
      .code(error.status)
      .header('cache-control', 'no-store')
      .send({ ...error.toJSON(), defined: true });

  // Before any body is read: who is it, and may that one send a file at all?
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    const path = request.url.split('?', 1)[0] ?? '';
    if (!path.startsWith('/api/') && !/^\/recordings(?:\/|$)/.test(path)) return;
    reply.header('cache-control', 'no-store');
    const token = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
    const caller = token === undefined ? null : await centre.identity.whoHolds(token);
    if (caller !== null) callers.set(request, caller);
    else if (!openPaths.has(path)) return send(reply, wireError('SIGN_IN_REQUIRED'));
    const isFile = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '');
    if (isFile && path !== '/api/batches') return send(reply, new ORPCError('UNSUPPORTED_MEDIA_TYPE', { status: 415 }));
    if (isFile && (caller === null || !operators.includes(caller.role))) return send(reply, wireError('NOT_ALLOWED'));
  });
  app.addHook('onResponse', async (request, reply) => {
    centre.log.debug({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, tookMs: Math.round(reply.elapsedTime) }, 'answered');
  });
  app.addHook('onClose', async () => uploads.close());

  app.removeAllContentTypeParsers();
  const parseJson = app.getDefaultJsonParser('ignore', 'ignore');
  app.addContentTypeParser(/^application\/json/, { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, {});
    else parseJson(request, String(body), done);
  });
  app.addContentTypeParser(/^multipart\/form-data/i, (request: FastifyRequest, payload: IncomingMessage) => readMultipart(payload, request.headers['content-type'] ?? '', mostFileBytes));
  app.addContentTypeParser('application/offset+octet-stream', async () => undefined);

  app.setErrorHandler((error: Error & { readonly statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) centre.log.error({ err: error }, 'a request failed');
    const code = status === 413 ? 'PAYLOAD_TOO_LARGE' : status === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
    return send(reply, new ORPCError(code, { status, message: status < 500 ? error.message : 'The centre failed. Try again; if it stays, tell its operator.' }));
  });
  app.setNotFoundHandler((_request, reply) => send(reply, new ORPCError('NOT_FOUND', { status: 404, message: 'There is nothing here.' })));

  app.get('/health', async () => ({ ok: true, database: centre.database.kind }));
  app.get('/api/openapi.json', async () => document);
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').header('content-security-policy', docsPolicy).send(page));
  app.all('/api/*', async (request, reply) => {
    const { matched } = await handler.handle(request, reply, { prefix: '/api', context: { centre, caller: callers.get(request) ?? null, address: request.ip } });
    if (!matched) return send(reply, new ORPCError('NOT_FOUND', { status: 404, message: 'There is no such procedure.' }));
    return reply;
  });
  const upload = async (request: FastifyRequest, reply: FastifyReply) => {
    const caller = callers.get(request);
    if (caller === undefined) return send(reply, wireError('SIGN_IN_REQUIRED'));
    // Listening to a recording is no part of this route.
    if (request.method === 'GET') return send(reply, wireError('NOT_FOUND'));
    reply.hijack();
    await uploads.handle(request.raw, reply.raw, caller);
    return reply;
  };
  app.route({ method: ['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'], url: '/recordings', exposeHeadRoute: false, handler: upload });
  app.route({ method: ['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'], url: '/recordings/:id', exposeHeadRoute: false, handler: upload });
  return app;
}
