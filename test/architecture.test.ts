/** The arrows of docs/architecture.md, checked on every import of every file from one table. */
import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import rules from './support/architecture-rules.json' with { type: 'json' };

interface Folder {
  readonly path: string;
  readonly mayImport: readonly string[];
  readonly packages: readonly string[] | string;
  readonly node: boolean;
  readonly notPackages?: readonly string[];
  readonly notImport?: readonly string[];
  readonly noGlobals?: readonly string[];
}
const root = resolve(import.meta.dirname, '..');
const folders = rules.folders as readonly Folder[];
const builtin = new Set(builtinModules);

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/(?:\.test\.tsx?|vite\.config\.ts)$/.test(name))
  .map((name) => join('src', name).replaceAll('\\', '/'));

export function importsOf(source: string): readonly string[] {
  const found = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  return [...found].map((one) => one[1] ?? one[2] ?? one[3] ?? one[4] ?? '').filter((name) => name !== '');
}
const inside = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/(?!\s*TODO)[^\n]*/g, '');
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

export function problemsOf(file: string, source: string): readonly string[] {
  const folder = folders.find((one) => inside(file, one.path));
  if (folder === undefined) return [`${file}: belongs to no folder of the table`];
  const problems: string[] = [];
  for (const name of importsOf(source)) {
    const bare = name.split('?')[0] ?? name;
    if (bare.startsWith('.')) {
      const target = relative(root, resolve(root, dirname(file), bare)).replaceAll('\\', '/');
      if (!folder.mayImport.some((allowed) => inside(target, allowed)) || folder.notImport?.some((denied) => inside(target, denied)) === true) problems.push(`${file} imports ${target}`);
    } else if (bare.startsWith('node:') || builtin.has(bare)) {
      if (!folder.node) problems.push(`${file} imports ${bare}`);
    } else {
      const pkg = packageOf(bare);
      if ((folder.packages !== '*' && !folder.packages.includes(pkg)) || folder.notPackages?.includes(pkg) === true) problems.push(`${file} imports ${pkg}`);
    }
  }
  const code = withoutComments(source).replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
  for (const name of folder.noGlobals ?? []) {
    if (new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}(?![\\w:])`).test(code)) problems.push(`${file} uses ${name}`);
  }
  return problems;
}

describe('the arrows', () => {
  test('there are files to check', () => expect(files.length).toBeGreaterThan(10));
  test('every import of every file is allowed', () => {
    expect(files.flatMap((file) => problemsOf(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });
  test.each([
    ['src/domain/case/x.ts', "import fs from 'node:fs';"],
    ['src/domain/case/x.ts', "import { z } from 'zod';"],
    ['src/domain/case/x.ts', 'const now = Date.now();'],
    ['src/renderer/src/x.ts', "import { a } from '../../main/compose.ts';"],
    ['src/main/services/x.ts', "import { app } from 'electron';"],
    ['src/main/services/x.ts', "import { a } from '../hosts/browser/b.ts';"],
    ['src/central/x.ts', "import D from 'better-sqlite3';"],
    ['src/elsewhere/x.ts', ''],
  ])('%s: %s is refused', (file, source) => expect(problemsOf(file, source)).not.toEqual([]));
});

describe('house style', () => {
  const sources = files.map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);
  test('no file is over 500 lines', () => expect(sources.filter(([, text]) => text.split('\n').length > 500).map(([file]) => file)).toEqual([]));
  test('no any, no empty catch, no to-do', () => {
    const bad = sources.filter(([, text]) => /:\s*any\b|\bas any\b|<any>|catch\s*(?:\([^)]*\))?\s*\{\s*\}|\/\/\s*TODO/.test(withoutComments(text))).map(([file]) => file);
    expect(bad).toEqual([]);
  });
});
