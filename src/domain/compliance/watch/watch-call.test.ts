/** Whole calls: party after each turn, triggers, what is due, what was never said. */
import { describe, expect, test } from 'vitest';
import english from '../../../../resources/rules/watch.en.json' with { type: 'json' };
import chinese from '../../../../resources/rules/watch.zh.json' with { type: 'json' };
import { markParty, missingStatements, startWatch, watchTurn } from './watch-call.ts';
import { readWatchPack } from './watch-pack.ts';
import type { WatchState } from './watch-state.ts';

const packs = { en: readWatchPack(english), zh: readWatchPack(chinese) };

/** Lines `A …` agent, `C …` customer; `> party` after a line states the party, `+C03` a trigger heard by then. Six seconds a turn. */
const play = (lang: 'en' | 'zh', script: string): WatchState => {
  let state = startWatch(lang, { pack: packs[lang] });
  for (const [at, line] of script.trim().split('\n').entries()) {
    const [said = '', wanted = ''] = line.split(' > ');
    state = watchTurn(state, { speaker: said.startsWith('A ') ? 'agent' : 'customer', startMs: at * 6000, endMs: at * 6000 + 5000, text: said.slice(2) });
    const [party = '', ...codes] = wanted.trim().split(' +');
    if (party !== '') expect(`${said} > ${state.party}`).toBe(`${said} > ${party}`);
    for (const code of codes)
      expect(
        state.triggers.map((one) => one.code),
        said,
      ).toContain(code);
  }
  return state;
};

