/** What the layers and the classifier say of labelled sentences, before calibration. */
import type { LinearModel } from '../../src/domain/compliance/detection/linear-model.ts';
import { gatherEvidence } from '../../src/domain/compliance/detection/detect-sentence.ts';
import type { RulePack } from '../../src/domain/compliance/rule-pack.ts';
import type { Party } from '../../src/domain/compliance/detection/sentence.ts';
import type { Judged } from './calibrate.ts';
import type { Labelled } from './read-data.ts';

export interface JudgedRow extends Judged {
  readonly row: Labelled;
  readonly best: string;
}

export function partyOf(row: Labelled): Party {
  return row.party === 'debtor' || row.party === 'third_party' ? row.party : 'unknown';
}

export function judge(model: LinearModel, pack: RulePack, rows: readonly Labelled[], change: (text: string) => string = (text) => text): readonly JudgedRow[] {
  const gather = gatherEvidence({ lang: model.header.lang, pack, model });
  return rows.map((row) => {
    const seen = gather({ speaker: 'agent', text: change(row.text), party: partyOf(row) });
    return { row, violating: row.labels.length > 0, best: seen.categories[0] ?? '', evidence: seen.evidence };
  });
}
