/** Chinese phrases of three syllables and more by their folded, toneless sound. Two syllables collide with ordinary words (compliance pack 3.2) and are never matched. */
import { tokens } from '../normalise.ts';
import type { RulePack } from '../rule-pack.ts';
import type { Sight } from './sentence.ts';

interface Entry { readonly sounds: readonly number[]; readonly text: string; readonly rule: string; readonly category: string }

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
  return (text) => {
    const heard = tokens(text, 'zh-CN');
    const sounds = heard.map((token) => sound(token.text));
    const sights: Sight[] = [];
    for (let at = 0; at + 2 < heard.length; at += 1) {
      for (const entry of byStart.get((sounds[at] ?? 0) * 65536 + (sounds[at + 1] ?? 0)) ?? []) {
        if (!entry.sounds.every((value, place) => sounds[at + place] === value)) continue;
        const last = at + entry.sounds.length - 1;
        if (heard.slice(at, last + 1).map((token) => token.text).join('') === entry.text) continue;
        sights.push({ layer: 'pinyin', category: entry.category, rule: entry.rule, span: [heard[at]?.from ?? 0, heard[last]?.to ?? text.length] });
      }
    }
    return sights;
  };
}
