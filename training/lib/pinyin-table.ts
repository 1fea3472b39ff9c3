/** Folded toneless syllable of every common character, made with pinyin-pro, as plain numbers. */
import { pinyin } from 'pinyin-pro';

const fixed: Readonly<Record<string, string>> = { 还: 'huan', 呗: 'bei', 调: 'diao', 曝: 'bao', 的: 'de', 了: 'le', 着: 'zhe', 得: 'de', 都: 'dou', 行: 'xing', 长: 'chang', 重: 'zhong', 单: 'dan' };

/** zh/z, ch/c, sh/s, n/l, ang/an, eng/en, ing/in are one. */
export function foldSyllable(syllable: string): string {
  return syllable
    .replace(/^(z|c|s)h/, '$1')
    .replace(/^n(?=[aeiouv])/, 'l')
    .replace(/(a|e|i)ng$/, '$1n')
    .replace('ü', 'v');
}

export interface PinyinTable {
  readonly syllables: Uint16Array;
  readonly names: readonly string[];
}

export function makePinyinTable(): PinyinTable {
  const syllables = new Uint16Array(0x9fff - 0x4e00 + 1);
  const names: string[] = [''];
  const known = new Map<string, number>();
  for (let code = 0x4e00; code <= 0x9fff; code += 1) {
    const char = String.fromCharCode(code);
    const read = fixed[char] ?? pinyin(char, { toneType: 'none', v: true });
    if (!/^[a-z]+$/.test(read)) continue;
    const folded = foldSyllable(read);
    let id = known.get(folded);
    if (id === undefined) {
      id = names.length;
      names.push(folded);
      known.set(folded, id);
    }
    syllables[code - 0x4e00] = id;
  }
  return { syllables, names };
}
