/** Reads labelled sentences. One file is one writer. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Labelled {
  readonly id: string;
  readonly lang: 'en' | 'zh';
  readonly text: string;
  readonly labels: readonly string[];
  readonly party: string;
  readonly style: string;
  readonly near: string | null;
  readonly writer: string;
}

const folder = join(import.meta.dirname, '..', 'data');

/** All sentences of a language, by file name in order. */
export function readData(lang: 'en' | 'zh', only?: (file: string) => boolean): readonly Labelled[] {
  const out: Labelled[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.startsWith(`${lang}-`) && name.endsWith('.jsonl'))
    .toSorted()) {
    if (only !== undefined && !only(file)) continue;
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      if (line.trim() === '') continue;
      const row = JSON.parse(line) as Partial<Labelled>;
      out.push({
        id: row.id ?? '',
        lang,
        text: row.text ?? '',
        labels: row.labels ?? [],
        party: row.party ?? 'debtor',
        style: row.style ?? 'plain',
        near: row.near ?? null,
        writer: file.replace('.jsonl', ''),
      });
    }
  }
  return out;
}
