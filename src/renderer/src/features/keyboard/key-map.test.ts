import { describe, expect, test } from 'vitest';
import { keyAsk } from './key-map.ts';
import type { KeyPlace, KeyPress } from './key-map.ts';

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: more.key ?? code,
  keyCode: 0,
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const desk: KeyPlace = { mac: false, typing: false, onControl: false };
const mac: KeyPlace = { ...desk, mac: true };
const inText: KeyPlace = { ...desk, typing: true };
const name = (one: KeyPress, place: KeyPlace = desk): string => {
  const got = keyAsk(one, place);
  return got === null ? '-' : `${got.action}${got.digit > 0 ? ` ${String(got.digit)}` : ''}`;
};

describe('the keyboard map', () => {
  test.each([
    ['F2', {}, 'dial'],
    ['F3', {}, 'mute'],
    ['F6', {}, 'keypad'],
    ['F8', {}, 'corrected'],
    ['F8', { shiftKey: true }, 'not-violation'],
    ['F9', {}, 'hang-up'],
    ['F5', {}, 'nothing'],
    ['Enter', { ctrlKey: true, key: 'Enter' }, 'go-on'],
    ['Digit3', { ctrlKey: true }, 'pane 3'],
    ['Digit5', { ctrlKey: true }, '-'],
    ['KeyI', { ctrlKey: true }, 'note'],
    ['KeyK', { ctrlKey: true }, 'find'],
    ['Digit1', { altKey: true }, 'party-right'],
    ['Digit2', { altKey: true }, 'party-third'],
    ['Digit3', { altKey: true }, 'party-wrong'],
    ['KeyH', { altKey: true }, 'log-cue'],
    ['KeyX', { altKey: true }, 'dismiss-cue'],
    ['KeyJ', { key: 'j' }, 'queue-next'],
    ['KeyK', { key: 'K', shiftKey: true }, 'queue-previous'],
    ['Enter', { key: 'Enter' }, 'queue-open'],
    ['Slash', { key: '/' }, 'find'],
    ['Slash', { key: '?', shiftKey: true }, 'help'],
    ['Digit7', { key: '7' }, 'digit 7'],
    ['Digit0', { key: '0' }, 'digit'],
    ['Escape', { key: 'Escape' }, 'escape'],
  ] as const)('%s %o: %s', (code, more, action) => {
    expect(name(press(code, more))).toBe(action);
  });

  test.each([
    ['KeyJ', 'j'],
    ['Digit1', '1'],
    ['Slash', '?'],
    ['Enter', 'Enter'],
  ])('in a text field %s stays text', (code, key) => {
    expect(name(press(code, { key }), inText)).toBe('-');
  });
  test('call keys and Escape work in a text field', () => {
    expect(name(press('F9'), inText)).toBe('hang-up');
    expect(name(press('Escape', { key: 'Escape' }), inText)).toBe('escape');
    expect(name(press('Enter', { ctrlKey: true, key: 'Enter' }), inText)).toBe('go-on');
  });
  test('Enter on a button belongs to the button', () => {
    expect(name(press('Enter', { key: 'Enter' }), { ...desk, onControl: true })).toBe('-');
  });
  test.each([{ isComposing: true }, { keyCode: 229 }])('a composing IME keeps Enter, Escape, digits and F2 (%o)', (composing) => {
    for (const code of ['Enter', 'Escape', 'Digit1', 'F2', 'F6']) expect(name(press(code, { key: code, ...composing }))).toBe('-');
    expect(name(press('F3', composing))).toBe('mute');
    expect(name(press('F8', { ...composing, shiftKey: true }))).toBe('not-violation');
    expect(name(press('F9', composing))).toBe('hang-up');
  });
  test('on a Mac the command key, and option keys by code', () => {
    expect(name(press('KeyD', { metaKey: true, shiftKey: true, key: 'D' }), mac)).toBe('dial');
    expect(name(press('KeyE', { metaKey: true, shiftKey: true, key: 'E' }), mac)).toBe('hang-up');
    expect(name(press('Enter', { metaKey: true, key: 'Enter' }), mac)).toBe('go-on');
    expect(name(press('Digit1', { altKey: true, key: '¡' }), mac)).toBe('party-right');
    expect(name(press('Enter', { ctrlKey: true, key: 'Enter' }), mac)).toBe('-');
  });
  test.each([
    ['Space', { ctrlKey: true, key: ' ' }],
    ['Space', { shiftKey: true, key: ' ' }],
    ['Period', { ctrlKey: true, key: '.' }],
    ['KeyF', { ctrlKey: true, shiftKey: true, key: 'F' }],
    ['ShiftLeft', { shiftKey: true, key: 'Shift' }],
    ['Space', { metaKey: true, key: ' ' }],
    ['CapsLock', { key: 'CapsLock' }],
  ] as const)('%s %o is left to the system', (code, more) => {
    expect(name(press(code, more))).toBe('-');
  });
});
