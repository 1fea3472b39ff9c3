/** Two small batch files as a client would send them, written for the moment they are loaded. Pure. */
import { csvText } from './import/csv-text.ts';

export interface SampleBatch {
  readonly clientName: string;
  readonly batchNo: string;
  readonly csv: string;
}

/** It is night where this debtor lives, so the dial guard refuses the call. */
export const guardedCase = 'EN-GUARD-01';

interface Person {
  readonly name: string;
  readonly region: string;
  readonly other?: readonly [name: string, relation: string];
}

const dpds = [2, 8, 21, 35, 47, 58, 66, 74, 83, 3, 15, 88];
const dues = [184_50, 1_270_00, 642_18, 2_905_77, 388_00, 5_140_25, 911_60, 1_733_09, 3_208_40, 96_75, 450_00, 7_412_33];

/** Zones to choose from; at any moment it is between 10 and 17 h in several of them. */
const chinese = ['Asia/Shanghai'];
const american = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu'];
const around = [
  'Europe/London',
  'Europe/Athens',
  'Asia/Dubai',
  'Asia/Karachi',
  'Asia/Dhaka',
  'Asia/Bangkok',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
  'America/Sao_Paulo',
  'Atlantic/Azores',
  'America/Halifax',
  ...american,
];

const english: readonly Person[] = [
  { name: 'Avery Calloway', region: 'NY' },
  { name: 'Jordan Whitlock', region: 'OH', other: ['Casey Whitlock', 'spouse'] },
  { name: 'Riley Pemberton', region: 'GA' },
  { name: 'Taylor Ashdown', region: 'PA' },
  { name: 'Cameron Birch', region: 'NJ', other: ['Drew Marlow', 'friend'] },
  { name: 'Peyton Lockwood', region: 'VA' },
  { name: 'Skyler Hartwell', region: 'NC' },
  { name: 'Dakota Fairbanks', region: 'MA', other: ['Rowan Fairbanks', 'spouse'] },
  { name: 'Emerson Vale', region: 'MD' },
  { name: 'Finley Ravenhurst', region: 'CT' },
  { name: 'Harper Quill', region: 'SC', other: ['Sage Ellery', 'friend'] },
  { name: 'Reese Thornbury', region: 'ME' },
];
const mandarin: readonly Person[] = [
  { name: '陈思远', region: '浙江省' },
  { name: '王立新', region: '江苏省', other: ['王敏', '配偶'] },
  { name: '林晓岚', region: '福建省' },
  { name: '赵文博', region: '湖南省' },
  { name: '周雨桐', region: '四川省', other: ['何平', '朋友'] },
  { name: '吴建成', region: '河南省' },
  { name: '孙佳宁', region: '山东省' },
  { name: '刘海峰', region: '湖北省', other: ['刘芳', '配偶'] },
  { name: '黄子轩', region: '广东省' },
  { name: '郑美玲', region: '安徽省' },
  { name: '陈国栋', region: '江西省', other: ['马超', '朋友'] },
  { name: '王若溪', region: '陕西省' },
];

export function sampleBatches(now: Date): readonly SampleBatch[] {
  const today = now.toISOString().slice(0, 10);
  const placedOn = shiftDays(today, -7);
  const recallOn = shiftDays(today, 83);
  const night = zoneWhere(now, [...american, ...around], inTheNight);
  const englishRows = english.map((person, index) =>
    row({
      batchNo: 'EN-2401',
      caseNo: `EN-${String(index + 1).padStart(4, '0')}`,
      placedOn,
      recallOn,
      product: index % 3 === 0 ? 'Card' : 'Personal loan',
      person,
      phone: practicePhone(5550101, index),
      zone: zoneWhere(now, [...american, ...around], inTheDay),
      account: `4000 0000 ${1000 + index * 37}`,
      currency: 'USD',
      jurisdiction: 'US',
      language: 'en-US',
      index,
      otherPhone: '5550106',
    }),
  );
  const guard = row({
    batchNo: 'EN-2401',
    caseNo: guardedCase,
    placedOn,
    recallOn,
    product: 'Card',
    person: { name: 'Marlowe Nightingale', region: 'HI' },
    phone: '5550101',
    zone: night,
    account: '4000 0000 9901',
    currency: 'USD',
    jurisdiction: 'US',
    language: 'en-US',
    index: 4,
    otherPhone: '5550106',
  });
  const chineseRows = mandarin.map((person, index) =>
    row({
      batchNo: 'ZH-2401',
      caseNo: `ZH-${String(index + 1).padStart(4, '0')}`,
      placedOn,
      recallOn,
      product: index % 3 === 0 ? '信用卡' : '现金贷',
      person,
      phone: practicePhone(12600000101, index),
      zone: zoneWhere(now, [...chinese, ...around], inTheDay),
      account: `6200 0000 ${2000 + index * 41}`,
      currency: 'CNY',
      jurisdiction: 'CN',
      language: 'zh-CN',
      index,
      otherPhone: '12600000106',
    }),
  );
  return [
    { clientName: 'Northwind Credit', batchNo: 'EN-2401', csv: csvText([englishHeadings, ...englishRows, guard]) },
    { clientName: '远山消费金融', batchNo: 'ZH-2401', csv: csvText([chineseHeadings, ...chineseRows]) },
  ];
}

