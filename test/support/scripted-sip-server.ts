/** A SIP server over WebSocket that answers exactly what a test tells it to, lawful or not. */
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

export interface ScriptedSipServer {
  readonly url: string;
  /** Answer to the next INVITEs: a final code, or raw text sent as it is. */
  onInvite: { readonly code: number; readonly sdp?: string } | { readonly raw: string } | null;
  /** Sent to every open connection as it is. */
  shout(text: string): void;
  stop(): Promise<void>;
}

const field = (message: string, name: string): string => new RegExp(`^${name}:\\s*(.+)$`, 'im').exec(message)?.[1]?.trim() ?? '';

function reply(request: string, code: number, extra: readonly string[] = [], body = ''): string {
  const vias = [...request.matchAll(/^Via:.+$/gim)].map((found) => found[0].trim());
  const to = field(request, 'To');
  return [
    `SIP/2.0 ${code} Scripted`,
    ...vias,
    `From: ${field(request, 'From')}`,
    `To: ${to.includes('tag=') ? to : `${to};tag=scripted`}`,
    `Call-ID: ${field(request, 'Call-ID')}`,
    `CSeq: ${field(request, 'CSeq')}`,
    ...extra,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

export async function startScriptedSipServer(registerCode: number): Promise<ScriptedSipServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  const address = server.address();
  const self: ScriptedSipServer = {
    url: `ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    onInvite: null,
    shout: (text) => {
      for (const client of server.clients) client.send(text);
    },
    stop: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
  const answer = (socket: WebSocket, message: string): void => {
    const method = message.split(' ')[0] ?? '';
    if (method === 'REGISTER') socket.send(reply(message, registerCode, [`Contact: ${field(message, 'Contact')};expires=300`]));
    else if (method === 'INVITE' && self.onInvite !== null) {
      socket.send(reply(message, 100));
      socket.send('raw' in self.onInvite ? self.onInvite.raw : reply(message, self.onInvite.code, ['Contact: <sip:scripted@127.0.0.1;transport=ws>'], self.onInvite.sdp ?? ''));
    } else if (method === 'BYE' || method === 'CANCEL' || method === 'OPTIONS') socket.send(reply(message, 200));
  };
  server.on('connection', (socket) => socket.on('message', (data: Buffer) => answer(socket, data.toString())));
  return self;
}
