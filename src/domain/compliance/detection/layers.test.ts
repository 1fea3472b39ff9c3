/* oxlint-disable import/no-nodejs-modules -- reads the shipped models */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import english from '../../../../resources/rules/en-US.json' with { type: 'json' };
import type { RulePack } from '../rule-pack.ts';
import { cleanChinese, cleanEnglish } from './clean-text.ts';
import { combine, withoutModel } from './combine.ts';
import { guardsOf } from './guards.ts';
import { readLinearModel } from './linear-model.ts';
import { makePinyinLayer } from './pinyin-layer.ts';
import type { Layer } from './sentence.ts';
import { slotSights } from './slot-layer.ts';
import { soundSights } from './sound-layer.ts';

const { syllables } = readLinearModel(readFileSync(join(import.meta.dirname, '../../../../resources/detection/zh.model'))).tables;
const packOf = (language: 'zh-CN' | 'en-US', phrases: readonly string[]): RulePack => ({
  id: 't',
  version: '1',
  language,
  rules: [{ id: 'R', category: 'V04 X', severity: 'S1', title: { 'zh-CN': '', 'en-US': '' }, phrases, sayInstead: '' }],
});

describe('clean text', () => {
  test('Chinese: traditional, digits, polite you, spaces and marks', () => expect(cleanChinese('您 還３０ 塊錢，嗯！OK')).toBe('你还三零塊钱ok'));
  test('English: contractions, numbers, marks', () => expect(cleanEnglish("You'll owe $1,200, um, won't you?")).toEqual(['you', 'will', 'owe', '#', '#', 'will', 'not', 'you']));
});

describe('pinyin', () => {
  test.each([
    ['打断你的腿', '信不信打段你的腿'],
    ['执行局', '我是执信局的'],
    ['网上通缉', '马上把你网上统计'],
  ])('%s heard as %s', (phrase, heard) => {
    const [sight] = makePinyinLayer(packOf('zh-CN', [phrase]), syllables)(heard);
    expect(sight?.layer).toBe('pinyin');
    expect(heard.slice(...(sight?.span ?? [0, 0]))).toHaveLength(phrase.length);
  });
  test('two syllables are never matched by sound', () => expect(makePinyinLayer(packOf('zh-CN', ['通缉', '减免']), syllables)('我们统计一下再见面')).toEqual([]));
  test('what is there word for word is left to the phrase layer', () => expect(makePinyinLayer(packOf('zh-CN', ['打断你的腿']), syllables)('打断你的腿')).toEqual([]));
});

describe('sound-alikes', () => {
  test('"tarnish your wages" is garnish', () => {
    const text = 'we will tarnish your wages';
    const [sight] = soundSights(packOf('en-US', ['garnish your wages']), text);
    expect(sight).toMatchObject({ layer: 'sound', category: 'V04' });
    expect(text.slice(...(sight?.span ?? [0, 0]))).toBe('tarnish your wages');
  });
  test('a phrase that is there anyway is no sound-alike', () => expect(soundSights(packOf('en-US', ['garnish your wages']), 'or garnish your wages see')).toEqual([]));
  test('ordinary words stay ordinary', () => expect(soundSights(english as RulePack, 'please see our website, your dad can rest')).toEqual([]));
});

describe('slots', () => {
  test.each([
    ['en', 'V01', "I'm gonna break both of your damn legs"],
    ['en', 'V04', "you're going to end up in jail"],
    ['en', 'V09', "I'll keep calling you until you pick up"],
    ['en', 'V11', 'send it to my venmo'],
    ['zh', 'V01', '您别逼我'],
    ['zh', 'V08', '明天去你公司门口闹'],
    ['zh', 'V11', '把验证码告诉我'],
  ] as const)('%s %s: %s', (lang, category, text) => expect(slotSights(lang, text).map((sight) => sight.category)).toContain(category));
  test.each([
    ['en', 'thank you, have a good day'],
    ['zh', '好的，谢谢您，再见'],
  ] as const)('%s nothing in: %s', (lang, text) => expect(slotSights(lang, text)).toEqual([]));
  test('no pattern explodes on hostile text', () => {
    const started = performance.now();
    for (const piece of ['you ', 'your mother ', 'break your ', '你', '他', '你儿子', 'a']) for (const lang of ['en', 'zh'] as const) slotSights(lang, piece.repeat(100_000 / piece.length));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('guards', () => {
  test.each([
    ['en', 'negation', 'nobody is going to arrest you'],
    ['en', 'reported', 'you said they would come to your house'],
    ['zh', 'negation', '不会坐牢的'],
    ['zh', 'reported', '您刚才说有人要来抓您'],
    ['zh', 'lawful', '债权人有权依法起诉'],
  ] as const)('%s %s: %s', (lang, name, text) => expect(guardsOf(lang, text).map((guard) => guard.name)).toContain(name));
  test.each([
    ['en', "you won't like what happens next"],
    ['zh', '你不想坐牢吧，那就别怪我'],
  ] as const)('%s: an idiomatic negation is a threat: %s', (lang, text) => {
    expect(guardsOf(lang, text).map((guard) => guard.name)).not.toContain('negation');
  });
});

test('combination: more evidence never lowers, a guard never raises, nothing reaches 0 or 1', () => {
  const at = (classifier: number, layers: readonly Layer[], guarded: boolean): number => combine({ classifier, layers: new Set(layers), guarded }, { ...withoutModel, classifier: 4 });
  expect(at(0.5, ['phrase'], false)).toBeGreaterThan(at(0.5, [], false));
  expect(at(0.5, ['phrase'], true)).toBeLessThan(at(0.5, ['phrase'], false));
  expect(at(0.5, [], true)).toBe(at(0.5, [], false));
  expect(at(1, [], false)).toBeGreaterThan(at(0, [], false));
  expect(at(-5, [], false)).toBeGreaterThan(0);
});
