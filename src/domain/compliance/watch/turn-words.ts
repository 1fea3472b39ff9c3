/** The words of one turn as small numbers, ready for the patterns, with their places in the original text. */
import { tokens } from '../normalise.ts';
import type { Token } from '../normalise.ts';
import type { WatchPack } from './watch-pack.ts';

export interface TurnWords {
  /** Number of the word in the vocabulary of the patterns, 0 for a word no pattern knows. */
  readonly ids: Int32Array;
  /** 1 where the word is a number. */
  readonly number: Uint8Array;
  readonly tokens: readonly Token[];
}

export interface Vocabulary {
  readonly ids: Map<string, number>;
  readonly numbers: ReadonlySet<string>;
  readonly characters: ReadonlyMap<string, string>;
  readonly heard: readonly (readonly [string, string])[];
  readonly heardWords: ReadonlyMap<string, string>;
}

/** Recognisers and hasty typists leave the apostrophe out. */
const bare: Readonly<Record<string, string>> = {
  im: "i'm",
  ive: "i've",
  ill: 'ill',
  dont: "don't",
  cant: "can't",
  wont: "won't",
  didnt: "didn't",
  doesnt: "doesn't",
  isnt: "isn't",
  wasnt: "wasn't",
  arent: "aren't",
  havent: "haven't",
  hasnt: "hasn't",
  youre: "you're",
  theyre: "they're",
  youve: "you've",
  hes: "he's",
  shes: "she's",
  thats: "that's",
  whos: "who's",
  lets: "let's",
  couldnt: "couldn't",
  wouldnt: "wouldn't",
  shouldnt: "shouldn't",
  werent: "weren't",
  theres: "there's",
  itll: "it'll",
  aint: 'is not',
  "ain't": 'is not',
  hasn: "hasn't",
};

export function emptyVocabulary(pack: WatchPack): Vocabulary {
  const characters = new Map<string, string>();
  const pairs = [...pack.characters];
  for (let at = 0; at + 1 < pairs.length; at += 2) characters.set(pairs[at] ?? '', pairs[at + 1] ?? '');
  const heard = pack.lang === 'zh' ? Object.entries(pack.heard).filter(([from, to]) => from.length === to.length) : Object.entries(pack.heard);
  return { ids: new Map(), numbers: new Set(pack.numbers), characters, heard, heardWords: new Map(heard) };
}

export const wordId = (vocabulary: Vocabulary, word: string): number => {
  const known = vocabulary.ids.get(word);
  if (known !== undefined) return known;
  vocabulary.ids.set(word, vocabulary.ids.size + 1);
  return vocabulary.ids.size;
};

/** Words of a text of the pack's language as the patterns see them. */
export function wordsOf(pack: WatchPack, vocabulary: Vocabulary, text: string): readonly Token[] {
  if (pack.lang === 'zh') return chineseWords(meantChinese(vocabulary, text));
  const out: Token[] = [];
  for (const token of tokens(text, 'en-US')) {
    const meant = vocabulary.heardWords.get(token.text) ?? bare[token.text];
    if (meant === undefined || meant === token.text) out.push(token);
    else for (const part of tokens(meant, 'en-US')) out.push({ text: part.text, from: token.from, to: token.to });
  }
  return out;
}

const fillers = new Set('嗯啊呃额哦呢吧呀哎诶喔唉');

/** One token per Han character and per run of Latin letters or digits ("12378了" is two, full-width digits are digits). */
function chineseWords(text: string): readonly Token[] {
  const out: Token[] = [];
  let run = '';
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    const plain = code >= 0xff10 && code <= 0xff5a ? code - 0xfee0 : code;
    const digit = plain >= 48 && plain <= 57;
    if (digit || (plain >= 65 && plain <= 90) || (plain >= 97 && plain <= 122)) {
      if (run === '') from = at;
      run += String.fromCharCode(plain);
      continue;
    }
    if (run !== '') {
      out.push({ text: run.toLowerCase(), from, to: at });
      run = '';
    }
    const han = (code >= 0x3400 && code <= 0x9fff) || code === 0x3007 || (code >= 0xf900 && code <= 0xfaff);
    if (!han) continue;
    const one = text.charAt(at);
    if (!fillers.has(one)) out.push({ text: one, from: at, to: at + 1 });
  }
  return out;
}

/** Same length as the text, so that places stay true. */
function meantChinese(vocabulary: Vocabulary, text: string): string {
  let simple = text;
  if (vocabulary.characters.size > 0) {
    let changed = false;
    const units = text.split('');
    for (let at = 0; at < units.length; at += 1) {
      const meant = vocabulary.characters.get(units[at] ?? '');
      if (meant !== undefined) {
        units[at] = meant;
        changed = true;
      }
    }
    if (changed) simple = units.join('');
  }
  for (const [from, to] of vocabulary.heard) if (simple.includes(from)) simple = simple.replaceAll(from, to);
  return simple;
}

export function turnWords(pack: WatchPack, vocabulary: Vocabulary, text: string): TurnWords {
  const list = text.length <= readWhole ? wordsOf(pack, vocabulary, text) : headAndTail(pack, vocabulary, text);
  const ids = new Int32Array(list.length);
  const number = new Uint8Array(list.length);
  for (const [at, token] of list.entries()) {
    ids[at] = vocabulary.ids.get(token.text) ?? 0;
    const first = token.text.charCodeAt(0);
    if ((first >= 48 && first <= 57) || vocabulary.numbers.has(token.text)) number[at] = 1;
  }
  return { ids, number, tokens: list };
}

/** Over four minutes of talk without a breath in English, a quarter of an hour in Chinese. */
const readWhole = 4000;

/** Of a longer turn the first and the last half of that are read, so that no text is slow. */
function headAndTail(pack: WatchPack, vocabulary: Vocabulary, text: string): readonly Token[] {
  const half = readWhole / 2;
  const start = text.length - half;
  const tail = wordsOf(pack, vocabulary, text.slice(start)).map((token) => ({ text: token.text, from: token.from + start, to: token.to + start }));
  return [...wordsOf(pack, vocabulary, text.slice(0, half)), ...tail];
}
