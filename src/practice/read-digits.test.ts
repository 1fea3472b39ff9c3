import { describe, expect, it } from 'vitest';
import { createDigitReader, readInfoDigit } from './read-digits.ts';

describe('digits', () => {
  it('reads each key of RFC 4733 once, though its packets are many and its end is sent three times', () => {
    const read = createDigitReader();
    const packets = [
      [1, 800],
      [1, 800],
      [1, 800],
      [5, 2400],
      [5, 2400],
      [5, 4000],
      [11, 9000],
    ] as const;
    expect(packets.map(([key, timestamp]) => read(Uint8Array.of(key, 0x8a, 0, 160), timestamp))).toEqual(['1', undefined, undefined, '5', undefined, '5', '#']);
  });

  it('leaves out what is no key', () => {
    const read = createDigitReader();
    expect(read(Uint8Array.of(16, 0, 0, 0), 1)).toBeUndefined();
    expect(read(Uint8Array.of(1), 2)).toBeUndefined();
    expect(read(new Uint8Array(0), 3)).toBeUndefined();
  });

  it.each([
    ['application/dtmf-relay', 'Signal=5\r\nDuration=160', '5'],
    ['application/dtmf-relay; x=y', 'Duration=160\r\nSignal= #\r\n', '#'],
    ['application/dtmf', '*', '*'],
    ['application/dtmf-relay', 'Signal=12', undefined],
    ['text/plain', '5', undefined],
    ['', '', undefined],
  ])('reads INFO %s %j', (type, body, digit) => {
    expect(readInfoDigit(type, body)).toBe(digit);
  });
});
