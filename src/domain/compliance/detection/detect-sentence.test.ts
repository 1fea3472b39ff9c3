/* oxlint-disable import/no-nodejs-modules -- reads the shipped models */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import english from '../../../../resources/rules/en-US.json' with { type: 'json' };
import chinese from '../../../../resources/rules/zh-CN.json' with { type: 'json' };
import type { RulePack } from '../rule-pack.ts';
import { createDetector } from './detect-sentence.ts';
import { readLinearModel } from './linear-model.ts';
import type { Party } from './sentence.ts';

const packs = { en: english as RulePack, zh: chinese as RulePack };
const bytes = { en: modelBytes('en'), zh: modelBytes('zh') };
const models = { en: readLinearModel(bytes.en), zh: readLinearModel(bytes.zh) };
const detectors = { en: createDetector({ lang: 'en', pack: packs.en, model: models.en }), zh: createDetector({ lang: 'zh', pack: packs.zh, model: models.zh }) };
function modelBytes(lang: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, '../../../../resources/detection', `${lang}.model`));
}
const hits = (lang: 'en' | 'zh', text: string, party: Party = 'debtor', speaker: 'agent' | 'customer' = 'agent') => detectors[lang].detect({ speaker, text, party });
const live = (lang: 'en' | 'zh', text: string, party: Party = 'debtor'): readonly string[] =>
  hits(lang, text, party)
    .filter((hit) => hit.live)
    .map((hit) => hit.category);

// Sentences of no training file and no pack phrase.
describe('words that no phrase holds', () => {
  test.each([
    ['en', 'V01', 'My boys will break your legs and put you in the hospital.'],
    ['en', 'V04', "You'll be arrested and thrown in jail tonight unless you pay."],
    ['en', 'V02', "You're a worthless lying parasite and everyone knows it."],
    ['en', 'V07', "I'm going to tell your boss and all your neighbours what you owe."],
    ['zh', 'V01', '再不还钱我叫兄弟把你两条腿都打断'],
    ['zh', 'V04', '今天不还明天警察就上门抓你去坐牢'],
    ['zh', 'V02', '您这个不要脸的老赖，活着就是个废物'],
    ['zh', 'V08', '今晚我带几个人去你家门口堵着，堵到你还'],
  ] as const)('%s %s: %s', (lang, category, text) => expect(live(lang, text)).toContain(category));

  test.each([
    ['en', 'Would Friday work for the first payment of forty dollars?'],
    ['en', 'You cannot go to jail for this, it is a civil matter.'],
    ['en', 'I am sorry the last agent called you a liar.'],
    ['zh', '您看这个月二十号之前还三百可以吗'],
    ['zh', '这个是民事纠纷，不会坐牢的，您别担心'],
    ['zh', '您说之前有人骂您是废物，我替同事跟您道歉'],
  ] as const)('%s innocent: %s', (lang, text) => expect(live(lang, text)).toEqual([]));
});

describe('who speaks and who hears', () => {
  test.each([
    ['en', 'you will go to jail and I will break your legs'],
    ['zh', '你不还钱就等着坐牢，我打断你的腿'],
  ] as const)('%s: a customer never fires a rule', (lang, text) => {
    expect(hits(lang, text, 'debtor', 'customer')).toEqual([]);
    expect(hits(lang, text).length).toBeGreaterThan(0);
  });
  test('telling a relative is a disclosure, the same words to the debtor are none', () => {
    const text = 'Your son owes us three thousand on a loan and it is two months overdue.';
    expect(hits('en', text, 'third_party').map((hit) => hit.category)).toContain('V05');
    expect(hits('en', text, 'debtor').map((hit) => hit.category)).not.toContain('V05');
  });
});

