/**
 * Which key asks for what (design, section 5). Pure: an event and where the agent is, to an action.
 * Letters and digits act only outside text fields; keydowns of a composing IME belong to the IME, except F3, F8 and F9.
 */
export const keyActions = [
  'go-on',
  'dial',
  'mute',
  'keypad',
  'corrected',
  'not-violation',
  'hang-up',
  'party-right',
  'party-third',
  'party-wrong',
  'note',
  'pane',
  'digit',
  'queue-next',
  'queue-previous',
  'queue-open',
  'find',
  'help',
  'escape',
  'peek',
  'flag-right',
  'flag-wrong',
  'log-cue',
  'dismiss-cue',
  'nothing',
] as const;
export type KeyAction = (typeof keyActions)[number];

export interface KeyPress {
  readonly code: string;
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}
export interface KeyPlace {
  readonly mac: boolean;
  readonly typing: boolean;
  readonly onControl: boolean;
}
export interface KeyAsk {
  readonly action: KeyAction;
  readonly digit: number;
}

const evenWhileComposing: Readonly<Record<string, KeyAction>> = { F3: 'mute', F8: 'corrected', F9: 'hang-up' };
const functionKeys: Readonly<Record<string, KeyAction>> = { F2: 'dial', F5: 'nothing', F6: 'keypad' };
const macKeys: Readonly<Record<string, KeyAction>> = { KeyD: 'dial', KeyM: 'mute', KeyK: 'keypad', KeyS: 'corrected', KeyX: 'not-violation', KeyE: 'hang-up' };
const altKeys: Readonly<Record<string, KeyAction>> = {
  Digit1: 'party-right',
  Digit2: 'party-third',
  Digit3: 'party-wrong',
  KeyY: 'flag-right',
  KeyN: 'flag-wrong',
  KeyH: 'log-cue',
  KeyX: 'dismiss-cue',
};
const plainKeys: Readonly<Record<string, KeyAction>> = { j: 'queue-next', k: 'queue-previous', '/': 'find', '?': 'help', v: 'peek' };

const ask = (action: KeyAction | undefined, digit = 0): KeyAsk | null => (action === undefined ? null : { action, digit });

function withMain(press: KeyPress, place: KeyPlace): KeyAsk | null {
  if (place.mac && press.shiftKey) return ask(macKeys[press.code]);
  if (press.shiftKey) return null;
  if (press.code === 'Enter' || press.code === 'NumpadEnter') return ask('go-on');
  if (press.code === 'KeyK') return ask('find');
  if (press.code === 'KeyI') return ask('note');
  const pane = /^Digit([1-4])$/.exec(press.code)?.[1];
  return pane === undefined ? null : ask('pane', Number(pane));
}

function plain(press: KeyPress, place: KeyPlace): KeyAsk | null {
  if (press.key === 'Escape') return ask('escape');
  if (place.typing) return null;
  if (press.key === 'Enter') return place.onControl ? null : ask('queue-open');
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (digit !== undefined && !press.shiftKey) return ask('digit', Number(digit));
  return ask(plainKeys[press.key.toLowerCase()]);
}

export function keyAsk(press: KeyPress, place: KeyPlace): KeyAsk | null {
  const main = place.mac ? press.metaKey : press.ctrlKey;
  const bare = !press.ctrlKey && !press.metaKey && !press.altKey;
  if (bare && press.code in evenWhileComposing) {
    return press.code === 'F8' && press.shiftKey ? ask('not-violation') : press.shiftKey ? null : ask(evenWhileComposing[press.code]);
  }
  if (press.isComposing || press.keyCode === 229) return null;
  if (bare && !press.shiftKey && press.code in functionKeys) return ask(functionKeys[press.code]);
  if (main && !press.altKey && !(place.mac ? press.ctrlKey : press.metaKey)) return withMain(press, place);
  if (press.altKey && !press.ctrlKey && !press.metaKey && !press.shiftKey) return ask(altKeys[press.code]);
  return bare ? plain(press, place) : null;
}
