/**
 * What to say when nothing is wrong: required statements R01–R10 of the compliance pack, in the customer's language.
 * {{client}} and {{product}} are filled from the case; "…" is where the agent says their own name or number.
 */
import type { Case, Language } from '../../../../domain/case/case.ts';
import type { PartyMark } from '../../../../domain/case/disposition.ts';

export type SayStage = 'open' | 'verify' | 'purpose' | 'agree' | 'third' | 'wrong';
export interface SayLine {
  readonly rule: string;
  readonly stage: SayStage;
  readonly words: string;
  readonly only?: Case['jurisdiction'];
}

const english: readonly SayLine[] = [
  { rule: 'R01', stage: 'open', words: 'Good day, my name is …, ID …. This call is recorded.' },
  { rule: 'R04', stage: 'verify', words: 'To protect your information: who am I speaking with?' },
  { rule: 'R04', stage: 'verify', words: 'For security, what are the last four of your account number?' },
  { rule: 'R06', stage: 'purpose', words: 'This call is from a debt collector, and any information obtained will be used for that purpose.', only: 'US' },
  { rule: 'R05', stage: 'purpose', words: 'I am calling about your {{product}} with {{client}}.' },
  { rule: 'R05', stage: 'purpose', words: 'I would like to talk about how we can get this sorted.' },
  { rule: 'R08', stage: 'agree', words: 'To confirm: you pay … by …. Is that right?' },
  { rule: 'R07', stage: 'agree', words: 'Pay on the official website or app only; never send money to an individual.' },
  { rule: 'R10', stage: 'third', words: 'Could you ask them to call me back? It is a personal matter, so I cannot discuss it.' },
  { rule: 'R10', stage: 'wrong', words: 'Sorry to have disturbed you. I will take this number off.' },
];

const chinese: readonly SayLine[] = [
  { rule: 'R01', stage: 'open', words: '您好，我姓…，工号…。本次通话将全程录音。' },
  { rule: 'R04', stage: 'verify', words: '为了保护您的信息，请问您是哪位？' },
  { rule: 'R04', stage: 'verify', words: '麻烦您报一下账户的末四位核对一下。' },
  { rule: 'R05', stage: 'purpose', words: '这次联系您是关于您在{{client}}的{{product}}。' },
  { rule: 'R05', stage: 'purpose', words: '想跟您沟通一下这笔款项怎么安排。' },
  { rule: 'R08', stage: 'agree', words: '跟您确认一下，您…号前还…元，对吗？' },
  { rule: 'R07', stage: 'agree', words: '请通过官方APP还款，不要转账给任何个人。' },
  { rule: 'R10', stage: 'third', words: '麻烦您转告对方给我们回个电话。具体事情涉及个人隐私，不方便跟您说。' },
  { rule: 'R10', stage: 'wrong', words: '打扰您了，这个号码我们会停用。' },
];

const byLanguage: Readonly<Record<Language, readonly SayLine[]>> = { 'en-US': english, 'zh-CN': chinese };

function stagesOf(answered: boolean, party: PartyMark): readonly SayStage[] {
  if (!answered) return ['open'];
  switch (party) {
    case 'unknown':
      return ['open', 'verify'];
    case 'right-party':
      return ['purpose', 'agree'];
    case 'third-party':
      return ['third'];
    case 'wrong-person':
      return ['wrong'];
    default:
      throw new Error(`unknown party: ${String(party satisfies never)}`);
  }
}

export const allLines = (language: Language): readonly SayLine[] => byLanguage[language];

/** The line with client and product of the case in their places. */
export function fillLine(line: SayLine, one: Pick<Case, 'clientName' | 'product'>): SayLine {
  return { ...line, words: line.words.replaceAll('{{client}}', one.clientName).replaceAll('{{product}}', one.product) };
}

/** Lines that fit the moment, in the order they are said; never empty. */
export function sayLines(one: Pick<Case, 'language' | 'jurisdiction' | 'clientName' | 'product'>, answered: boolean, party: PartyMark): readonly SayLine[] {
  const stages = stagesOf(answered, party);
  return byLanguage[one.language].filter((line) => stages.includes(line.stage) && (line.only === undefined || line.only === one.jurisdiction)).map((line) => fillLine(line, one));
}
