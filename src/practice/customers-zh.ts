import type { CustomerLine, CustomerProfile } from './customer-profile.ts';

const lines = (...texts: readonly string[]): readonly CustomerLine[] =>
  texts.map((text, index) => ({ file: `${String(index + 1).padStart(2, '0')}.wav`, text }));

/** The Chinese customers, in the same order as the English ones. */
export const customersZh: readonly CustomerProfile[] = [
  {
    id: 'zh-cooperative', number: '12600000101', language: 'zh-CN', scenario: '配合，承诺还款', voice: 'f3', outcome: 'talks', ringMs: 1500,
    lines: lines('喂，你好', '是我，请问什么事', '对，我知道这个月还没有还', '前段时间出差，忘记了', '我星期五可以全部还清', '好的，星期五上午我用手机还', '谢谢你，再见'),
  },
  {
    id: 'zh-hardship', number: '12600000102', language: 'zh-CN', scenario: '失业，暂无能力还款', voice: 'm3', outcome: 'talks', ringMs: 2500,
    lines: lines('喂，哪位', '是我本人', '不好意思，我上个月失业了', '家里还有两个孩子，现在真的没有钱', '每个月少还一点可以吗', '你把方案发短信给我吧', '谢谢理解，再见'),
  },
  {
    id: 'zh-dispute', number: '12600000103', language: 'zh-CN', scenario: '对债务有异议', voice: 'm1', outcome: 'talks', ringMs: 2000,
    lines: lines('喂', '我就是，你说', '我没有欠这笔钱，我没有办过这张卡', '我对这笔账有异议，请给我书面证明', '看到材料之前我不会还钱', '材料寄到我家里，再见'),
  },
  {
    id: 'zh-stop-calls', number: '12600000104', language: 'zh-CN', scenario: '要求停止来电', voice: 'f2', outcome: 'talks', ringMs: 3000,
    lines: lines('喂，你好', '你们这个星期打了三次电话了', '请不要再打这个号码', '有事可以给我写信，不要再打电话', '我说过不要再打了，再见'),
  },
  {
    id: 'zh-angry', number: '12600000105', language: 'zh-CN', scenario: '情绪激动，要投诉', voice: 'm2', outcome: 'talks', ringMs: 2500,
    lines: lines('谁啊', '你怎么有我的号码', '你们这是骚扰，我在上班', '我要投诉你们，你工号多少', '我已经录音了，我要去举报', '不要再打到我单位来'),
  },
  {
    id: 'zh-family', number: '12600000106', language: 'zh-CN', scenario: '家人接听', voice: 'f4', outcome: 'talks', ringMs: 3000,
    lines: lines('喂，你好', '他不在家，我是他姐姐', '什么事啊，他是不是欠钱了', '他晚上六点才回来', '好的，我会告诉他你来过电话，再见'),
  },
  { id: 'zh-busy', number: '12600000107', language: 'zh-CN', scenario: '占线', voice: 'f3', outcome: 'busy', ringMs: 600, lines: [] },
  { id: 'zh-no-answer', number: '12600000108', language: 'zh-CN', scenario: '无人接听', voice: 'f3', outcome: 'no-answer', ringMs: 20_000, lines: [] },
  {
    id: 'zh-voicemail', number: '12600000109', language: 'zh-CN', scenario: '语音信箱', voice: 'f2', outcome: 'voicemail', ringMs: 4000,
    lines: [
      { file: '01.wav', text: '您好，我现在不方便接电话，请在提示音后留言' },
      { file: '02.wav', text: '', tone: { hertz: 1000, ms: 600 } },
    ],
  },
  { id: 'zh-decline', number: '12600000110', language: 'zh-CN', scenario: '拒接', voice: 'f3', outcome: 'declines', ringMs: 3000, lines: [] },
];
