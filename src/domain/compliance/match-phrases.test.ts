import { describe, expect, test } from 'vitest';
import english from '../../../resources/rules/en-US.json' with { type: 'json' };
import chinese from '../../../resources/rules/zh-CN.json' with { type: 'json' };
import { compilePack, matchPhrases } from './match-phrases.ts';
import { nextFlags } from './open-flags.ts';
import type { RulePack } from './rule-pack.ts';
import type { Utterance } from './transcript.ts';

const en = english as RulePack;
const zh = chinese as RulePack;
const say = (text: string, more: Partial<Utterance> = {}): Utterance => ({ id: 'u1', speaker: 'agent', text, final: true, startMs: 1000, endMs: 3000, words: [], ...more });
const ids = (pack: RulePack, text: string): string[] => matchPhrases(pack, say(text)).map((flag) => flag.ruleId);

describe('the shipped packs', () => {
  test.each([
    ['we will send the police to your house', 'EN-V04-police'],
    ["We'll send police to your house!", 'EN-V04-police'],
    ['you will be arrested if you do not pay today', 'EN-V04-police'],
    ['stop lying to me you stupid idiot', 'EN-V02-insult'],
    ['we will garnish your wages without a court order', 'EN-V04-seizure'],
    ["don't you dare hang up on me", 'EN-V09-harassment'],
    ["i don't care if you have a lawyer", 'EN-V15-rights'],
    ['i know where your children go to school', 'EN-V14-privacy'],
  ])('English: %s', (text, rule) => expect(ids(en, text)).toContain(rule));

  test.each([
    ['今天不还款警察就会来抓你，你要坐牢的', 'ZH-V04-police'],
    ['今天 不 还款 警察 就 会 来 抓 你', 'ZH-V04-police'],
    ['你这个骗子，真是不要脸', 'ZH-V02-insult'],
    ['我们会联系你的单位领导，让你丢掉工作', 'ZH-V07-exposure'],
  ])('Chinese: %s', (text, rule) => expect(ids(zh, text)).toContain(rule));

  test.each([
    'good morning this call is recorded for quality purposes',
    'would you like to set up a payment plan today',
    'no one will come to your house',
    'did you report the theft to the police',
    'i am sorry to hear about your mother',
    'you have the right to dispute this debt within thirty days',
    'please speak to your employer about your payslip',
    'i understand that you lost your job last month',
    'we do not share your details with anyone',
    'let me transfer you to my supervisor',
    'i will send you a letter with the details',
    'when would be a good time to call you back',
  ])('innocent: %s', (text) => expect(ids(en, text)).toEqual([]));

  test('customers never fire a rule', () => expect(matchPhrases(en, say('send the police to your house', { speaker: 'customer' }))).toEqual([]));
  test('every phrase of both packs finds itself', () => {
    for (const pack of [en, zh]) {
      expect(() => compilePack(pack)).not.toThrow();
      for (const rule of pack.rules) {
        for (const phrase of rule.phrases) {
          const spoken = phrase
            .split(' ')
            .map((word) => word.replace('?', '').split('|')[0])
            .join(' ');
          expect(ids(pack, spoken), `${rule.id}: ${phrase}`).toContain(rule.id);
        }
      }
    }
  });
});

describe('spans', () => {
  test('words and offsets are those of the text as heard', () => {
    const [flag] = matchPhrases(en, say("so we'll send the police to your house"));
    expect(flag?.words).toBe('send the police to your house');
    expect(flag?.from).toBe(9);
  });
  test('audio span comes from the word times', () => {
    const text = 'send the police now';
    const words = text.split(' ').map((word, index) => ({ text: word, startMs: 1000 + index * 300, endMs: 1250 + index * 300, confidence: 1 }));
    const [flag] = matchPhrases(en, say(text, { words }));
    expect([flag?.startMs, flag?.endMs]).toEqual([1000, 1850]);
  });
  test('a phrase said twice is two flags, with ids of their own', () => {
    const flags = matchPhrases(en, say('shut up i said to you please and really shut up'));
    expect(flags.map((flag) => flag.id)).toEqual(['u1/EN-V02-insult/0', 'u1/EN-V02-insult/1']);
  });
  test('a phrase with an optional first word is refused', () => {
    expect(() =>
      compilePack({ id: 'x', version: '1', language: 'en-US', rules: [{ id: 'r', category: 'c', severity: 'S1', title: { 'zh-CN': '', 'en-US': '' }, phrases: ['the? police'], sayInstead: '' }] }),
    ).toThrow(/first word/);
  });
});

describe('a flag as the utterance grows', () => {
  test('partial, then confirmed under the same id', () => {
    const partial = say('send the police', { final: false });
    const first = nextFlags([], partial, matchPhrases(en, partial));
    expect(first.map((flag) => flag.status)).toEqual(['partial']);
    const final = say('send the police to your house');
    const second = nextFlags(first, final, matchPhrases(en, final));
    expect(second.map((flag) => [flag.id, flag.status])).toEqual([['u1/EN-V04-police/0', 'confirmed']]);
  });
  test('a final that takes the words back withdraws the flag, visibly', () => {
    const partial = say('send the police', { final: false });
    const first = nextFlags([], partial, matchPhrases(en, partial));
    const final = say('send the policy');
    expect(nextFlags(first, final, matchPhrases(en, final)).map((flag) => flag.status)).toEqual(['withdrawn']);
  });
});
