/**
 * Sentences written in other words than the packs. Codes before the bar; none means it must stay silent. Found before the
 * packs saw them: first part English 60 of 65, Chinese 55 of 64; second part English 32 of 44, Chinese 39 of 44; false
 * alarms 2 of 82, and 5 of 60 look-alikes written last. Since then the packs have been corrected on them: they guard what works and measure nothing new.
 */
import { describe, expect, test } from 'vitest';
import english from '../../../../resources/rules/watch.en.json' with { type: 'json' };
import chinese from '../../../../resources/rules/watch.zh.json' with { type: 'json' };
import { customerTriggers } from './customer-triggers.ts';
import { readWatchPack } from './watch-pack.ts';

const packs = { en: readWatchPack(english), zh: readWatchPack(chinese) };

const heldOut = {
  en: `
C01|who do i write to if i'm unhappy with how i've been treated i want a complaint on file
C01|next thing i do is ring trading standards about you lot
C01|i'd like to raise a formal grievance please
C01|get me your supervisor right now
C01|this whole thing's going on facebook tonight i promise you i'm posting it on facebook
C01|you'll be hearing from the attorney general because i already wrote to the attorney general's office
C01|what is your badge number i need it for my complaint
C02|honestly some nights i think everyone would be better off without me
C02|i've got the pills right here i could just take all of them
C02|i don't want to be alive anymore
C02|there is nothing left to live for
C02|you're going to push me over the edge and i'll jump off the bridge
C02|im gonna kill myself is that what you want
C02|maybe when i'm six feet under you'll be happy when i'm gone
C03|they let me go from the warehouse two weeks ago
C03|my hours got cut in half at the plant
C03|my little boy has leukemia and everything goes to the treatment
C03|we're being evicted at the end of the month
C03|im on disability and it barely covers groceries
C03|i can't even afford diapers right now
C03|the restaurant shut down and nobody got paid
C03|i just got out of the hospital after surgery
C03|we buried my mother last month
C03|i'm a single mom with three kids
C04|i never signed up for anything with that bank
C04|somebody opened that in my name
C04|the figure you've got there isn't right
C04|i settled that years ago
C04|show me the original contract first
C04|i don't recognise that account at all
C04|you have made a mistake it isn't my loan
C04|i was a victim of identity theft in the spring
C05|quit ringing this house
C05|lose my number
C05|please don't phone me at the office my boss hates it
C05|i'm behind the wheel right now
C05|put me on your do not call list
C05|i'm not allowed to take personal calls here
C05|i would rather you only contact me in writing
C05|now's a terrible time
C05|leave my mother alone
C06|you need to speak with my solicitor
C06|i've hired an attorney for this
C06|we filed chapter seven in march
C06|everything goes through my lawyer now
C06|a debt management company handles that for me
C07|i'm sorry to tell you he died in august
C07|she passed last winter
C07|he's been locked up since may
C07|she has dementia and doesn't know anyone
C07|that man is deceased
C08|i'll send two hundred on the third
C08|i can pay sixty dollars by friday
C08|could i do forty a week
C08|i'll have it for you tomorrow
C08|as soon as i get paid i'll send it
C08|is there any way to set up a payment plan
C09|you've dialed the wrong house
C09|no one called peter lives here
C09|i've had this number for three years
C09|never heard of him
C10|i've got you on speaker and my kids are here
C10|my mommy is in the shower
C10|i can't really talk in front of my coworkers
C10|i'm eight years old
|i'm dying to finish this and get it over with
|my lawyer friend said hello
|i can stop by the office on my way home
|i have no complaints about you at all
|the battery on my phone died yesterday
|hold on let me find a pen
|what did you say your company was called
|okay that makes sense thank you
|my brother is a lawyer in boston
|i work in a hospital so i start early
|it's not wrong i just forgot about it
|i started a new job last week
|i'm sick and tired of this weather
|yes that is correct
|no i have not lost my job
|i nearly died laughing
|the traffic was killing me
|i don't dispute it
|can you repeat that please
|thank you for your patience
|i don't mind you calling
|it's a good time now go ahead
|my son passed his driving test
|did you get my letter
|who is your manager's favourite team
C01|i'm taking this to the financial ombudsman
C01|you will be getting a letter of complaint from me
C01|i have reported your company to the better business bureau
C01|let me speak to whoever is in charge there
C01|this is harassment and i'm keeping a log for the regulator
C02|i just want to go to sleep and never wake up
C02|what's the point of living anymore
C02|i tried to hang myself last week because of you people
C02|i wish i was dead
C02|i don't see a reason to keep living
C03|my company went bankrupt and i have no income
C03|i had a stroke in january and i can't work
C03|we are living in my car with the baby
C03|my wife is going through chemo
C03|i've been off sick since easter
C03|they cut my benefits
C03|there's no money coming in right now
C04|i don't owe you people a cent
C04|that debt was cleared in twenty nineteen
C04|my ex used my social security number to get it
C04|i want you to validate this debt
C04|you're charging me for something i returned
C04|that isn't even my signature
C05|don't ring my workplace ever
C05|im in a meeting can you try later
C05|you keep calling my sister and it has to stop stop calling her
C05|please remove my phone number from your system
C05|i do not want any more phone calls from your company
C05|never call before nine in the morning
C06|contact my attorney from now on
C06|my solicitor told me not to talk to you
C06|im in a chapter thirteen plan
C07|my neighbor there he died two years back
C07|sadly she is no longer with us
C07|he's serving five years in prison
C08|put me down for a hundred on the fifteenth
C08|i get my check on friday so i will pay then
C08|would you take twenty five a month
C08|i can make a payment next week
C09|you have the wrong woman
C09|that person doesn't live here anymore
C09|i'm not peter and i don't know any peter
C10|my boss is standing right here
C10|there are people around me i can't talk
|let me stop you there and get my glasses
|i can hear you fine go ahead
|i'm at home today
|he is my brother he lives with me
|the doctor said i'm healthy
|i have a job at the attorney's office
|i want to end this call on a good note
|my daughter is in law school
|what time do you close
|i was at work yesterday
|that sounds right to me
|i paid my rent this morning
|could you speak up please
|my old phone died so i missed you
|is this about the car
|you've been really helpful
|i understand
|yeah i know i'm late on it
|how much is it exactly
|i'm retired and doing fine
|i'll call you back in ten minutes
|can you email me the details
|my lawyer friend says hi
|i stopped by the bank this morning
|is this call recorded
|you're not harassing me you're just doing your job
|i work for a law firm as an attorney
|my doctor is really good
|i never said that
|i got a new phone yesterday
|the weather is killing my tomatoes
|i could kill for a coffee
|i'm dead tired
|we just had a baby girl
|the number ends in four two
|i live at twelve oak street
|my birthday is march third
|what happens if i lose my job
|do i need a lawyer for this
|i don't want to file bankruptcy
|it was my mistake i'm sorry
|i recognise the account yes
|are you allowed to call me at night
|no complaints here
|he is out at the moment
|yes this is john
`,
  zh: `
C01|我跟你讲，我要上黑猫去投诉
C01|把你工号报给我，我记一下
C01|你信不信我打金融监管局
C01|叫你们主管来跟我说
C01|我全都录着音呢，明天就发到网上去
C01|你们这是暴力催收，我要去派出所报警
C01|这事我一定要举报
C02|我真的活不下去了
C02|再逼我我就从阳台跳下去
C02|我死了你们是不是就满意了
C02|要不我拿命抵给你们算了
C02|有时候真想一死了之
C02|我已经买好农药了喝农药死了拉倒
C02|活着一点意思都没有
C03|厂里把我裁了，几个月没发工资了
C03|孩子在重症监护室，一天一万多
C03|我得了尿毒症，每周透析三次
C03|家里实在是拿不出来，手里一分钱没有
C03|我现在靠低保过日子
C03|店都倒闭了，拿什么还
C03|我妈脑梗瘫痪在床要人伺候
C03|我丈夫上个月刚走了，家里正在办丧事
C03|老板拖欠我们工资半年了
C04|我压根就没在你们那儿贷过款
C04|这钱前年就结清了
C04|有人拿我身份证去办的
C04|你们这数目算错了吧
C04|合同上签名不是我写的
C04|我不承认这笔账
C04|先把借款合同发给我看看，拿出证据来
C04|我对金额有意见，数额对不上
C05|求求你们不要再打给我妈了
C05|我这会儿在高速上开车呢
C05|别往我单位打
C05|你一天打八个电话烦不烦
C05|大半夜的还打电话，我要睡觉
C05|我在车间呢，不方便
C05|把我号码从名单里删掉
C05|有事书面联系，不要打电话
C05|我们公司规定上班不让接私人电话
C06|这事我全权交给律师了
C06|你去跟我的律师谈
C06|我已经在法院申请个人破产了
C06|我委托了代理人处理
C07|他人早就没了，去年走的，死亡证明都开了
C07|他去年车祸死了
C07|他还在里面坐牢呢
C07|老爷子已经去世三年了
C07|她老年痴呆了，谁都不认得
C08|我下周三还两千
C08|等发了工资我就给你转
C08|月底之前我一定还
C08|能不能给我办个分期
C08|宽限我几天行不行
C08|每个月还五百可以吗
C09|你找错人了
C09|没有叫这个名字的
C09|这个号我刚买的
C09|我不认识什么李强
C09|机主换人了，这是二手号
C10|我老婆在旁边听着呢
C10|我今年九岁，妈妈出去了
C10|我开着免提呢，好多人
C10|我在公司办公室，不好说话
|我快累死了，先歇会儿
|我有个律师朋友
|请你说慢一点
|好的，谢谢你
|我没有要投诉你的意思
|手机快没电了
|我在家，你说吧
|我听不太清楚
|今天天气真热，热死了
|我吓了一跳，以为出什么事了
|我没失业，还在上班挣钱
|我跳槽了，换了个公司
|我没有异议
|你说的我知道了
|不要着急，我看一下
|你不用担心
|孩子考上大学了
|麻烦你再说一遍
|我妈做饭呢
|我刚下班到家
|我住在医院旁边
|你贵姓
|周末去爬山
|我想办法
|行，那就这样
C01|我要去消协告你们
C01|你叫什么名字工号报一下我要反映
C01|我现在就打一二三四五
C01|让你们领导给我回电话
C01|你再这样我就找电视台
C02|我不如死了算了
C02|我站在楼顶上呢
C02|我连遗书都写好了
C02|这日子我是真撑不下去了想解脱
C02|吃了一瓶安眠药
C03|我被公司优化了三个月没找到工作
C03|我老婆得癌症了在化疗
C03|我腿摔断了在家躺着
C03|我一个人带俩娃还要养老人
C03|家里发大水全淹了
C03|我是残疾人没有劳动能力
C03|生意赔光了还欠一屁股债
C04|这钱不是我借的
C04|利息算得不对吧怎么多出来这么多
C04|我身份证丢过肯定是别人拿去办的
C04|我上个月已经还过了
C04|你拿合同出来给我看
C04|我从来没有申请过你们的信用卡
C05|以后不要打我公司电话
C05|我在开会回头再说
C05|你们能不能别骚扰我家人了
C05|晚上九点以后别给我打电话
C05|我正开着车呢不方便接
C05|甭再打了听见没
C05|我爸妈年纪大了别打他们电话
C06|我请了律师你跟律师联系
C06|让我的代理律师跟你们谈
C07|人已经不在了上个月走的
C07|他判了三年现在在监狱
C07|我哥都死了两年了你们还打
C08|我后天下午给你转一千
C08|月底发了工资就处理
C08|可不可以先还一部分
C08|最多能分几期
C09|不是我，你找错人了
C09|我没听说过这个人
C09|你说的这个人早就不用这个号了
C10|旁边有同事不方便讲
C10|我才十岁
|你等我一下我拿支笔
|我在家呢你说
|听得见你说
|我昨天在开会没接到
|我朋友当律师的
|笑死我了
|我们公司挺好的
|你们公司在哪里
|好的我知道了谢谢
|我已经找到新工作了
|电话没电了
|你说的我都明白
|今天下雨了
|没事没事你继续
|身体挺好的没住院
|这个态度挺好的谢谢你
|我知道我逾期了
|一共多少钱
|我退休了身体不错
|我十分钟后给你回电话
|你把明细发到我邮箱
|这个通话有录音吗
|你们没骚扰我
|我在律所上班
|我没说过这话
|我昨天刚换了手机
|吃饭了吗
|我快饿死了
|家里添了个孙子
|尾号是四二一一
|我住朝阳路十二号
|我生日三月三号
|要是失业了怎么办
|需要请律师吗
|我不想破产
|是我搞忘了不好意思
|这个账户我认得
|你们晚上也上班啊
|没什么可投诉的
|他现在不在
|我就是刘强
|不会影响征信吧
|我会坐牢吗
|你说多少就多少
|电话信号不好
|好的好的没问题
`,
} as const;

