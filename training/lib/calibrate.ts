/** Weights of the layers and the two thresholds, from scores of sentences whose writer the scoring model never saw. */
import { combine } from '../../src/domain/compliance/detection/combine.ts';
import type { Evidence } from '../../src/domain/compliance/detection/combine.ts';
import type { Calibration } from '../../src/domain/compliance/detection/linear-model.ts';
import { thresholdAt } from './measure.ts';

export interface Judged {
  readonly evidence: Evidence;
  readonly violating: boolean;
}

const names = ['classifier', 'phrase', 'pinyin', 'sound', 'slot', 'guarded'] as const;

function inputs(evidence: Evidence): readonly number[] {
  const patterns = evidence.layers.size > 0;
  return [evidence.classifier, ...(['phrase', 'pinyin', 'sound', 'slot'] as const).map((layer) => (evidence.layers.has(layer) ? 1 : 0)), patterns && evidence.guarded ? 1 : 0];
}

/** Logistic regression by plain descent; layers may not count against a sentence, guards not for it. */
export function calibrate(judged: readonly Judged[], strictShare: number, looseShare: number): Calibration {
  const rows = judged.map((one) => ({ x: inputs(one.evidence), y: one.violating ? 1 : 0 }));
  const weights = new Float64Array(names.length);
  let bias = 0;
  weights[0] = 1;
  for (let round = 0; round < 1500; round += 1) {
    const slope = new Float64Array(names.length);
    let biasSlope = 0;
    for (const { x, y } of rows) {
      let logit = bias;
      for (let at = 0; at < names.length; at += 1) logit += (weights[at] ?? 0) * (x[at] ?? 0);
      const error = 1 / (1 + Math.exp(-logit)) - y;
      biasSlope += error;
      for (let at = 0; at < names.length; at += 1) slope[at] = (slope[at] ?? 0) + error * (x[at] ?? 0);
    }
    bias -= (3 * biasSlope) / rows.length;
    for (let at = 0; at < names.length; at += 1) {
      const next = (weights[at] ?? 0) - 3 * ((slope[at] ?? 0) / rows.length + (at === 0 ? 0 : 1e-4 * (weights[at] ?? 0)));
      weights[at] = at === 5 ? Math.min(0, next) : Math.max(0, next);
    }
  }
  const round = (value: number): number => Math.round(value * 1e4) / 1e4;
  const [classifier = 1, phrase = 0, pinyin = 0, sound = 0, slot = 0, guarded = 0] = [...weights].map(round);
  const draft: Calibration = { bias: round(bias), classifier, phrase, pinyin, sound, slot, guarded, strict: 0.9, loose: 0.5 };
  const scored = judged.map((one) => ({ score: combine(one.evidence, draft), violating: one.violating }));
  return { ...draft, strict: round(thresholdAt(scored, strictShare) + 1e-4), loose: round(thresholdAt(scored, looseShare)) };
}
