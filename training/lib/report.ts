/** Prints what a model is worth, as tables for docs/detection.md. */
import { combine } from '../../src/domain/compliance/detection/combine.ts';
import type { Calibration, LinearModel } from '../../src/domain/compliance/detection/linear-model.ts';
import type { RulePack } from '../../src/domain/compliance/rule-pack.ts';
import { corruptor } from './corrupt.ts';
import { categories } from './fit-model.ts';
import { judge } from './judge.ts';
import type { JudgedRow } from './judge.ts';
import { curve } from './measure.ts';
import type { Scored } from './measure.ts';
import type { Labelled } from './read-data.ts';

export interface Fold {
  readonly writer: string;
  readonly judged: readonly JudgedRow[];
}

type Row = JudgedRow & Scored;

export function report(lang: string, model: LinearModel, pack: RulePack, calibration: Calibration, across: readonly Fold[], held: readonly Labelled[], heldName: string, bytes: number): void {
  const score = (rows: readonly JudgedRow[]): readonly Row[] => rows.map((row) => ({ ...row, score: combine(row.evidence, calibration) }));
  console.log(`\n## ${lang}: ${model.header.features} features, ${(bytes / 1e6).toFixed(2)} MB\ncalibration ${JSON.stringify(calibration)}`);
  console.log('| measured on (never trained on) | sentences | R@0.5 % | R@1 % | R@2 % | R@5 % | at strict: recall, false alarms |\n|---|---|---|---|---|---|---|');
  const folds = across.map((fold) => ({ writer: fold.writer, rows: score(fold.judged) }));
  for (const fold of folds) line(`${fold.writer}, recipe`, fold.rows, calibration);
  const shipped = score(judge(model, pack, held));
  line(`${heldName}, shipped model`, shipped, calibration);
  line(`${heldName}, recogniser-like noise`, score(judge(model, pack, held, corruptor(model.header.lang, 11))), calibration);
  console.log('\nAll rotations, by category (innocent: all), category named right among the found\n| | sentences | R@0.5 % | R@1 % | R@2 % | R@5 % | right |\n|---|---|---|---|---|---|---|');
  const all = folds.flatMap((fold) => fold.rows);
  const innocent = all.filter((row) => !row.violating);
  for (const category of categories) {
    const own = all.filter((row) => row.row.labels.includes(category));
    const found = own.filter((row) => row.score >= calibration.loose);
    console.log(`| ${category} | ${own.length} | ${curve([...own, ...innocent])} | ${(found.filter((row) => row.row.labels.includes(row.best)).length / Math.max(1, found.length)).toFixed(2)} |`);
  }
  for (const style of ['plain', 'indirect', 'polite', 'dialect', 'coded']) {
    const own = all.filter((row) => row.violating && row.row.style === style);
    if (own.length > 0) console.log(`| ${style} | ${own.length} | ${curve([...own, ...innocent])} | |`);
  }
  const short = all.filter((row) => row.violating && (lang === 'zh' ? row.row.text.length <= 9 : row.row.text.split(' ').length <= 5));
  console.log(`| five words (nine characters) or fewer | ${short.length} | ${curve([...short, ...innocent])} | |`);
  console.log('\nReliability of the shipped model on the held-out file (probability: share that violates)');
  console.log(
    [0, 0.2, 0.4, 0.6, 0.8]
      .map((from) => {
        const inside = shipped.filter((row) => row.score >= from && row.score < from + 0.2 + (from === 0.8 ? 1 : 0));
        return `${from.toFixed(1)}–${(from + 0.2).toFixed(1)}: ${(inside.filter((row) => row.violating).length / Math.max(1, inside.length)).toFixed(2)} of ${inside.length}`;
      })
      .join(' · '),
  );
}

function line(name: string, rows: readonly Row[], calibration: Calibration): void {
  const share = (of: readonly Row[]): string => (of.filter((row) => row.score >= calibration.strict).length / Math.max(1, of.length)).toFixed(3);
  console.log(`| ${name} | ${rows.length} | ${curve(rows)} | ${share(rows.filter((row) => row.violating))}, ${share(rows.filter((row) => !row.violating))} |`);
}
