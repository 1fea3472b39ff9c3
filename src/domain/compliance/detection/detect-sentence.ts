/** Prohibited sentences in what an agent says: phrases, sounds, slots, classifier, guards, combined. Pure. */
import { hasWords } from './clean-text.ts';
import { combine, withoutModel } from './combine.ts';
import type { Evidence } from './combine.ts';
import { guardsOf } from './guards.ts';
import type { Guard } from './guards.ts';
import type { Calibration, LinearModel } from './linear-model.ts';
import { phraseSights } from './phrase-layer.ts';
import { makePinyinLayer } from './pinyin-layer.ts';
import { severityOf } from './sentence.ts';
import type { Hit, RulePack, Sentence, Sight } from './sentence.ts';
import { slotSights } from './slot-layer.ts';
import { soundSights } from './sound-layer.ts';

export interface Detector {
  readonly detect: (sentence: Sentence) => readonly Hit[];
}
/** `categories`: what the classifier would name, best first. */
export interface Gathered {
  readonly sights: readonly Sight[];
  readonly guards: readonly Guard[];
  readonly categories: readonly string[];
  readonly evidence: Evidence;
}
export interface DetectorParts {
  readonly lang: 'en' | 'zh';
  readonly pack: RulePack;
  readonly model: LinearModel | null;
}

/** V05 and V06 cannot be said to the person who owes (compliance pack: party gate). */
const needsOther = new Set(['V05', 'V06']);
/** So sure of innocence that no category is worth naming. */
const neverNamed = -0.8;
const worthGuarding = -0.5;
/** A second category is named when its head says yes by itself. */
const secondCategory = 0;

/** What the layers and the classifier say of a sentence, before combination. Training fits the combination on it. */
export function gatherEvidence({ lang, pack, model }: DetectorParts): (sentence: Sentence) => Gathered {
  const pinyin = lang === 'zh' && model !== null ? makePinyinLayer(pack, model.tables.syllables) : () => [];
  return (sentence) => {
    const allowed = (category: string): boolean => !(needsOther.has(category) && sentence.party === 'debtor');
    const phrases = phraseSights(pack, sentence.text);
    const seen = [...phrases, ...pinyin(sentence.text), ...(lang === 'en' ? soundSights(pack, sentence.text, phrases) : []), ...slotSights(lang, sentence.text)];
    const sights = seen.filter((sight) => allowed(sight.category));
    const { score, categories } = classify(model, sentence.text, allowed);
    // Guards are looked for only where there is something to guard.
    const guards = sights.length > 0 || score > worthGuarding ? guardsOf(lang, sentence.text) : [];
    return { sights, guards, categories, evidence: { classifier: score, layers: new Set(sights.map((sight) => sight.layer)), guarded: guards.length > 0 } };
  };
}

/** A phrase of a rule the calibration knows is marked live unless the classifier is surer than this that the sentence is innocent. */
const veto = 0;

export function createDetector(parts: DetectorParts): Detector {
  const { lang, pack, model } = parts;
  const gather = gatherEvidence(parts);
  const calibration = model?.header.calibration ?? withoutModel;
  const known = new Set(model?.header.knownRules);
  const severities = new Map(pack.rules.map((rule) => [rule.id, rule.severity]));

  const detect = (sentence: Sentence): readonly Hit[] => {
    if (sentence.speaker !== 'agent' || sentence.text.trim() === '') return [];
    const own = strongest(
      piecesOf(sentence.text).map((piece) => ({ piece, seen: gather({ ...sentence, text: piece.text }) })),
      calibration,
    );
    const trusted = (sight: Sight): boolean => own.guards.length === 0 && sight.layer === 'phrase' && (!known.has(sight.rule) || own.evidence.classifier > veto);
    const probability = combine(own.evidence, calibration);
    const live = probability >= calibration.strict;
    // A threat said in two breaths: both together are judged too, but only as a silent mark.
    const both = !live && sentence.previous !== undefined && sentence.previous !== '' ? gather({ ...sentence, text: `${sentence.previous} ${sentence.text}` }) : null;
    const together = both === null ? 0 : combine(both.evidence, calibration);
    const twoBreaths = together >= calibration.strict && probability < calibration.loose;
    const shown = twoBreaths ? Math.min(together, calibration.strict - 1e-6) : probability;
    const sights: Sight[] = [...own.sights];
    if (sights.length === 0 && (shown < calibration.loose || !hasWords(lang, sentence.text))) return [];
    if (shown >= calibration.loose) {
      for (const category of (twoBreaths && both !== null ? both : own).categories) {
        if (!sights.some((sight) => sight.category === category)) sights.push({ layer: 'classifier', category, rule: `${lang.toUpperCase()}-${category}-classifier`, span: [0, sentence.text.length] });
      }
    }
    return oneEach(sights, own.categories).map((sight) => ({
      ...sight,
      severity: severities.get(sight.rule) ?? severityOf(sight.category),
      version: versionOf(sight, pack, model),
      probability: trusted(sight) ? Math.max(shown, calibration.strict) : shown,
      live: live || trusted(sight),
      why: explain(sight, sights, own, sentence, twoBreaths),
    }));
  };
  return { detect };
}

