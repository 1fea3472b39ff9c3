/**
 * P7: one partial of 20 characters against a pack of 100, 1,000 and 10,000 phrases. Ours does more than the peers (it
 * normalises the text and makes flags with places and times), and all must find the same phrases: where a peer misses
 * overlapping ones, that is printed.
 */
import { Bench } from 'tinybench';
import { compilePack, matchPhrases } from '../src/domain/compliance/match-phrases.ts';
import type { RulePack } from '../src/domain/compliance/rule-pack.ts';
import type { Utterance } from '../src/domain/compliance/transcript.ts';
import { chance, compare, median, say } from './figures.ts';

/** 1,200 characters, the frequent ones much more often, as in speech. */
const alphabet = 1_200;

function words(random: () => number, least: number, most: number): string {
  return Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, () => String.fromCodePoint(0x4e00 + Math.floor(random() ** 2 * alphabet))).join('');
}

export async function benchPhrases(): Promise<void> {
  say('P7  phrases in a partial of 20 characters (microseconds, median of 5 rounds)');
  for (const size of [100, 1_000, 10_000]) {
    const random = chance(size);
    const phrases = [...new Set(Array.from({ length: size }, () => words(random, 2, 10)))];
    const pack: RulePack = {
      id: 'bench',
      version: '1',
      language: 'zh-CN',
      rules: phrases.map((phrase, at) => ({ id: String(at), category: '', severity: 'S4', title: { 'zh-CN': '', 'en-US': '' }, phrases: [phrase], sayInstead: '' })),
    };
    const partials = Array.from({ length: 500 }, (_, at) => {
      const text = words(random, 20, 20);
      return at % 4 === 0 ? text.slice(0, 8) + (phrases[Math.floor(random() * phrases.length)] ?? '') + text.slice(8, 12) : text;
    });
    const utterances = partials.map((text, at): Utterance => ({ id: String(at), speaker: 'agent', text, final: false, startMs: 0, endMs: 2_000, words: [] }));
    const started = performance.now();
    compilePack(pack);
    const compiledMs = performance.now() - started;
    const pattern = new RegExp(phrases.toSorted((a, b) => b.length - a.length).join('|'), 'g');

    const ours = (): number => utterances.reduce((sum, one) => sum + new Set(matchPhrases(pack, one).map((flag) => flag.ruleId)).size, 0);
    const loop = (): number => partials.reduce((sum, text) => sum + phrases.filter((phrase) => text.includes(phrase)).length, 0);
    const alternation = (): number => partials.reduce((sum, text) => sum + new Set(text.match(pattern)).size, 0);
    const [hits, truth, byPattern] = [ours(), loop(), alternation()];

    const rounds: Record<'ours' | 'loop' | 'alternation', number[]> = { ours: [], loop: [], alternation: [] };
    for (let round = 0; round < 5; round += 1) {
      const bench = new Bench({ time: 60, iterations: 3, warmupTime: 20, warmupIterations: 1 });
      bench
        .add('ours', () => {
          ours();
        })
        .add('loop', () => {
          loop();
        })
        .add('alternation', () => {
          alternation();
        });
      await bench.run();
      for (const task of bench.tasks) {
        if (task.result.state === 'completed') rounds[task.name as keyof typeof rounds].push((task.result.latency.mean * 1_000) / partials.length);
      }
    }
    say(
      `  ${phrases.length} phrases, compiled in ${compiledMs.toFixed(1)} ms; hits ${hits}, every occurrence by indexOf ${truth}${hits === truth ? ' (the same)' : ' (NOT the same)'}, regex alternation ${byPattern}${byPattern < truth ? ` (misses ${truth - byPattern})` : ''}`,
    );
    compare('matchPhrases', median(rounds.ours), { name: 'includes loop', value: median(rounds.loop) }, 'µs');
    compare('matchPhrases', median(rounds.ours), { name: 'regex alternation', value: median(rounds.alternation) }, 'µs', '≤ 0.1 at 10,000');
  }
}
