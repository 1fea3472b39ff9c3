import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { digestResponse, parseDigest } from './digest.ts';

export interface SipReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Incoming {
  readonly first: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A desk that writes its SIP by hand, so that a test can also write it wrongly. */
export interface TestDesk {
  readonly socket: WebSocket;
  readonly sendText: (text: string) => void;
  /** Sends a request, and once more with credentials when asked for them; resolves with the final reply. */
  readonly request: (method: string, number: string, options?: RequestOptions) => Promise<SipReply>;
  /** Sends a request within the call that the last INVITE made. */
  readonly inDialog: (method: 'BYE' | 'INFO' | 'INVITE', body?: { readonly type: string; readonly text: string }) => Promise<SipReply>;
  readonly cancel: () => Promise<SipReply>;
  /** Everything that came, for what a test waits for itself. */
  readonly waitFor: (wanted: (message: Incoming) => boolean, ms?: number) => Promise<Incoming>;
  readonly close: () => void;
}

export interface RequestOptions {
  readonly body?: string;
  readonly password?: string;
  readonly user?: string;
  readonly host?: string;
  readonly headers?: readonly string[];
}

export async function connectTestDesk(url: string, protocol = 'sip'): Promise<TestDesk> {
  const socket = new WebSocket(url, protocol);
  const came: Incoming[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    const message = read(String(data));
    came.push(message);
    for (const wake of waiting) wake();
    if (/^(BYE|INFO) /.test(message.first)) reply(message);
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });

  let dialog = { callId: '', fromTag: '', toTag: '', number: '', cseq: 0, branch: '', target: '' };
  const tag = () => randomBytes(6).toString('hex');

  const reply = (message: Incoming) => {
    const kept = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${message.headers[name.toLowerCase()] ?? ''}`);
    socket.send(['SIP/2.0 200 OK', ...kept, 'Content-Length: 0', '', ''].join('\r\n'));
  };

  const waitFor = (wanted: (message: Incoming) => boolean, ms = 8000) =>
    new Promise<Incoming>((resolve, reject) => {
      const look = () => {
        const found = came.find(wanted);
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`it did not come in ${ms} ms; came: ${came.map(({ first }) => first).join(' | ')}`));
      }, ms);
      waiting.add(look);
      look();
    });

  const send = async (method: string, uri: string, extra: readonly string[], body: string, type = 'application/sdp'): Promise<SipReply> => {
    dialog = { ...dialog, cseq: method === 'ACK' || method === 'CANCEL' ? dialog.cseq : dialog.cseq + 1, branch: method === 'CANCEL' ? dialog.branch : `z9hG4bK${tag()}` };
    const { callId, fromTag, toTag, cseq, branch, number } = dialog;
    const to = `<sip:${number === '' ? 'desk1' : number}@practice.test>${toTag === '' || method === 'CANCEL' ? '' : `;tag=${toTag}`}`;
    socket.send(
      [
        `${method} ${uri} SIP/2.0`,
        `Via: SIP/2.0/WS desk.invalid;branch=${branch}`,
        `From: <sip:desk1@practice.test>;tag=${fromTag}`,
        `To: ${to}`,
        `Call-ID: ${callId}`,
        `CSeq: ${cseq} ${method}`,
        'Max-Forwards: 70',
        'Contact: <sip:test@desk.invalid;transport=ws>',
        ...extra,
        ...(body === '' ? [] : [`Content-Type: ${type}`]),
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
    if (method === 'ACK') return { status: 0, headers: {}, body: '' };
    const answer = await waitFor(({ first, headers }) => /^SIP\/2.0 [2-6]/.test(first) && headers['cseq'] === `${cseq} ${method}` && headers['call-id'] === callId, 25_000);
    const status = Number(answer.first.split(' ')[1]);
    const toTagNow = /;tag=([^;]+)/.exec(answer.headers['to'] ?? '')?.[1] ?? '';
    if (method === 'INVITE') {
      if (status === 200) dialog = { ...dialog, toTag: toTagNow, target: /<([^>]+)>/.exec(answer.headers['contact'] ?? '')?.[1] ?? '' };
      if (status === 200) await send('ACK', dialog.target, [], '');
    }
    return { status, headers: answer.headers, body: answer.body };
  };

  return {
    socket,
    sendText: (text) => socket.send(text),
    request: async (method, number, options = {}) => {
      dialog = { callId: tag(), fromTag: tag(), toTag: '', number, cseq: 0, branch: '', target: '' };
      const uri = `sip:${number === '' ? '' : `${number}@`}${options.host ?? 'practice.test'}`;
      const extra = options.headers ?? [];
      const first = await send(method, uri, extra, options.body ?? '');
      if (first.status !== 401 && first.status !== 407) return first;
      const challenge = first.headers[first.status === 401 ? 'www-authenticate' : 'proxy-authenticate'] ?? '';
      const nonce = parseDigest(challenge)?.['nonce'] ?? '';
      const parts = { username: options.user ?? 'desk1', realm: 'practice.test', password: options.password ?? 'practice-desk1', method, uri, nonce, nc: '00000001', cnonce: tag() };
      const name = first.status === 401 ? 'Authorization' : 'Proxy-Authorization';
      const credentials = `${name}: Digest algorithm=MD5, username="${parts.username}", realm="practice.test", nonce="${nonce}", uri="${uri}", response="${digestResponse(parts)}", qop=auth, cnonce="${parts.cnonce}", nc=00000001`;
      return send(method, uri, [...extra, credentials], options.body ?? '');
    },
    inDialog: (method, body) => send(method, dialog.target, [], body?.text ?? '', body?.type),
    cancel: async () => send('CANCEL', `sip:${dialog.number}@practice.test`, [], ''),
    waitFor,
    close: () => socket.terminate(),
  };
}

function read(text: string): Incoming {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  return { first, headers, body: rest.join('\r\n\r\n') };
}
