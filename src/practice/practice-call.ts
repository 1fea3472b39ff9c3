import { SessionState, type Body, type IncomingInviteRequest, type Session } from 'sip.js/lib/core/index.js';
import { hangMs } from './agent-ear.ts';
import type { CustomerProfile } from './customer-profile.ts';
import { asksForHold, createMediaLeg, offersPcmu, type MediaLeg } from './media-leg.ts';
import { startCustomer, stepCustomer, type CustomerAct, type CustomerInput, type CustomerStep } from './practice-customer.ts';
import type { HangUpReason, PracticeEventKind } from './practice-event.ts';
import { readInfoDigit } from './read-digits.ts';
import type { Voices } from './voices.ts';

export interface PracticeCallOptions {
  readonly invite: IncomingInviteRequest;
  readonly customer: CustomerProfile;
  /** Where requests within the call go. */
  readonly contact: string;
  readonly voices: Voices;
  readonly tell: (kind: PracticeEventKind, detail: string) => void;
  /** Something that should not be, for the log; never the words of a call. */
  readonly onProblem: (what: string, cause: unknown) => void;
  readonly onEnd: () => void;
}

/** One call: the customer's behaviour between the SIP dialog and the media leg. Ends once, and tells why. */
export interface PracticeCall {
  readonly end: (why: HangUpReason) => void;
}

const tickMs = 50;

export function startPracticeCall(options: PracticeCallOptions): PracticeCall {
  const { invite, customer, tell } = options;
  let leg: MediaLeg | undefined;
  let session: Session | undefined;
  let over = false;
  let held = false;
  let talkingSince = 0;
  const first = startCustomer(customer, performance.now());
  let state = first.state;
  let sounds: readonly Uint8Array[] = [];

  const end = (why: HangUpReason, sipCode = 480) => {
    if (over) return;
    over = true;
    clearInterval(timer);
    state = { kind: 'over' };
    leg?.close().catch((cause: unknown) => options.onProblem('the media could not be closed', cause));
    try {
      farewell(why, sipCode);
    } catch (cause) {
      options.onProblem('the call could not be ended on the line', cause);
    }
    tell('hung-up', why);
    options.onEnd();
  };

  /** Tells the other side, unless it ended the call itself or cannot be reached. */
  const farewell = (why: HangUpReason, sipCode: number) => {
    if (why === 'agent' || why === 'connection-lost') return;
    if (session === undefined) invite.reject({ statusCode: sipCode });
    else if (session.sessionState === SessionState.Confirmed) session.bye();
    else byeAfterAck(session);
  };

  const take = (step: CustomerStep) => {
    state = step.state;
    for (const act of step.acts) perform(act);
  };

  const input = (type: CustomerInput['type']) => {
    if (!over) take(stepCustomer(customer, state, { type }, performance.now()));
  };

  const perform = (act: CustomerAct) => {
    switch (act.do) {
      case 'ring':
        invite.progress({ statusCode: 180 });
        return;
      case 'answer':
        accept().catch((cause: unknown) => {
          options.onProblem('the call could not be answered', cause);
          end('bad-offer', 488);
        });
        return;
      case 'refuse':
        end(act.why, act.sipCode);
        return;
      case 'say':
        say(act.line);
        return;
      case 'hang-up':
        end('customer');
        return;
      default:
        throw new Error(`unknown act: ${String(act satisfies never)}`);
    }
  };

  const say = (index: number) => {
    const sound = sounds[index];
    if (sound === undefined) throw new Error(`there is no line ${index}`);
    leg?.play(sound);
    tell('said', customer.lines[index]?.file ?? '');
  };

  const accept = async () => {
    // Not while it rings: the media leg looks for its partner from the answer on, and gives up after a while.
    leg = openMedia();
    const answer = await leg.answer(invite.message.body);
    if (over) return;
    session = invite.accept({ statusCode: 200, body: sdp(answer) }).session;
    session.delegate = {
      onAckTimeout: () => end('connection-lost'),
      onBye: (request) => {
        request.accept();
        end('agent');
      },
      onInfo: (request) => {
        const digit = readInfoDigit(request.message.getHeader('content-type') ?? '', request.message.body);
        if (digit === undefined) request.reject({ statusCode: 415 });
        else {
          request.accept();
          tell('digit', digit);
        }
      },
      onInvite: (request) => {
        renegotiate(request).catch((cause: unknown) => {
          options.onProblem('a changed offer could not be met', cause);
          if (!over) request.reject({ statusCode: 488 });
        });
      },
    };
    tell('answered', customer.id);
  };

  /** Hold, resume, ICE restart: a new offer within the call. */
  const renegotiate = async (request: IncomingInviteRequest) => {
    const offer = request.message.body;
    if (leg === undefined || offer === '') throw new Error('a re-INVITE without an offer');
    const answer = await leg.answer(offer);
    if (over) return;
    // sip.js leaves out the Contact here, which RFC 3261 section 13.2.2.4 asks for.
    request.accept({ statusCode: 200, body: sdp(answer), extraHeaders: [`Contact: ${options.contact}`] });
    const now = asksForHold(offer);
    if (now === held) return;
    held = now;
    leg.hold(held);
    tell(held ? 'held' : 'resumed', '');
    input(held ? 'held' : 'resumed');
  };

  const openMedia = (): MediaLeg =>
    createMediaLeg({
      onHearing: (what) => {
        if (what === 'agent-talks') talkingSince = performance.now();
        else tell('heard', String(Math.max(0, Math.round(performance.now() - talkingSince - hangMs))));
        input(what);
      },
      onDigit: (digit) => tell('digit', digit),
      onPlayed: () => input('line-said'),
      onLost: () => end('media-lost'),
    });

  const timer = setInterval(() => input('tick'), tickMs);
  invite.delegate = {
    onCancel: () => {
      if (session === undefined) end('cancelled', 487);
    },
  };
  tell('invited', customer.id);
  try {
    sounds = customer.lines.map((line) => options.voices.soundOf(customer, line));
    // A bad offer ends the call at once, not when the customer would pick up.
    if (sounds.length > 0 && !offersPcmu(invite.message.body)) end('bad-offer', 488);
    else for (const act of first.acts) perform(act);
  } catch (cause) {
    options.onProblem('the call could not be started', cause);
    end('voice-missing', 500);
  }
  return { end };
}

/** Who answered may not say BYE before the ACK is there: RFC 3261 section 15. */
function byeAfterAck(session: Session): void {
  session.delegate = {
    onAck: () => {
      session.bye();
    },
  };
}

function sdp(content: string): Body {
  return { contentDisposition: 'session', contentType: 'application/sdp', content };
}
