/** What a sentence costs: the whole detector, the classifier alone, phrases alone, against plain regular expressions. `node bench/detection.ts` */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import english from '../resources/rules/en-US.json' with { type: 'json' };
import chinese from '../resources/rules/zh-CN.json' with { type: 'json' };
import { createDetector } from '../src/domain/compliance/detection/detect-sentence.ts';
import { readLinearModel } from '../src/domain/compliance/detection/linear-model.ts';
import { phraseSights } from '../src/domain/compliance/detection/phrase-layer.ts';
import { makePinyinLayer } from '../src/domain/compliance/detection/pinyin-layer.ts';
import type { RulePack } from '../src/domain/compliance/rule-pack.ts';

const root = join(import.meta.dirname, '..');
const packs = { en: english as RulePack, zh: chinese as RulePack };

/** Microseconds a sentence, best of five rounds so that other work on the machine counts little. */
function cost(texts: readonly string[], work: (text: string) => unknown): number {
  let best = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now();
    for (const text of texts) work(text);
    best = Math.min(best, ((performance.now() - started) * 1000) / texts.length);
  }
  return best;
}

for (const lang of ['en', 'zh'] as const) {
  const pack = packs[lang];
  const model = readLinearModel(readFileSync(join(root, 'resources/detection', `${lang}.model`)));
  const texts = readFileSync(join(root, 'training/data', `${lang}-3.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text);
  const detector = createDetector({ lang, pack, model });
  const phrases = pack.rules.flatMap((rule) => rule.phrases);
  const plain = new RegExp(phrases.map((phrase) => phrase.replace(/[.*+^$()[\]\\]/g, '\\$&')).join('|'), 'giu');
  const rows: [string, number][] = [
    ['plain regular expression of all phrases', cost(texts, (text) => [...text.matchAll(plain)])],
    ['phrase layer', cost(texts, (text) => phraseSights(pack, text))],
    ['classifier', cost(texts, (text) => model.score(text)[0])],
    ['whole detector', cost(texts, (text) => detector.detect({ speaker: 'agent', text, party: 'debtor' }))],
  ];
  if (lang === 'zh') {
    const layer = makePinyinLayer(pack, model.tables.syllables);
    const sounds = new RegExp(
      phrases
        .filter((phrase) => phrase.length >= 3)
        .map((phrase) => pinyin(phrase, { toneType: 'none' }))
        .join('|'),
      'g',
    );
    rows.push(['pinyin layer', cost(texts, layer)], ['pinyin-pro and a regular expression', cost(texts, (text) => [...pinyin(text, { toneType: 'none' }).matchAll(sounds)])]);
  }
  console.log(`${lang}: ${texts.length} sentences, ${phrases.length} phrases`);
  for (const [name, micros] of rows)
    console.log(
      `  ${name.padEnd(44)} ${micros.toFixed(1).padStart(7)} µs  ${Math.round(1e6 / micros)
        .toString()
        .padStart(8)} sentences/s`,
    );
  const of = (name: string): number => rows.find(([found]) => found === name)?.[1] ?? Number.NaN;
  if (lang === 'zh')
    console.log(`  pinyin layer is ${(of('pinyin-pro and a regular expression') / of('pinyin layer')).toFixed(1)} times as fast as pinyin-pro and a regular expression (P6 asks for 25)`);
}
