/** Short openings and single statements in other words than the packs: who is on the line, what the agent said. */
import { describe, expect, test } from 'vitest';
import english from '../../../../resources/rules/watch.en.json' with { type: 'json' };
import chinese from '../../../../resources/rules/watch.zh.json' with { type: 'json' };
import { findCues } from './find-cues.ts';
import { startWatch, watchTurn } from './watch-call.ts';
import { readWatchPack } from './watch-pack.ts';

const packs = { en: readWatchPack(english), zh: readWatchPack(chinese) };

/** Wanted state, then agent and customer in turn. Heard first time: 24 of 25 in each language. */
const openings = {
  en: `
unverified|Good afternoon, may I please speak with Mrs. Linda Park?|this is she
third|Hello, is Linda Park available?|linda's not in she'll be back around five
third|Am I speaking with Linda Park?|no this is her daughter
wrong|Am I speaking with Linda Park?|there is nobody here by that name
wrong|Hi, can I talk to Linda?|i think you have the wrong number
unverified|Is this Linda?|yeah who's this
unverified|Is that Linda?|it is
third|Is this Linda Park?|nope that's my roommate
third|May I speak to Linda?|she doesn't work here anymore
wrong|May I speak to Linda?|linda who never heard of her
third|Is this Linda Park?|she passed away last month
unknown|Is this Linda Park?|who's calling please
unknown|Hello?|hello
verified|Is this Linda?|yes|Could I have the last four of your social?|sure it's nine oh two two
verified|Is this Linda?|yes speaking|Please verify your mailing address|12 oak street apartment 4
unverified|Is this Linda?|yes|Please verify your date of birth|why do you need that
unverified|Is this Linda?|yes|Please verify your date of birth|i'm not telling you
unverified|Is this Linda?|yes|What is your zip code?|what is this about
verified|Is this Linda?|yes|Can you verify your date of birth for me?|oh four twelve seventy six
third|Is this Linda?|one moment i'll get her
third|Hi, I'm trying to reach Linda Park.|i'm her husband what do you want
third|Hi, I'm trying to reach Linda Park.|she's at work right now can i take a message
unverified|Hi, I'm calling for Linda Park.|that's me
third|Is this Linda?|my mom's not home i'm nine
wrong|Is this Linda?|this is a pizza restaurant
`,
  zh: `
unverified|您好，请问是刘强先生吗|对，是我，哪位
unverified|请问您是刘强本人吗|嗯对
unverified|喂您好是刘强吗|我是刘强
third|请问是刘强先生吗|不是，我是他弟弟
third|请问是刘强先生吗|他出门了，手机落家里了
third|请问刘强在吗|他上班去了晚上回来
wrong|请问是刘强先生吗|没有这个人
wrong|请问是刘强先生吗|打错了吧，我姓赵
wrong|请问是刘强先生吗|我不认识刘强
third|请问是刘强先生吗|我是他单位同事
unknown|请问是刘强先生吗|你哪里
unknown|请问是刘强先生吗|谁
verified|请问是刘强先生吗|是的|请提供一下身份证后四位|三七幺五
verified|请问是刘强先生吗|是的|您的出生日期是|一九八八年七月十二
verified|请问是刘强先生吗|是的|跟您核对一下您的家庭住址|湖南省长沙市岳麓区枫林路
unverified|请问是刘强先生吗|是的|请提供一下身份证后四位|你要这个干什么
unverified|请问是刘强先生吗|我就是怎么了|请提供一下身份证后四位|我凭什么告诉你
third|请问是刘强先生吗|你稍等我喊他
third|请问是刘强先生吗|他坐牢去了
third|请问是刘强先生吗|我是他老婆，什么事跟我说
wrong|请问是刘强先生吗|这号现在是我在用，刚办的卡
third|请问是刘强先生吗|爸爸不在家
unverified|请问是刘强先生吗|我是，请讲
unverified|您是刘强吧|没错
verified|请问是刘强先生吗|是啊|麻烦说下手机尾号|尾号6620
`,
} as const;

/** Statement and words. Heard first time: English 28 of 28, Chinese 19 of 20. */
const statements = {
  en: `
R01|Hi there, you're speaking with Maria in the accounts team.
R01|It's Tom calling.
R01|Good evening, my name's Kelly, agent 4471.
R02|I'm calling from Northgate Recovery.
R02|We're acting on behalf of Lakeside Credit Union.
R02|I'm with Summit Financial Services.
R03|Please be aware that our conversation is being recorded.
R03|For training purposes this line may be monitored.
R03|I just need to let you know we record all our calls.
R04|Who am I speaking to please?
R04|To protect your privacy, can I take your postcode and date of birth?
R04|Could you tell me the last 4 of your social?
R05|The reason for my call is your overdue Visa bill.
R05|You currently have an outstanding balance of 310 dollars.
R05|You've missed your last two payments on the loan.
R06|This is an attempt to collect a debt by a debt collector.
R06|Please note this communication is from a debt collector.
R07|Only pay through the bank's website or app.
R07|We won't ever ask you for a password.
R08|Okay, so that's 75 dollars on the 20th, correct?
R08|I've got you down for 100 pounds on Monday, agreed?
R09|I will log your dispute and put the account on hold.
R09|You have every right to make a complaint, I'll send you the details.
R09|I'll note that as a complaint and our complaints team will call you.
R10|Would you let her know to call me back?
R10|When would be a good time to reach him?
R10|I'm afraid I can't discuss that with you.
R11|Please return my call at 800 555 0100.
`,
  zh: `
R01|您好，我是小赵，工号一零二四
R01|我姓周，负责您的账户
R02|这里是华信资产管理公司，受某某银行委托
R02|我是某某银行信用卡中心的
R03|跟您说明一下，本通电话会被录音
R03|通话过程会有录音
R04|请问您是不是刘强本人
R04|方便说一下您身份证的最后四位吗
R04|您预留的手机号后四位是多少
R05|您在我们这边的借款已经逾期二十天了
R05|今天给您打电话是因为您本月账单还没有还
R07|请您登录官方APP进行还款
R07|千万不要把钱转给个人账户
R08|那我跟您确认下，十号之前还两千，没问题吧
R08|您答应周三还八百，对吧
R09|您的异议我这边记录下来了，核实后给您答复
R09|您要投诉可以拨打我们的客服热线
R10|麻烦您让他回个电话给我们
R10|这个涉及他的隐私，我不方便透露
R10|请问他什么时候回来
`,
} as const;

const linesOf = (text: string): readonly (readonly string[])[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|'));

describe.each(['en', 'zh'] as const)('%s', (lang) => {
  const pack = packs[lang];
  test.each(linesOf(openings[lang]).map(([wanted = '', ...turns]) => [turns.join(' | '), wanted, turns] as const))('%s → %s', (_name, wanted, turns) => {
    const after = turns.reduce((state, text, at) => watchTurn(state, { speaker: at % 2 === 0 ? 'agent' : 'customer', startMs: at * 5000, endMs: at * 5000 + 4000, text }), startWatch(lang, { pack }));
    expect(after.party).toBe(wanted);
  });
  test.each(linesOf(statements[lang]).map(([code = '', text = '']) => [code, text] as const))('%s: %s', (code, text) => {
    const found = findCues(pack, 'agent', text).cues.map((cue) => cue.code);
    const asked = code === 'R04' && (found.includes('ASKNAME') || found.includes('ASKDETAIL'));
    const readBack = code === 'R08' && found.includes('WHEN') && found.includes('CONFIRM');
    expect(found.includes(code) || asked || readBack, found.join()).toBe(true);
  });
});
