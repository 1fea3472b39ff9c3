/** Brings heard or written words into the form phrases are compared in, keeping where each piece came from. */

export interface Token {
  readonly text: string;
  /** Offsets in the original text. */
  readonly from: number;
  readonly to: number;
}

const contractions: Readonly<Record<string, readonly string[]>> = {
  "won't": ['will', 'not'],
  "can't": ['can', 'not'],
  cannot: ['can', 'not'],
  "shan't": ['shall', 'not'],
  gonna: ['going', 'to'],
  wanna: ['want', 'to'],
  gotta: ['got', 'to'],
  "let's": ['let', 'us'],
};
const endings: readonly (readonly [string, string])[] = [
  ["n't", 'not'],
  ["'ll", 'will'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'m", 'am'],
  ["'d", 'would'],
  ["'s", 'is'],
];
const englishFillers = new Set(['uh', 'um', 'er', 'erm', 'hmm', 'huh']);
const chineseFillers = new Set(['嗯', '啊', '呃', '额', '哦', '呢', '吧', '呀', '哎', '诶']);

/** English: words, lower case, contractions opened, fillers left out. Chinese: characters without spaces, marks and fillers. */
export function tokens(text: string, language: 'zh-CN' | 'en-US'): readonly Token[] {
  return language === 'zh-CN' ? chineseTokens(text) : englishTokens(text);
}

function englishTokens(text: string): readonly Token[] {
  const out: Token[] = [];
  for (const found of text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu)) {
    const from = found.index;
    const to = from + found[0].length;
    for (const word of open(found[0].toLowerCase().replaceAll('’', "'"))) {
      if (!englishFillers.has(word)) out.push({ text: word, from, to });
    }
  }
  return out;
}

function open(word: string): readonly string[] {
  const whole = contractions[word];
  if (whole !== undefined) return whole;
  for (const [ending, full] of endings) {
    if (word.endsWith(ending) && word.length > ending.length) return [word.slice(0, -ending.length), full];
  }
  return [word];
}

function chineseTokens(text: string): readonly Token[] {
  const out: Token[] = [];
  for (const found of text.matchAll(/\p{Script=Han}|[\p{L}\p{N}]+/gu)) {
    if (chineseFillers.has(found[0])) continue;
    out.push({ text: found[0].toLowerCase(), from: found.index, to: found.index + found[0].length });
  }
  return out;
}
