import { Grammar } from 'sip.js';
import { UserAgentCore, type IncomingInviteRequest, type IncomingRegisterRequest, type IncomingRequestMessage, type URI } from 'sip.js/lib/core/index.js';
import { findCustomer } from './customers.ts';
import type { DigestGuard } from './digest.ts';
import { parseSip, quietLoggers } from './parse-sip.ts';
import { startPracticeCall, type PracticeCall } from './practice-call.ts';
import type { PracticeEvent } from './practice-event.ts';
import type { Voices } from './voices.ts';

export interface SipEndpointOptions {
  /** The SIP domain. */
  readonly domain: string;
  readonly guard: DigestGuard;
  readonly voices: Voices;
  /** Sends one message to the desk; rejects when the connection is gone. */
  readonly send: (message: string) => Promise<void>;
  readonly onEvent: (event: PracticeEvent) => void;
  readonly onProblem: (what: string, cause: unknown) => void;
}

/** The line's side of one desk's connection: registrar and everybody who can be called (RFC 3261, RFC 7118). */
export interface SipEndpoint {
  /** One message as it came. Never throws. */
  readonly receive: (text: string) => void;
  /** Ends all calls with a BYE, because the line stops; the last ACKs may still have to come. */
  readonly hangUpAll: () => void;
  /** The connection is gone: ends all calls and forgets everything. */
  readonly close: () => void;
}

const longestRegistration = 3600;
/** Calls that one desk can have at once; the next is told 503. */
const mostCalls = 8;

export function createSipEndpoint(options: SipEndpointOptions): SipEndpoint {
  const { domain, guard } = options;
  const self = uriOf(`sip:line@${domain};transport=ws`);
  const contact = `<${self.toString()}>`;
  const calls = new Set<PracticeCall>();
  let requestUri = '';

  const core = new UserAgentCore(
    {
      aor: self,
      contact: { uri: self, pubGruu: undefined, tempGruu: undefined, toString: () => contact },
      displayName: '',
      loggerFactory: quietLoggers(),
      hackViaTcp: false,
      routeSet: [],
      sipjsId: 'practice',
      supportedOptionTags: [],
      supportedOptionTagsResponse: [],
      userAgentHeaderFieldValue: 'Fairline practice line',
      viaForceRport: false,
      viaHost: domain,
      authenticationFactory: () => undefined,
      transportAccessor: () => ({ protocol: 'WS', send: options.send }),
    },
    {
      onRegister: (request) => {
        if (admit(request, { ask: 401, header: 'WWW-Authenticate', credentials: 'authorization' })) register(request);
      },
      onInvite: (request) => {
        if (admit(request, { ask: 407, header: 'Proxy-Authenticate', credentials: 'proxy-authorization' })) call(request);
      },
      onMessage: (request) => {
        request.reject({ statusCode: 405 });
      },
      onSubscribe: (request) => {
        request.reject({ statusCode: 405 });
      },
    },
  );

  /** True when the credentials are right; otherwise the request has been answered. */
  const admit = (request: IncomingRegisterRequest | IncomingInviteRequest, way: { readonly ask: 401 | 407; readonly header: string; readonly credentials: string }): boolean => {
    const verdict = guard.check({ method: request.message.method, uri: requestUri }, request.message.getHeader(way.credentials));
    switch (verdict) {
      case 'right':
        return true;
      case 'missing':
      case 'stale':
        request.reject({ statusCode: way.ask, extraHeaders: [`${way.header}: ${guard.challenge(verdict === 'stale')}`] });
        return false;
      case 'wrong':
        request.reject({ statusCode: 403 });
        return false;
      default:
        throw new Error(`unknown verdict: ${String(verdict satisfies never)}`);
    }
  };

  const register = (request: IncomingRegisterRequest) => {
    const { message } = request;
    const asked = expiryOf(message);
    const contacts = message.getHeaders('contact');
    // "Contact: *" and a bare question have no binding to repeat (RFC 3261 section 10.3).
    const bindings = contacts.filter((contact) => contact.trim() !== '*').map((contact) => `Contact: ${contact.replace(/;\s*expires=[^;,]*/i, '')};expires=${asked}`);
    request.accept({ statusCode: 200, extraHeaders: [...(asked === 0 ? [] : bindings), `Date: ${new Date().toUTCString()}`] });
    options.onEvent({ kind: 'registered', number: '', at: Date.now(), detail: String(asked) });
  };

  const call = (invite: IncomingInviteRequest) => {
    const { ruri } = invite.message;
    const customer = ruri?.host === domain ? findCustomer(ruri.user ?? '') : undefined;
    if (customer === undefined) {
      invite.reject({ statusCode: 404 });
      return;
    }
    if (calls.size >= mostCalls) {
      invite.reject({ statusCode: 503, extraHeaders: ['Retry-After: 5'] });
      return;
    }
    const started: { call?: PracticeCall; over?: boolean } = {};
    started.call = startPracticeCall({
      invite,
      customer,
      contact,
      voices: options.voices,
      tell: (kind, detail) => options.onEvent({ kind, number: customer.number, at: Date.now(), detail }),
      onProblem: options.onProblem,
      onEnd: () => {
        started.over = true;
        if (started.call !== undefined) calls.delete(started.call);
      },
    });
    if (started.over !== true) calls.add(started.call);
  };

  const receiveRequest = (message: IncomingRequestMessage, uri: string) => {
    // The core answers 404 to what is not addressed to it: outside of a dialog every number is ours.
    if (message.toTag === undefined && message.ruri !== undefined) core.configuration.aor = message.ruri;
    requestUri = uri;
    core.receiveIncomingRequestFromTransport(message);
  };

  return {
    receive: (text) => {
      const parsed = parseSip(text);
      try {
        switch (parsed.kind) {
          case 'request':
            receiveRequest(parsed.message, parsed.uri);
            return;
          case 'response':
            core.receiveIncomingResponseFromTransport(parsed.message);
            return;
          case 'keep-alive':
            // The pong of RFC 5626 section 3.5.1.
            options.send('\r\n').catch((cause: unknown) => options.onProblem('a keep-alive could not be answered', cause));
            return;
          case 'garbage':
            options.onProblem(`a message was dropped: ${parsed.why}`, undefined);
            return;
          default:
            throw new Error(`unknown message: ${String(parsed satisfies never)}`);
        }
      } catch (cause) {
        options.onProblem('a message could not be worked with', cause);
      }
    },
    hangUpAll: () => {
      for (const open of calls) open.end('line-stopped');
    },
    close: () => {
      for (const open of calls) open.end('connection-lost');
      core.dispose();
    },
  };
}

/** Seconds asked for: the contact's own `expires`, or the header, or an hour (RFC 3261 section 10.2.1.1). */
function expiryOf(message: IncomingRequestMessage): number {
  const own = /;\s*expires=(\d+)/i.exec(message.getHeader('contact') ?? '')?.[1];
  const asked = Number.parseInt(own ?? message.getHeader('expires') ?? '', 10);
  return Number.isNaN(asked) ? longestRegistration : Math.min(longestRegistration, asked);
}

function uriOf(text: string): URI {
  const uri = Grammar.URIParse(text);
  if (uri === undefined) throw new Error(`not a SIP address: ${text}`);
  return uri;
}
