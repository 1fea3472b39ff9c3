import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkZip } from './check-zip.ts';

/** A ZIP of one entry, with a directory that may lie. */
function zip(content: Buffer, over: { readonly unpacked?: number; readonly method?: number; readonly flags?: number } = {}): Buffer {
  const packed = deflateRawSync(content);
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(over.flags ?? 0, 8);
  entry.writeUInt16LE(over.method ?? 8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(over.unpacked ?? content.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

describe('a ZIP is looked into before it is unpacked', () => {
  test('a sound one gives its names', () => expect(checkZip(zip(Buffer.from('hello')))).toEqual(['xl/worksheets/sheet1.xml']));
  test('a bomb is refused, also one that lies about its size', () => {
    expect(() => checkZip(zip(Buffer.from('x'), { unpacked: 500_000_000 }))).toThrow('far bigger inside');
    expect(() => checkZip(zip(Buffer.alloc(5_000_000), { unpacked: 10 }))).toThrow('damaged');
    expect(() => checkZip(zip(Buffer.from('x'), { unpacked: 0xffffffff }))).toThrow('too big');
  });
  test('a damaged, locked or cut one is refused', () => {
    const whole = zip(Buffer.from('hello hello hello'));
    for (let length = 4; length < whole.length; length += 1) expect(() => checkZip(whole.subarray(0, length))).toThrow(/cut short|damaged/);
    expect(() => checkZip(zip(Buffer.from('x'), { flags: 1 }))).toThrow('password');
    expect(() => checkZip(zip(Buffer.from('x'), { method: 14 }))).toThrow('unusual');
  });
});
