import { IncomingRequestMessage, IncomingResponseMessage, Levels, LoggerFactory, Parser } from 'sip.js/lib/core/index.js';

export type ParsedSip =
  | { readonly kind: 'request'; readonly message: IncomingRequestMessage /** The request's address as it was written. */; readonly uri: string }
  | { readonly kind: 'response'; readonly message: IncomingResponseMessage }
  | { readonly kind: 'keep-alive' }
  | { readonly kind: 'garbage'; readonly why: string };

/** A logger that says nothing: sip.js writes whole messages, which hold numbers. */
export function quietLoggers(): LoggerFactory {
  const loggers = new LoggerFactory();
  loggers.builtinEnabled = false;
  loggers.level = Levels.error;
  return loggers;
}

const logger = quietLoggers().getLogger('sip.parser');

/** Reads one SIP message. Never throws: whatever cannot be worked with is `garbage`, with the reason. */
export function parseSip(text: string): ParsedSip {
  if (/^(\r\n)+$/.test(text)) return { kind: 'keep-alive' };
  let message: IncomingRequestMessage | IncomingResponseMessage | undefined;
  try {
    message = Parser.parseMessage(text, logger);
  } catch (cause) {
    return { kind: 'garbage', why: `the reader failed: ${cause instanceof Error ? cause.name : 'unknown'}` };
  }
  if (message === undefined) return { kind: 'garbage', why: 'not a SIP message' };
  // sip.js takes these for granted; without them there is nowhere to send an answer to (RFC 3261 section 8.1.1).
  const given: Readonly<Record<string, unknown>> = { via: message.viaBranch, from: message.from, to: message.to, callId: message.callId, cseq: message.cseq };
  const missing = Object.keys(given).filter((name) => given[name] === undefined);
  if (missing.length > 0) return { kind: 'garbage', why: `without ${missing.join(', ')}` };
  if (message instanceof IncomingResponseMessage) return { kind: 'response', message };
  if (message.ruri === undefined) return { kind: 'garbage', why: 'without an address' };
  return { kind: 'request', message, uri: text.slice(0, text.indexOf('\r\n')).split(' ')[1] ?? '' };
}
