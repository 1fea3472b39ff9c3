/** Classes of words (a weapon, a relative, a court): what lets a sentence count that uses words no training sentence used. */
import { wordHash } from './hash.ts';

/** Name of a class to its words. English words may end in `*` (any ending); several words are one entry. */
export type ClassList = Readonly<Record<string, readonly string[]>>;

export interface WordClasses {
  readonly ofWords: (words: readonly string[]) => readonly number[];
  readonly ofCharacters: (line: string) => readonly number[];
}

/** Words whose class is remembered, so that a common word is looked up once. */
const mostKnown = 20_000;

/** Longest entry first at every place; a place belongs to one class only. */
export function compileClasses(list: ClassList): WordClasses {
  const table = new Map<string, number>();
  const stems = new Map<string, number>();
  const starters = new Set<string>();
  const known = new Map<string, number>();
  for (const [name, entries] of Object.entries(list)) {
    const id = wordHash(name);
    for (const entry of entries) {
      if (entry.endsWith('*')) stems.set(entry.slice(0, -1), id);
      else table.set(entry, id);
      if (entry.includes(' ')) starters.add(entry.slice(0, entry.indexOf(' ')));
    }
  }
  return {
    ofWords: (words) => {
      const out: number[] = [];
      for (let at = 0; at < words.length; ) {
        const word = words[at] ?? '';
        let size = starters.has(word) ? Math.min(3, words.length - at) : 1;
        let found: number | undefined;
        for (; size >= 2; size -= 1) {
          found = table.get(words.slice(at, at + size).join(' '));
          if (found !== undefined) break;
        }
        if (found === undefined) {
          size = 1;
          found = known.get(word);
          if (found === undefined) {
            found = table.get(word) ?? stemOf(word, stems) ?? 0;
            if (known.size < mostKnown) known.set(word, found);
          }
        }
        if (found !== 0) out.push(found);
        at += size;
      }
      return out;
    },
    ofCharacters: (line) => {
      const out: number[] = [];
      for (let at = 0; at < line.length; ) {
        let size = Math.min(6, line.length - at);
        let found: number | undefined;
        for (; size >= 1; size -= 1) {
          found = table.get(line.slice(at, at + size));
          if (found !== undefined) break;
        }
        if (found !== undefined) out.push(found);
        at += Math.max(1, size);
      }
      return out;
    },
  };
}

function stemOf(word: string, stems: ReadonlyMap<string, number>): number | undefined {
  for (let size = word.length; size >= 3; size -= 1) {
    const found = stems.get(word.slice(0, size));
    if (found !== undefined) return found;
  }
  return undefined;
}