const calls: Readonly<Record<'en' | 'zh', readonly (readonly [name: string, missing: string, script: string])[]>> = {
  en: [
    [
      'right party, verified, promise read back',
      '',
      `
A Good morning, this is Dana Cole speaking, this call is recorded for quality. Am I speaking with Peter Grant? > unknown
C yes that's me > unverified
A For security could you confirm your date of birth please? > unverified
C sure it's the ninth of april nineteen eighty one > verified
A Thank you. I'm with ABC Recovery and this is an attempt to collect a debt, any information obtained will be used for that purpose. > verified
A I'm calling about your card account, the balance is 420 dollars. > verified
C right i know i can pay two hundred on friday > verified +C08
A So to confirm, you will pay 200 dollars on Friday, is that right? Please pay on our official website. > verified
C yes > verified`,
    ],
    [
      'verified, promise never read back, no mini-Miranda',
      'R02,R06,R07,R08',
      `
A Hello, my name is Dana, this line is recorded, is this Peter Grant? > unknown
C speaking > unverified
A Can I get the last four digits of your social? > unverified
C four four one nine > verified
A Thanks. It's about a payment that is 32 days past due. > verified
C i'll send the money on monday > verified +C08
A Alright, have a nice day.`,
    ],
    [
      'family member',
      '',
      `
A Hello, this is Dana speaking on a recorded line, may I speak with Peter Grant please? > unknown
C he's not home right now i'm his wife > third
A Could you ask him to call me back? > third
C okay i'll let him know > third`,
    ],
    [
      'colleague, script never said, no recording notice',
      'R03,R10',
      `
A Hi, my name is Dana, is this Peter Grant? > unknown
C no this is his coworker he is out for lunch > third
A Okay then. > third
C who are you with > third`,
    ],
    [
      'wrong number',
      '',
      `
A Hello, this is Dana Cole speaking, calls are recorded. Am I speaking with Peter Grant? > unknown
C you've got the wrong number there's no peter here > wrong +C09
A I'm sorry to bother you, I'll remove this number. > wrong`,
    ],
    [
      'new owner of the number',
      '',
      `
A Hi, my name is Dana, this call may be recorded, is Peter Grant there please? > unknown
C i just got this number last week > wrong +C09
A Thank you, goodbye. > wrong`,
    ],
    [
      'dispute, unanswered',
      'R09',
      `
A Good day, this is Dana speaking, this call is recorded, am I speaking with Peter Grant? > unknown
C this is peter > unverified
A Could you verify your date of birth? > unverified
C march third nineteen seventy > verified
A I'm with ABC Recovery, a debt collector, this call is from a debt collector. I'm calling about your loan balance. > verified
C i already paid that off last year > verified +C04
A When can you pay? > verified`,
    ],
    [
      'stop request',
      'R04',
      `
A Hello, my name is Dana with ABC Recovery, this call is recorded.
C i told you people not to call me stop calling > unknown +C05
A I understand, goodbye.
C goodbye > unknown`,
    ],
    [
      'hardship',
      'R02,R06',
      `
A Hello, this is Dana speaking on a recorded line, am I speaking with Peter Grant? > unknown
C yes this is peter > unverified
A Please tell me the last four of your account number > unverified
C it's 7 7 2 0 > verified
A I'd like to talk about your past due balance. > verified
C i lost my job and i'm on food stamps > verified +C03
A I'm sorry to hear that, let me look at hardship options. > verified`,
    ],
    [
      'deceased',
      '',
      `
A Hello, my name is Dana, this call is recorded, may I speak to Peter Grant? > unknown
C peter he passed away in june > third +C07
A I'm very sorry for your loss. > third`,
    ],
    [
      'self-harm hint stops the collection talk',
      '',
      `
A Hello, this is Dana speaking, this line is recorded, is this Peter Grant? > unknown
C yes it's me > unverified
A What is your date of birth? > unverified
C june first 1988 > verified
C i can't go on anymore i just want to end it all > verified +C02
A I hear you, let me get somebody who can help. > verified`,
    ],
    [
      'lawyer',
      '',
      `
A Hello, this is Dana speaking, this line is recorded, is this Peter Grant? > unknown
C yeah but talk to my attorney > unverified +C06
A Please give me the attorney's name and number, and your zip code to verify? > unverified
C call him > unverified`,
    ],
    [
      'voicemail, limited-content message',
      '',
      `
C you have reached the voicemail of peter please leave a message after the tone > unknown
A This is Dana Cole calling from ABC. Please call me back at 800 555 0100. > unknown`,
    ],
    [
      'someone takes over the phone, then gives it back',
      '',
      `
A Hi, this is Dana speaking, the call is recorded, is this Peter Grant? > unknown
C hold on let me get him > third
A Thank you, may I speak with Peter Grant? > third
C yes hello this is peter > unverified
A Could you confirm your date of birth? > unverified
C i won't give you that > unverified`,
    ],
    [
      'details that do not match',
      'R02,R05,R06',
      `
A Hi, this is Dana speaking, the call is recorded, is this Peter Grant? > unknown
C yes > unverified
A Your date of birth please? > unverified
C may 5 1990 > verified
A I'm sorry, that doesn't match what I have. > unverified
C oh try may 6 1990 > verified
A Okay. > verified`,
    ],
  ],
  zh: [
    [
      '本人，核身，承诺复述',
      '',
      `
A 您好，我是某某银行委托的金诚公司工号三二一八，本次通话全程录音，请问是王芳女士吗 > unknown
C 是的我是 > unverified
A 麻烦您报一下身份证后四位核对一下 > unverified
C 二七一五 > verified
A 谢谢，这次联系您是关于您的信用卡逾期 > verified
C 我知道，周五我先还一千 > verified +C08
A 那跟您确认一下，周五之前还一千元对吗，请通过官方APP还款 > verified
C 对 > verified`,
    ],
    [
      '本人，没有复述，没有录音告知',
      'R03,R07,R08',
      `
A 您好，我姓李，这里是金诚公司，请问您是王芳本人吗 > unknown
C 对，你说 > unverified
A 请问您的出生年月日是多少 > unverified
C 八五年三月二号 > verified
A 您的贷款已经逾期三十天 > verified
C 我月底之前一定还 > verified +C08
A 好的再见`,
    ],
    [
      '家人',
      '',
      `
A 您好，我姓李，通话会录音，请问王芳女士在吗 > unknown
C 她不在家，我是她老公 > third
A 麻烦您转告她给我们回个电话 > third
C 好 > third`,
    ],
    [
      '同事，没说第三人话术',
      'R10',
      `
A 您好，我工号三二一八，本次通话录音，请问您是王芳吗 > unknown
C 不是，我是她同事 > third
A 哦 > third
C 什么事 > third`,
    ],
    [
      '打错',
      '',
      `
A 您好，我姓李，通话有录音，请问是王芳女士吗 > unknown
C 你打错了 > wrong +C09
A 不好意思打扰了 > wrong`,
    ],
    [
      '新机主',
      '',
      `
A 您好，我姓李，通话有录音，请问是王芳女士吗 > unknown
C 这个号码我刚换的，不认识这个人 > wrong +C09
A 打扰了 > wrong`,
    ],
    [
      '异议没有登记',
      'R09',
      `
A 您好，我姓李，这里是金诚公司，通话有录音，请问是王芳本人吗 > unknown
C 是我 > unverified
A 请报一下身份证后四位 > unverified
C 一二三四 > verified
A 您的信用卡已经逾期 > verified
C 我没办过这张卡 > verified +C04
A 什么时候能处理 > verified`,
    ],
    [
      '停催',
      'R04',
      `
A 您好，我姓李，这里是金诚公司，通话有录音
C 别再给我打电话了 > unknown +C05
A 好的
C 再见 > unknown`,
    ],
    [
      '失业',
      '',
      `
A 您好，我姓李，这里是金诚公司，通话有录音，请问是王芳本人吗 > unknown
C 我就是 > unverified
A 核实一下，您手机尾号多少 > unverified
C 八八六零 > verified
A 关于您这笔贷款的还款安排 > verified
C 我下岗了，家里老人住院 > verified +C03
A 我帮您申请困难方案 > verified`,
    ],
    [
      '去世',
      '',
      `
A 您好，我姓李，通话有录音，请问王建国先生在吗 > unknown
C 他去年就过世了 > third +C07
A 非常抱歉，请节哀 > third`,
    ],
    [
      '自杀',
      '',
      `
A 您好，我姓李，这里是金诚公司，通话有录音，请问是王芳女士吗 > unknown
C 嗯，是我 > unverified
A 请问身份证后四位是多少 > unverified
C 零零一九 > verified
C 我不想活了，你们逼死我算了 > verified +C02
A 您先别激动，我请专人跟您谈 > verified`,
    ],
    [
      '律师',
      '',
      `
A 您好，我姓李，这里是金诚公司，通话有录音，请问是王芳女士吗 > unknown
C 是我，有事找我律师谈 > unverified +C06
A 麻烦核实一下身份证后四位 > unverified
C 不告诉你 > unverified`,
    ],
    [
      '语音信箱',
      '',
      `
C 您好，我现在不方便接电话，请在提示音后留言 > unknown
A 您好请回电 > unknown`,
    ],
    [
      '孩子接听',
      '',
      `
A 您好，我姓李，通话有录音，请问王芳女士在吗 > unknown
C 妈妈不在家，我今年八岁 > third +C10
A 那阿姨晚点再打，打扰了 > third`,
    ],
    [
      '叫本人来接',
      '',
      `
A 您好，我姓李，这里是金诚公司，通话有录音，请问王芳女士在吗 > unknown
C 你等一下我叫她来接 > third
A 请问是王芳本人吗 > third
C 是的我是 > unverified
A 请报一下身份证后四位 > unverified
C 凭什么告诉你 > unverified`,
    ],
  ],
};

