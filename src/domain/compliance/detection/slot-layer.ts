/** Slot patterns over the sentence; offsets are those of the text as heard. */
import { longestSentence } from './clean-text.ts';
import type { Sight } from './sentence.ts';
import { englishSlots } from './slots-en.ts';
import { chineseSlots } from './slots-zh.ts';

export function slotSights(lang: 'en' | 'zh', text: string): readonly Sight[] {
  const line = lang === 'zh' ? text.slice(0, longestSentence).replaceAll('您', '你') : text.slice(0, longestSentence).replaceAll('’', "'");
  const sights: Sight[] = [];
  for (const [category, pattern] of lang === 'zh' ? chineseSlots : englishSlots) {
    if (sights.some((sight) => sight.category === category)) continue;
    const found = pattern.exec(line);
    if (found !== null) sights.push({ layer: 'slot', category, rule: `${lang.toUpperCase()}-${category}-slot`, span: [found.index, found.index + found[0].length] });
  }
  return sights;
}
