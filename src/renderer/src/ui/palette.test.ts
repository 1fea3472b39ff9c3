import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { palettes } from './palette.ts';

const css = readFileSync(join(import.meta.dirname, 'styles/tokens.css'), 'utf8');

function token(theme: 'light' | 'dark', name: string): string | undefined {
  const from = css.indexOf(`[data-theme="${theme}"]`);
  const block = css.slice(from, css.indexOf('}', from));
  const role = name.replaceAll(/([A-Z])|(?<=[a-z])(\d)/g, (all, upper: string | undefined) => (upper === undefined ? `-${all}` : `-${upper.toLowerCase()}`)).replace(/sev-(\d)/, 'sev$1');
  return new RegExp(`--fl-${role}: ([^;]+);`).exec(block)?.[1];
}

test.each(['light', 'dark'] as const)('the %s palette repeats the style sheet', (theme) => {
  for (const [name, value] of Object.entries(palettes[theme])) expect([name, token(theme, name)]).toEqual([name, value]);
});
