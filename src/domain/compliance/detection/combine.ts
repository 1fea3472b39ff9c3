/** One probability out of all layers; the weights are fitted across writers by `npm run train`. */
import type { Calibration } from './linear-model.ts';
import type { Layer } from './sentence.ts';

/** Without a model: phrases count, the rest is left for review. */
export const withoutModel: Calibration = { bias: -1.5, classifier: 0, phrase: 4, pinyin: 3, sound: 1.5, slot: 1.5, guarded: -2.5, strict: 0.8, loose: 0.4 };

export interface Evidence {
  /** Score of the classifier, or 0 without a model. */
  readonly classifier: number;
  readonly layers: ReadonlySet<Layer>;
  /** A guard applies to what the pattern layers saw. */
  readonly guarded: boolean;
}

export function combine(evidence: Evidence, with_: Calibration): number {
  const has = (layer: Exclude<Layer, 'classifier'>): number => (evidence.layers.has(layer) ? with_[layer] : 0);
  const patterns = has('phrase') + has('pinyin') + has('sound') + has('slot');
  const logit = with_.bias + with_.classifier * evidence.classifier + patterns + (patterns > 0 && evidence.guarded ? with_.guarded : 0);
  return 1 / (1 + Math.exp(-logit));
}
