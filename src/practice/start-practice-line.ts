import { WebSocketServer, type WebSocket } from 'ws';
import { createDigestGuard } from './digest.ts';
import type { PracticeEvent } from './practice-event.ts';
import { createSipEndpoint, type SipEndpoint } from './sip-endpoint.ts';
import { openVoices, shippedVoices } from './voices.ts';

/** How a desk reaches the line. The password protects nothing: it is there so that a desk signs in as it would anywhere. */
export const practiceLineAccount = { domain: 'practice.test', user: 'desk1', password: 'practice-desk1' } as const;

export interface PracticeLineOptions {
  /** TCP port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Folder with a folder of WAV files for each customer; the shipped one when left out. */
  readonly voicesDir?: string;
  /** Told at once what happens in the calls. */
  readonly onEvent?: (event: PracticeEvent) => void;
  /** Told what should not be: garbage that was dropped, an offer that could not be met. Never numbers or words. */
  readonly onProblem?: (what: string, cause: unknown) => void;
}

export interface PracticeLine {
  /** ws://127.0.0.1:PORT */
  readonly url: string;
  /** Ends all calls with a BYE, closes the connections and the port. */
  readonly stop: () => Promise<void>;
}

/** The port is taken. The message says so in words for a person. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(`Port ${port} is already in use on 127.0.0.1. Another practice line may be running: stop it, or start this one on another port.`, { cause });
    this.port = port;
  }
}

/** A SIP message with an offer has under 10 kB. */
const largestMessage = 65_536;
const mostConnections = 64;
const nonceLifeMs = 120_000;
/** For the BYEs to leave before the connection closes. */
const farewellMs = 50;

/** Starts the practice line: SIP over WebSocket (RFC 7118) for the customers in `customers.ts`. Rejects with `PortInUse`. */
export async function startPracticeLine(options: PracticeLineOptions): Promise<PracticeLine> {
  const onEvent = options.onEvent ?? (() => undefined);
  const onProblem = options.onProblem ?? (() => undefined);
  const { domain, user, password } = practiceLineAccount;
  const guard = createDigestGuard({ realm: domain, passwordOf: (name) => (name === user ? password : undefined), now: Date.now, nonceLifeMs });
  const voices = openVoices(options.voicesDir ?? shippedVoices);
  const server = await listen(options.port);
  const endpoints = new Map<WebSocket, SipEndpoint>();

  server.on('error', (cause) => onProblem('the line failed', cause));
  server.on('connection', (socket) => {
    // An error is followed by the close, which clears up.
    socket.on('error', (cause) => onProblem('a connection failed', cause));
    if (socket.protocol !== 'sip' || endpoints.size >= mostConnections) {
      socket.close(socket.protocol === 'sip' ? 1013 : 1002, socket.protocol === 'sip' ? 'too many connections' : 'the subprotocol must be sip');
      return;
    }
    const endpoint = createSipEndpoint({ domain, guard, voices, onEvent, onProblem, send: (message) => sendText(socket, message) });
    endpoints.set(socket, endpoint);
    socket.on('message', (data) => endpoint.receive(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
    socket.on('close', () => {
      endpoints.delete(socket);
      endpoint.close();
    });
  });

  return {
    url: `ws://127.0.0.1:${portOf(server)}`,
    stop: async () => {
      for (const endpoint of endpoints.values()) endpoint.hangUpAll();
      if (endpoints.size > 0) await new Promise((resolve) => setTimeout(resolve, farewellMs));
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function listen(port: number): Promise<WebSocketServer> {
  return new Promise((resolve, reject) => {
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port,
      maxPayload: largestMessage,
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
    });
    server.once('listening', () => {
      server.removeListener('error', failed);
      resolve(server);
    });
    const failed = (cause: Error) => {
      reject('code' in cause && cause.code === 'EADDRINUSE' ? new PortInUse(port, cause) : cause);
    };
    server.once('error', failed);
  });
}

function portOf(server: WebSocketServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  return address.port;
}

function sendText(socket: WebSocket, message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, (cause) => {
      if (cause) reject(cause);
      else resolve();
    });
  });
}