describe('a hit', () => {
  test('says layer, words, rule, version, guard and party', () => {
    const [hit] = hits('en', "you said you don't care, so I will send the police to your house");
    expect(hit).toMatchObject({ category: 'V04', severity: 'S1', rule: 'EN-V04-police', version: packs.en.version, layer: 'phrase' });
    expect(hit?.why.join('\n')).toMatch(/phrase: "send the police to your house"[\s\S]*against: reported "you said"[\s\S]*party: debtor/);
  });
  test('a guard lowers the probability and hides nothing', () => {
    const plain = hits('zh', '警察会来抓你').find((hit) => hit.category === 'V04');
    const reported = hits('zh', '您说有人讲警察会来抓你').find((hit) => hit.category === 'V04');
    expect(plain).toBeDefined();
    expect(reported).toBeDefined();
    expect(reported?.probability ?? 1).toBeLessThan(plain?.probability ?? 0);
    expect(reported?.live).toBe(false);
  });
  test("a tenant's own phrase is taken at its word", () => {
    const pack: RulePack = {
      ...packs.en,
      id: 'mine',
      version: '9',
      rules: [{ id: 'MINE-1', category: 'V11 PRIVATE_PAYMENT', severity: 'S2', title: { 'zh-CN': '', 'en-US': '' }, phrases: ['blue parrot invoice'], sayInstead: '' }],
    };
    const [hit] = createDetector({ lang: 'en', pack, model: models.en }).detect({ speaker: 'agent', text: 'use the blue parrot invoice please', party: 'debtor' });
    expect(hit).toMatchObject({ rule: 'MINE-1', severity: 'S2', live: true, version: '9' });
  });
  test('two breaths of one threat are one silent mark at least', () => {
    const text = 'and thrown in jail tonight';
    const found = detectors.en.detect({ speaker: 'agent', text, previous: 'unless you pay me you will be arrested', party: 'debtor' });
    expect(found.map((hit) => hit.category)).toContain('V04');
    expect(detectors.en.detect({ speaker: 'agent', text: 'by the end of the week', previous: 'the letter should reach you', party: 'debtor' })).toEqual([]);
  });
  test('one threat in a speech weighs what it weighs alone', () => {
    const calm = 'Thank you for your patience while I look at the account with you. ';
    const threat = 'You will be arrested and thrown in jail tonight unless you pay. ';
    const text = calm.repeat(6) + threat + calm.repeat(6);
    const found = hits('en', text).find((hit) => hit.live);
    expect(found?.category).toBe('V04');
  });
});

describe('what is no sentence', () => {
  test.each(['', '   ', '😀😀😀', '\ud800 \udfff', '。。。', 'a'.repeat(100_000), '钱'.repeat(100_000), '\u0000'])('case %#', (text) => {
    for (const lang of ['en', 'zh'] as const) expect(live(lang, text)).toEqual([]);
  });
  test('spans lie inside the text', () => {
    for (const text of ['😀 send the police to your house 😀', '😀今天警察来抓你😀']) {
      for (const lang of ['en', 'zh'] as const)
        for (const hit of hits(lang, text)) {
          expect(hit.span[0]).toBeGreaterThanOrEqual(0);
          expect(hit.span[1]).toBeLessThanOrEqual(text.length);
          expect(hit.span[0]).toBeLessThan(hit.span[1]);
        }
    }
  });
});

describe('model files', () => {
  test.each(['en', 'zh'] as const)('%s is under 8 MB', (lang) => expect(bytes[lang].length).toBeLessThan(8_000_000));
  test('cut short or foreign bytes are refused', () => {
    expect(() => readLinearModel(bytes.en.subarray(0, bytes.en.length - 1))).toThrow(/bytes, not/);
    expect(() => readLinearModel(new Uint8Array(40))).toThrow(/not a Fairline sentence model/);
    expect(() => readLinearModel(new Uint8Array())).toThrow(/not a Fairline/);
  });
  test('bytes that lie in a larger memory give the same scores', () => {
    const large = new Uint8Array(bytes.en.length + 100);
    large.set(bytes.en, 37);
    const text = 'we will take your house';
    expect([...readLinearModel(large.subarray(37, 37 + bytes.en.length)).score(text)]).toEqual([...models.en.score(text)]);
  });
  test('without a model phrases still fire', () => {
    const bare = createDetector({ lang: 'en', pack: packs.en, model: null });
    expect(bare.detect({ speaker: 'agent', text: 'I will send the police to your house', party: 'debtor' })[0]).toMatchObject({ category: 'V04', live: true });
    expect(bare.detect({ speaker: 'agent', text: 'thank you and goodbye', party: 'debtor' })).toEqual([]);
  });
});