const englishHeadings = [
  'batch number',
  'case number',
  'placement date',
  'recall date',
  'product',
  'name',
  'state',
  'time zone',
  'phone',
  'account number',
  'currency',
  'amount due',
  'principal',
  'interest',
  'fees',
  'days past due',
  'country',
  'language',
  'contact',
  'relation',
  'contact number',
];
const chineseHeadings = [
  '委案批次号',
  '案件编号',
  '委案日期',
  '退案日期',
  '产品',
  '姓名',
  '地区',
  '时区',
  '手机号',
  '账号',
  '币种',
  '委案金额',
  '剩余本金',
  '逾期利息',
  '费用',
  '逾期天数',
  '国家',
  '语言',
  '联系人',
  '关系',
  '联系人电话',
];

interface RowFacts {
  readonly batchNo: string;
  readonly caseNo: string;
  readonly placedOn: string;
  readonly recallOn: string;
  readonly product: string;
  readonly person: Person;
  readonly phone: string;
  readonly zone: string;
  readonly account: string;
  readonly currency: string;
  readonly jurisdiction: string;
  readonly language: string;
  readonly index: number;
  readonly otherPhone: string;
}

function row(facts: RowFacts): string[] {
  const due = dues[facts.index] ?? 100_00;
  const interest = Math.round(due * 0.06);
  const fees = Math.round(due * 0.02);
  const money = (minor: number) => (minor / 100).toFixed(2);
  return [
    facts.batchNo,
    facts.caseNo,
    facts.placedOn,
    facts.recallOn,
    facts.product,
    facts.person.name,
    facts.person.region,
    facts.zone,
    facts.phone,
    facts.account,
    facts.currency,
    money(due),
    money(due - interest - fees),
    money(interest),
    money(fees),
    String(dpds[facts.index] ?? 10),
    facts.jurisdiction,
    facts.language,
    facts.person.other?.[0] ?? '',
    facts.person.other?.[1] ?? '',
    facts.person.other === undefined ? '' : facts.otherPhone,
  ];
}

/** The first ten are the ten customers in their order; the rest are cooperative. */
function practicePhone(first: number, index: number): string {
  return String(first + (index < 10 ? index : 0));
}

function shiftDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Early in the window of 10 to 17 h, so that a shift of some hours stays inside it. */
const inTheDay = (hour: number) => hour >= 10 && hour < 15;
const inTheNight = (hour: number) => hour >= 23 || hour < 5;

const hourIn = (zone: string, now: Date) => Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(now));

function zoneWhere(now: Date, zones: readonly string[], fits: (hour: number) => boolean): string {
  const found = zones.find((zone) => fits(hourIn(zone, now)));
  if (found === undefined) throw new Error('no time zone has such an hour now');
  return found;
}

/** May this sample case be left as it is: is it still day there, or night for the guarded one, and is it not yet to be returned? */
export function stillFits(one: { readonly caseNo: string; readonly zone: string; readonly recallOn: string }, now: Date): boolean {
  const hour = hourIn(one.zone, now);
  return one.recallOn > shiftDays(now.toISOString().slice(0, 10), 7) && (one.caseNo === guardedCase ? inTheNight(hour) : hour >= 10 && hour < 16);
}
