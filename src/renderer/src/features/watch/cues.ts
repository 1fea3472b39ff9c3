/** Customer cues C01–C10: which one is shown, what it stands for in the wrap-up, and where its words are in the transcript. */
import type { Utterance } from '../../../../domain/compliance/transcript.ts';
import type { HeardTrigger } from '../../../../domain/compliance/watch/watch-state.ts';
import type { DispositionCode } from '../../../../domain/case/disposition.ts';
import type { IconName } from '../../ui/icon-shapes.tsx';

export const cueCodes = ['C01', 'C02', 'C03', 'C04', 'C05', 'C06', 'C07', 'C08', 'C09', 'C10'] as const;
export type CueCode = (typeof cueCodes)[number];
export interface TakenCue {
  readonly code: CueCode;
  readonly words: string;
}
export type KnownCue = HeardTrigger & { readonly code: CueCode };

/** Danger to life first, then what forbids to go on, then what the customer asks for. */
const order: readonly CueCode[] = ['C02', 'C07', 'C09', 'C06', 'C05', 'C04', 'C01', 'C03', 'C10', 'C08'];
export const crisis: CueCode = 'C02';

export const cueIcon: Readonly<Record<CueCode, IconName>> = {
  C01: 'flag',
  C02: 'heart',
  C03: 'heart',
  C04: 'doc',
  C05: 'clock',
  C06: 'users',
  C07: 'user',
  C08: 'cal',
  C09: 'block',
  C10: 'users',
};

const isCue = (code: string): code is CueCode => cueCodes.some((one) => one === code);
const isKnown = (one: HeardTrigger): one is KnownCue => isCue(one.code);

/** One per code, the latest words of each, in the order of what matters. A crisis stays even when it was taken. */
export function openCues(triggers: readonly HeardTrigger[], taken: readonly TakenCue[], dismissed: readonly string[]): readonly KnownCue[] {
  const latest = new Map<CueCode, KnownCue>();
  for (const one of triggers) if (isKnown(one) && !dismissed.includes(dismissKey(one))) latest.set(one.code, one);
  for (const { code } of taken) if (code !== crisis) latest.delete(code);
  return order.flatMap((code) => latest.get(code) ?? []);
}

/** A dismissed cue stays away for its own words; another rule or other words of the same kind may still ask. */
export const dismissKey = (one: Pick<HeardTrigger, 'rule' | 'words'>): string => `${one.rule} ${one.words.toLowerCase()}`;

/** The customer's sentence that holds the words; the turn decides between equal words. */
export function cuesByUtterance(triggers: readonly HeardTrigger[], utterances: readonly Utterance[]): ReadonlyMap<string, readonly KnownCue[]> {
  const finals = utterances.filter((one) => one.final);
  const out = new Map<string, KnownCue[]>();
  for (const one of triggers) {
    if (!isKnown(one)) continue;
    let best: { id: string; far: number } | null = null;
    for (const [at, utterance] of finals.entries()) {
      if (utterance.speaker !== 'customer' || utterance.text.slice(one.span[0], one.span[1]) !== one.words) continue;
      const far = Math.abs(at - one.turn);
      if (best === null || far < best.far) best = { id: utterance.id, far };
    }
    if (best !== null) out.set(best.id, [...(out.get(best.id) ?? []), one]);
  }
  return out;
}

interface CuePiece {
  readonly text: string;
  readonly code: string | null;
}

/** Where two cues share words the first one keeps them. */
export function cuePieces(text: string, cues: readonly Pick<KnownCue, 'code' | 'span'>[]): readonly CuePiece[] {
  const pieces: CuePiece[] = [];
  let at = 0;
  for (const { code, span } of cues.toSorted((a, b) => a.span[0] - b.span[0])) {
    const from = Math.max(at, span[0]);
    const to = Math.min(text.length, span[1]);
    if (to <= from) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), code: null });
    pieces.push({ text: text.slice(from, to), code });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), code: null });
  return pieces;
}

/** C05 holds two things: an end to the calls, and another time or place. */
const asksToStop = /\bstop\b|\b(?:off|from) (?:your|the|this) list\b|leave me alone|never call|别再|不要再|不许再|别打了|别打我(?:的)?电话|删(?:掉|除)/i;

/** The results that fit a cue, best first; the party and the call decide which of them exists. */
function resultsOf(cue: TakenCue): readonly DispositionCode[] {
  switch (cue.code) {
    case 'C01':
      return ['COMPLAINT'];
    case 'C02':
    case 'C06':
      return [];
    case 'C03':
      return ['NO_ABILITY'];
    case 'C04':
      return ['DISPUTE', 'COMPLAINT'];
    case 'C05':
      return asksToStop.test(cue.words) ? ['COMPLAINT'] : ['CALLBACK'];
    case 'C07':
      return ['DECEASED'];
    case 'C08':
      return ['PTP'];
    case 'C09':
      return ['WRONG'];
    case 'C10':
      return ['CALLBACK'];
    default:
      throw new Error(`unknown cue: ${String(cue.code satisfies never)}`);
  }
}

/** The result to preselect for what the agent logged, the weightiest cue first; null leaves it to the agent. */
export function resultFor(taken: readonly TakenCue[], allowed: readonly DispositionCode[]): DispositionCode | null {
  for (const code of order) {
    for (const cue of taken) {
      if (cue.code !== code) continue;
      if (code === crisis || code === 'C06') return null;
      const fit = resultsOf(cue).find((one) => allowed.includes(one));
      if (fit !== undefined) return fit;
    }
  }
  return null;
}

/** Cues after which somebody else decides what happens next. */
export const needsReview = (taken: readonly TakenCue[]): boolean => taken.some(({ code }) => code === 'C02' || code === 'C06' || code === 'C07');
