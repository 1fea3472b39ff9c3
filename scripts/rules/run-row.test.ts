import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readRow } from './read-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'rules-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const script = join(import.meta.dirname, '..', 'rules-test.ts');
const file = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
};
const run = (...args: readonly string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

describe('rules:test', () => {
  test('sentences and calls in, the lines of the issue out', () => {
    const input = file('in.jsonl', [
      JSON.stringify({ id: 's1', lang: 'zh', speaker: 'agent', text: '今天不还明天警察就上门抓你去坐牢', context: { party: 'debtor' }, category: 'V04' }),
      JSON.stringify({ id: 's2', lang: 'en', speaker: 'customer', text: 'I want to make a complaint', context: { party: 'debtor' } }),
      JSON.stringify({ id: 's3', lang: 'en', speaker: 'agent', text: 'Would Friday work for you?', context: { party: 'debtor' }, category: null }),
      JSON.stringify({
        id: 'c1',
        lang: 'en',
        turns: [
          { speaker: 'agent', start_ms: 0, end_ms: 2000, text: 'Hello, may I speak with John Smith please?' },
          { speaker: 'customer', start_ms: 2500, end_ms: 4000, text: 'He is not here, I am his brother.' },
          { speaker: 'agent', start_ms: 4500, end_ms: 9000, text: 'Your brother owes us three thousand on a loan and it is two months overdue.' },
          { speaker: 'agent', start_ms: 20_000, end_ms: 24_000, text: 'Goodbye.' },
        ],
      }),
    ]);
    const out = join(folder, 'out.jsonl');
    const printed = execFileSync(process.execPath, [script, input, '--out', out], { encoding: 'utf8' });
    const lines = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; categories?: string[]; hits?: { category: string; span: number[]; layer: string }[]; state?: string; missing?: string[] });
    expect(lines.map((line) => line.id)).toEqual(['s1', 's2', 's3', 'c1#0', 'c1#1', 'c1#2', 'c1#3', 'c1']);
    expect(lines[0]?.categories).toContain('V04');
    expect(lines[0]?.hits?.[0]).toEqual(expect.objectContaining({ severity: 'S1', rule: expect.any(String), version: expect.any(String), layer: expect.any(String), probability: expect.any(Number) }));
    expect(lines[1]?.categories).toEqual(['C01']);
    expect(lines[2]).toEqual({ id: 's3', categories: [], hits: [] });
    expect(lines[5]?.state).toBe('third');
    expect(lines[5]?.hits?.map((hit) => hit.category)).toContain('V05');
    expect(lines[4]?.hits?.filter((hit) => hit.category.startsWith('V'))).toEqual([]);
    expect(lines[7]?.missing).toContain('R03');
    expect(printed).toMatch(/V04 +1 +1\.000/);
    expect(printed).toMatch(/innocent rows 1: false alarms live 0/);
  });

  test('bad lines are told by number, the others go on', () => {
    const input = file('bad.jsonl', [
      '{"id":"a","lang":"en","text":"hello"}',
      '{broken',
      '[]',
      '{"id":"b","lang":"fr","text":"x"}',
      '{"id":"c","lang":"en"}',
      '{"id":"d","lang":"zh","turns":[{"speaker":"robot","text":""}]}',
      '',
      JSON.stringify({ id: 'e', lang: 'zh', text: '\ud800😀' }),
      JSON.stringify({ id: 'f', lang: 'en', text: 'a'.repeat(100_000) }),
      '{"id":"g","lang":"zh","text":""}',
    ]);
    const result = run(input);
    expect(result.status).toBe(0);
    expect(
      result.stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(['a', 'e', 'f', 'g']);
    for (const number of [2, 3, 4, 5, 6]) expect(result.stderr).toContain(`bad.jsonl:${number}: `);
    expect(result.stderr).toContain('4 rows, 5 bad lines');
  });

  test('an own pack is used; a broken one is refused with the reason', () => {
    const rule = { id: 'MINE', category: 'V11 PRIVATE_PAYMENT', severity: 'S2', title: { 'zh-CN': '', 'en-US': '' }, phrases: ['blue parrot invoice'], sayInstead: '' };
    const pack = { id: 'mine', version: '7', language: 'en-US', rules: [rule] };
    const input = file('own.jsonl', ['{"id":"1","lang":"en","text":"use the blue parrot invoice please"}']);
    const good = run(input, '--pack', file('pack.json', [JSON.stringify(pack)]));
    expect(JSON.parse(good.stdout)).toMatchObject({ categories: ['V11'], hits: [{ rule: 'MINE', version: '7', severity: 'S2' }] });
    const bad = run(input, '--pack', file('bad.json', [JSON.stringify({ ...pack, rules: [{ ...rule, category: 'V99' }] })]));
    expect(bad.status).toBe(1);
    expect(bad.stderr).toContain('rule 0');
    expect(run(join(folder, 'nothing.jsonl')).status).toBe(1);
  });
});

test('labels and categories are read in every form', () => {
  const of = (more: object): unknown => {
    const row = readRow(JSON.stringify({ id: 1, lang: 'en', text: 'x', ...more }));
    return typeof row === 'string' || row.kind === 'call' ? row : row.expected;
  };
  expect([of({}), of({ category: null }), of({ category: 'none' }), of({ category: 'V01 THREAT' }), of({ labels: ['V01', 'V02'] }), of({ category: ['C03'] })]).toEqual([
    null,
    [],
    [],
    ['V01'],
    ['V01', 'V02'],
    ['C03'],
  ]);
});