interface Piece {
  readonly text: string;
  readonly from: number;
}
const shortEnough = 160;
const mostPieces = 400;

/** A long text is judged sentence by sentence: one threat in a speech weighs what it weighs alone. */
function piecesOf(text: string): readonly Piece[] {
  if (text.length <= shortEnough) return [{ text, from: 0 }];
  const pieces: Piece[] = [];
  let from = 0;
  while (from < text.length && pieces.length < mostPieces) {
    const stretch = text.slice(from, from + shortEnough);
    const mark = Math.max(...['. ', '? ', '! ', '。', '？', '！', '；'].map((one) => stretch.lastIndexOf(one) + (stretch.includes(one) ? one.length : 0)));
    const space = stretch.lastIndexOf(' ') + 1;
    const size = from + shortEnough >= text.length ? stretch.length : mark > 40 ? mark : space > 40 ? space : stretch.length;
    pieces.push({ text: stretch.slice(0, size), from });
    from += size;
  }
  return pieces;
}

/** The piece with the highest probability; spans are moved to the whole text, and what patterns saw elsewhere is kept. */
function strongest(all: readonly { readonly piece: Piece; readonly seen: Gathered }[], calibration: Calibration): Gathered {
  const best = all.reduce((a, b) => (combine(b.seen.evidence, calibration) > combine(a.seen.evidence, calibration) ? b : a));
  if (all.length === 1) return best.seen;
  const moved = (one: typeof best): readonly Sight[] => one.seen.sights.map((sight) => ({ ...sight, span: [sight.span[0] + one.piece.from, sight.span[1] + one.piece.from] }));
  return { ...best.seen, sights: [...moved(best), ...all.filter((one) => one !== best).flatMap(moved)] };
}

interface Opinion {
  readonly score: number;
  readonly categories: readonly string[];
}

function classify(model: LinearModel | null, text: string, allowed: (category: string) => boolean): Opinion {
  if (model === null) return { score: 0, categories: [] };
  const scores = model.score(text);
  const { heads, anyShare } = model.header;
  let top = -Infinity;
  for (let head = 1; head < heads.length; head += 1) if (allowed(heads[head] ?? '')) top = Math.max(top, scores[head] ?? 0);
  const score = anyShare * (scores[0] ?? 0) + (1 - anyShare) * top;
  if (score < neverNamed) return { score, categories: [] };
  const ranked = heads
    .map((name, at) => ({ name, score: scores[at] ?? 0 }))
    .slice(1)
    .filter((head) => allowed(head.name))
    .toSorted((a, b) => b.score - a.score);
  return { score, categories: ranked.filter((head, at) => at === 0 || (at < 3 && head.score > secondCategory)).map((head) => head.name) };
}

/** One hit per category. What the classifier did not name at all stays out when patterns of other categories agree with it. */
function oneEach(sights: readonly Sight[], named: readonly string[]): readonly Sight[] {
  const agreed = sights.some((sight) => sight.layer !== 'classifier' && named.includes(sight.category));
  const out: Sight[] = [];
  for (const sight of sights) {
    if (out.some((one) => one.category === sight.category)) continue;
    if (agreed && sight.layer === 'slot' && !named.includes(sight.category)) continue;
    out.push(sight);
  }
  return out;
}

function versionOf(sight: Sight, pack: RulePack, model: LinearModel | null): string {
  return sight.layer === 'classifier' ? (model?.header.version ?? '0') : pack.version;
}

function explain(sight: Sight, all: readonly Sight[], own: Gathered, sentence: Sentence, twoBreaths: boolean): readonly string[] {
  const why = all
    .filter((one) => one.category === sight.category)
    .map((one) => (one.layer === 'classifier' ? 'classifier: the sentence as a whole' : `${one.layer}: "${sentence.text.slice(one.span[0], one.span[1])}" (${one.rule})`));
  why.push(`classifier score ${own.evidence.classifier.toFixed(2)}`);
  for (const guard of own.guards) why.push(`against: ${guard.name} "${guard.words}"`);
  if (twoBreaths) why.push('together with what was said just before');
  why.push(`party: ${sentence.party}`);
  return why;
}
