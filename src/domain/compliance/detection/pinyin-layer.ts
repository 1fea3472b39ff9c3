/** Chinese phrases of three syllables and more by their folded, toneless sound. Two syllables collide with ordinary words (compliance pack 3.2) and are never matched. */
import { tokens } from '../normalise.ts';
import type { RulePack } from '../rule-pack.ts';
import type { Sight } from './sentence.ts';

/** Same fillers as the phrase layer leaves out. */
const fillers = new Set([...'嗯啊呃额哦呢吧呀哎诶'].map((char) => char.charCodeAt(0)));

interface Entry {
  readonly sounds: readonly number[];
  readonly text: string;
  readonly rule: string;
  readonly category: string;
}

/** Sound matcher for a pack; a phrase that is there word for word is left to the phrase layer. */
export function makePinyinLayer(pack: RulePack, syllables: Uint16Array): (text: string) => readonly Sight[] {
  const sound = (char: string): number => syllables[char.charCodeAt(0) - 0x4e00] ?? 0;
  const byStart = new Map<number, Entry[]>();
  for (const rule of pack.rules) {
    for (const phrase of rule.phrases) {
      const places = tokens(phrase, 'zh-CN').map((token) => token.text);
      const sounds = places.map(sound);
      if (places.length < 3 || sounds.includes(0)) continue;
      const key = (sounds[0] ?? 0) * 65536 + (sounds[1] ?? 0);
      const entry = { sounds, text: places.join(''), rule: rule.id, category: rule.category.slice(0, 3) };
      byStart.set(key, [...(byStart.get(key) ?? []), entry]);
    }
  }
  const starts = new Uint8Array(65_536);
  for (const key of byStart.keys()) starts[(key % 65536) ^ (Math.floor(key / 65536) << 6)] = 1;
  return (text) => {
    const sounds: number[] = [];
    const places: number[] = [];
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < 48 || fillers.has(code)) continue;
      const heard = syllables[code - 0x4e00] ?? 0;
      if (heard === 0 && !/[\p{L}\p{N}]/u.test(text.charAt(at))) continue;
      sounds.push(heard);
      places.push(at);
    }
    const sights: Sight[] = [];
    for (let at = 0; at + 2 < sounds.length; at += 1) {
      const first = sounds[at] as number;
      const second = sounds[at + 1] as number;
      if (starts[second ^ (first << 6)] === 0) continue;
      for (const entry of byStart.get(first * 65536 + second) ?? []) {
        if (!entry.sounds.every((value, place) => sounds[at + place] === value)) continue;
        const last = at + entry.sounds.length - 1;
        if (
          places
            .slice(at, last + 1)
            .map((place) => text.charAt(place))
            .join('') === entry.text
        )
          continue;
        sights.push({ layer: 'pinyin', category: entry.category, rule: entry.rule, span: [places[at] ?? 0, (places[last] ?? text.length - 1) + 1] });
      }
    }
    return sights;
  };
}
