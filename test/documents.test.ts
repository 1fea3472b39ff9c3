/** The documents agree with the repository: every link leads somewhere, every package has its reason, version and licence. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test.each(documents)('%s: every link to a file leads to one', (document) => {
  const links = [...read(document).matchAll(/\]\(([^)#\s]+)[^)]*\)|<img[^>]*src="([^"]+)"/g)].map((one) => one[1] ?? one[2] ?? '').filter((link) => link !== '' && !/^[a-z]+:/.test(link));
  expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
});

describe('docs/dependencies.md', () => {
  const text = read('docs/dependencies.md');
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const packageJson = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const all = { ...packageJson.dependencies, ...packageJson.devDependencies };
  const rowOf = (name: string) =>
    rows.find((row) =>
      (row[1] ?? '')
        .replace(/\(.*\)/, '')
        .split(',')
        .map((one) => one.trim())
        .includes(name),
    );
  test.each(Object.entries(all))('%s %s', (name, wanted) => {
    const row = rowOf(name);
    expect(row, `${name} has no row`).toBeDefined();
    const version = wanted.replace(/^npm:.*@/, '');
    if (!name.startsWith('@types/')) expect(row?.[2]).toContain(version);
    const { license } = JSON.parse(read(join('node_modules', name, 'package.json'))) as { license: string };
    expect(row?.[3]).toBe(license);
  });
  test('names no package that is gone', () => {
    const named = rows
      .flatMap((row) =>
        (row[1] ?? '')
          .replace(/\(.*\)/, '')
          .split(',')
          .map((one) => one.trim()),
      )
      .filter((name) => name !== 'package' && !/^-+$/.test(name));
    expect(named.filter((name) => !Object.hasOwn(all, name))).toEqual([]);
  });
});
