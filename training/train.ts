/**
 * `npm run train`: trains the sentence classifiers from training/data, prints what they are worth and writes resources/detection/*.model.
 * `--measure` trains and prints but writes nothing; `--check` fails when the shipped files differ from what training gives. Deterministic.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import english from '../resources/rules/en-US.json' with { type: 'json' };
import chinese from '../resources/rules/zh-CN.json' with { type: 'json' };
import { withoutModel } from '../src/domain/compliance/detection/combine.ts';
import { readLinearModel } from '../src/domain/compliance/detection/linear-model.ts';
import { compileClasses } from '../src/domain/compliance/detection/word-classes.ts';
import type { ClassList } from '../src/domain/compliance/detection/word-classes.ts';
import type { RulePack } from '../src/domain/compliance/rule-pack.ts';
import { calibrate } from './lib/calibrate.ts';
import { fitModel, withCalibration } from './lib/fit-model.ts';
import type { Corpus, Recipe } from './lib/fit-model.ts';
import { judge } from './lib/judge.ts';
import type { JudgedRow } from './lib/judge.ts';
import { makePinyinTable } from './lib/pinyin-table.ts';
import { readData } from './lib/read-data.ts';
import { report } from './lib/report.ts';
import { gramsOf } from './lib/vocabulary.ts';

/** Never trained on, ever: one whole file a language. */
export const heldOut = { en: 'en-3', zh: 'zh-3' } as const;
export const recipes: Readonly<Record<'en' | 'zh', Recipe>> = {
  en: { viewScale: [1.6, 0.8, 0.5], cost: 1, categoryCost: 2, leastRows: 2, anyShare: 0.5, rounds: 30, seed: 7 },
  zh: { viewScale: [1.8, 0.8, 0.3], cost: 1, categoryCost: 2, leastRows: 2, anyShare: 0.5, rounds: 30, seed: 7 },
};
const version = '2026.11.1';
const root = join(import.meta.dirname, '..');

export function loadCorpus(lang: 'en' | 'zh', pack: RulePack): Corpus {
  const classes = JSON.parse(readFileSync(join(import.meta.dirname, 'classes', `${lang}.json`), 'utf8')) as ClassList;
  const syllables = lang === 'zh' ? makePinyinTable().syllables : new Uint16Array();
  const tables = { lang, syllables, classes: compileClasses(classes) };
  const rows = readData(lang);
  return {
    rows,
    grams: gramsOf(
      tables,
      rows.map((row) => row.text),
    ),
    tables,
    classes,
    knownRules: pack.rules.map((rule) => rule.id),
  };
}

function train(lang: 'en' | 'zh', write: 'write' | 'check' | 'no'): void {
  const pack = (lang === 'en' ? english : chinese) as RulePack;
  const corpus = loadCorpus(lang, pack);
  const recipe = recipes[lang];
  const rowsOf = (keep: (writer: string) => boolean): number[] => corpus.rows.flatMap((row, at) => (keep(row.writer) ? [at] : []));
  const writers = [...new Set(corpus.rows.map((row) => row.writer))];
  const judged = (train: (writer: string) => boolean, test: string): readonly JudgedRow[] => {
    const model = readLinearModel(fitModel(corpus, rowsOf(train), recipe, version, withoutModel));
    return judge(
      model,
      pack,
      rowsOf((name) => name === test)
        .map((at) => corpus.rows[at])
        .filter((row) => row !== undefined),
    );
  };
  // Thresholds and layer weights: each corpus file judged by a model that saw neither it nor the held-out file.
  const files = writers.filter((writer) => /^..-\d$/.test(writer));
  const folds = files.filter((writer) => writer !== heldOut[lang]).map((writer) => judged((name) => name !== writer && name !== heldOut[lang], writer));
  const calibration = calibrate(folds.flat(), 0.005, 0.05);
  // Rotations: the recipe, trained on everything but one corpus file and measured on that.
  const across = files.map((writer) => ({ writer, judged: judged((name) => name !== writer, writer) }));
  const bytes = withCalibration(
    fitModel(
      corpus,
      rowsOf((name) => name !== heldOut[lang]),
      recipe,
      version,
      calibration,
    ),
    calibration,
  );
  report(
    lang,
    readLinearModel(bytes),
    pack,
    calibration,
    across,
    corpus.rows.filter((row) => row.writer === heldOut[lang]),
    heldOut[lang],
    bytes.length,
  );
  const file = join(root, 'resources', 'detection', `${lang}.model`);
  if (write === 'write') writeFileSync(file, bytes);
  if (write === 'check' && !readFileSync(file).equals(bytes)) {
    console.error(`${lang}: the shipped model differs from what training gives`);
    process.exitCode = 1;
  }
}

const flags = process.argv.slice(2);
const mode = flags.includes('--check') ? 'check' : flags.includes('--measure') ? 'no' : 'write';
for (const lang of ['en', 'zh'] as const) if (flags.every((flag) => flag.startsWith('--')) || flags.includes(lang)) train(lang, mode);