describe.each(['en', 'zh'] as const)('whole calls, %s', (lang) => {
  test.each(calls[lang])('%s; missing: %s', (_name, missing, script) => {
    expect(missingStatements(play(lang, script)).join()).toBe(missing);
  });
});

describe('due', () => {
  const turn = (state: WatchState, speaker: 'agent' | 'customer', startMs: number, text: string): WatchState => watchTurn(state, { speaker, startMs, endMs: startMs + 3000, text });
  test('the name first, then the notice, then verification, then what the law asks of a verified call; nothing twice', () => {
    let state = startWatch('en', { pack: packs.en });
    expect(state.due).toEqual(['R01']);
    state = turn(state, 'agent', 0, 'Hello, my name is Dana, is this Peter Grant?');
    expect(state.due).toEqual(['R03']);
    state = turn(state, 'customer', 4000, 'yes this is him');
    expect(state.due).toEqual(['R03', 'R04']);
    state = turn(state, 'agent', 8000, 'This call is recorded. What is your date of birth?');
    expect(state.due).toEqual([]);
    state = turn(state, 'customer', 12_000, 'may second 1975');
    expect(state.due).toEqual(['R06', 'R02', 'R05']);
    state = turn(state, 'agent', 16_000, 'This is an attempt to collect a debt. I am with ABC Recovery.');
    expect(state.due).toEqual(['R05']);
    state = turn(state, 'agent', 60_000, 'hm');
    expect(state.late).toEqual(['R05']);
  });
  test('a third party never hears the purpose', () => {
    let state = startWatch('zh', { pack: packs.zh });
    state = turn(state, 'agent', 0, '您好，我姓李，通话有录音');
    state = turn(state, 'customer', 4000, '他不在家，我是他妈');
    expect(state.due).toEqual(['R10']);
  });
  test("the agent's mark leads", () => {
    const marked = markParty(startWatch('en', { pack: packs.en }), 'third');
    expect(marked.party).toBe('third');
    expect(turn(marked, 'customer', 0, 'speaking').party).toBe('third');
    expect(turn(markParty(marked, 'right'), 'customer', 0, 'wrong number').party).toBe('verified');
  });
});
