/** Invented cases for the benchmarks: Chinese and English names, phones, amounts. The same seed gives the same cases. */
import { buckets } from '../src/domain/case/case.ts';
import type { BatchId, Case, CaseId, ContactId, DebtorId } from '../src/domain/case/case.ts';
import { chance } from './figures.ts';

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const given = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲燕红华建国志海春梅建平小雨晨欣怡子涵浩然雪梦思宇嘉佳俊凯婷博鑫宁颖慧琳岩峰龙翔'];
const firsts = ['Alex', 'Casey', 'Jordan', 'Taylor', 'Morgan', 'Riley', 'Jamie', 'Avery', 'Quinn', 'Rowan'];
const lasts = ['Calloway', 'Brennan', 'Whitlock', 'Harding', 'Okafor', 'Delgado', 'Lindqvist', 'Marsh', 'Novak', 'Pereira'];

export function inventedCase(at: number, random: () => number): Case {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? (list[0] as T);
  const chinese = at % 10 !== 0;
  const name = chinese ? pick(surnames) + pick(given) + (random() < 0.7 ? pick(given) : '') : `${pick(firsts)} ${pick(lasts)}`;
  const digits = Array.from({ length: 8 }, () => Math.floor(random() * 10)).join('');
  const id = `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
  return {
    id: id as CaseId,
    caseNo: `B-${String(at).padStart(7, '0')}`,
    batchId: 'b1' as BatchId,
    batchNo: '1',
    clientName: 'Greenbank',
    product: 'card',
    jurisdiction: chinese ? 'CN' : 'US',
    language: chinese ? 'zh-CN' : 'en-US',
    debtor: { id: `d-${at}` as DebtorId, name, region: '', timeZones: [chinese ? 'Asia/Shanghai' : 'America/New_York'] },
    accounts: [],
    contacts: [{ id: `c-${at}` as ContactId, name, relation: 'self', phone: chinese ? `+86139${digits}` : `+1555${digits.slice(0, 7)}`, phoneType: 'mobile', mayCall: true, whyNot: null }],
    status: 'open',
    bucket: pick(buckets),
    dpd: Math.floor(random() * 200),
    currency: chinese ? 'CNY' : 'USD',
    balanceMinor: Math.floor(random() * 5_000_000),
    placedOn: '2026-11-01',
    recallOn: '2099-12-31',
    nextActionAt: null,
    nextAction: null,
  };
}

export function inventedCases(count: number): readonly Case[] {
  const random = chance(count);
  return Array.from({ length: count }, (_, at) => inventedCase(at, random));
}