const rows = (lang: 'en' | 'zh'): readonly { readonly codes: readonly string[]; readonly text: string }[] =>
  heldOut[lang]
    .trim()
    .split('\n')
    .map((line) => {
      const [codes = '', text = ''] = line.split('|');
      return { codes: codes === '' ? [] : codes.split(','), text };
    });

describe.each(['en', 'zh'] as const)('held-out sentences, %s', (lang) => {
  const measured = rows(lang).map((row) => ({ ...row, found: customerTriggers(lang, row.text, packs[lang]).map((one) => one.code) }));
  const asked = measured.filter((row) => row.codes.length > 0);
  const silent = measured.filter((row) => row.codes.length === 0);

  test('there are at least 60 and 25 look-alikes', () => {
    expect(asked.length).toBeGreaterThanOrEqual(60);
    expect(silent.length).toBeGreaterThanOrEqual(25);
  });
  test('the trigger is found', () => {
    expect(asked.filter((row) => row.codes.some((code) => !row.found.includes(code))).map((row) => `${row.codes.join()} ${row.text} → ${row.found.join()}`)).toEqual([]);
  });
  test('no look-alike fires', () => expect(silent.filter((row) => row.found.length > 0).map((row) => `${row.text} → ${row.found.join()}`)).toEqual([]));
  test('spans point at the words', () => {
    for (const row of measured) for (const one of customerTriggers(lang, row.text, packs[lang])) expect(row.text.slice(...one.span)).toBe(one.words);
  });
});
