/** Both languages are complete, every key that the screens use exists, and no key is left that nobody uses. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allowedDispositions, dispositionCodes } from '../../../../domain/case/disposition.ts';
import en from './en-US.json';
import zh from './zh-CN.json';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): readonly (readonly [key: string, words: string])[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as const] : leaves(value, `${path}${key}.`)));
}

const english = new Map(leaves(en));
const chinese = new Map(leaves(zh));
const source = join(import.meta.dirname, '../..');
const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => readFileSync(join(source, name), 'utf8'))
  .join('\n');

const base = (key: string): string => key.replace(/_(?:one|other)$/, '');
const keys = new Set([...english.keys()].map(base));
const literals = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map((one) => one[1] ?? '');
/** `t(\`guard.${rule}.name\`)` and keys chosen by a condition inside t(). */
const chosen = [...code.matchAll(/\bt\([^()]*\?\s*'([^']+)'\s*:\s*'([^']+)'/g)].flatMap((one) => [one[1] ?? '', one[2] ?? '']);
const patterns = [...code.matchAll(/\bt\(\s*`([^`]+)`/g)].map((one) => one[1] ?? '');
const toRegExp = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replaceAll('.', '\\.'))
      .join('[^.]+')}$`,
  );

describe('the two languages', () => {
  test('have the same keys', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });
  test('leave nothing empty', () => {
    for (const [key, words] of [...english, ...chinese]) expect([key, words.trim()]).not.toEqual([key, '']);
  });
  test('fill in the same values', () => {
    const values = (words: string): readonly string[] => [...words.matchAll(/\{\{(\w+)\}\}/g)].map((one) => one[1] ?? '').toSorted();
    const needsCount = (key: string): boolean => !/_(?:one|other)$/.test(key);
    for (const [key, words] of english) if (needsCount(key)) expect([key, values(chinese.get(key) ?? '')]).toEqual([key, values(words)]);
  });
  test('keep to the house words', () => {
    for (const [key, words] of english) expect([key, /\b(?:please|oops)\b|!/i.test(words)]).toEqual([key, false]);
    for (const [key, words] of chinese) expect([key, /请(?!求)(?!主管)|您已|哦|！|老赖|失败|异常|错误代码/.test(words)]).toEqual([key, false]);
  });
});

describe('the screens', () => {
  test('there is something to check', () => {
    expect(literals.length).toBeGreaterThan(150);
  });
  test('use only keys that exist', () => {
    expect([...literals, ...chosen].filter((key) => !keys.has(key))).toEqual([]);
  });
  test('use only patterns that some key fits', () => {
    expect(patterns.filter((pattern) => ![...keys].some((key) => toRegExp(pattern).test(key)))).toEqual([]);
  });
  test('leave no key unused', () => {
    const used = new Set([...literals, ...chosen]);
    const quoted = new Set([...code.matchAll(/'([a-zA-Z]+(?:\.[\w-]+)+)'/g)].map((one) => one[1] ?? ''));
    const fits = patterns.map(toRegExp);
    expect([...keys].filter((key) => !used.has(key) && !quoted.has(key) && !fits.some((pattern) => pattern.test(key)))).toEqual([]);
  });
  test('name every result, and every list of results can be told apart by its letters', () => {
    for (const result of dispositionCodes) expect(keys.has(`disposition.${result}.name`)).toBe(true);
    for (const party of ['right-party', 'third-party', 'wrong-person', 'unknown'] as const) {
      for (const words of [english, chinese]) {
        const initials = allowedDispositions('answered', party, 'self').map((one) => words.get(`disposition.${one}.initials`));
        expect(new Set(initials).size).toBe(initials.length);
      }
    }
  });
});
