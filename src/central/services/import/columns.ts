/** Columns of a batch file (compliance pack section 4.1) and the headings clients give them. Aliases are data: add here. */
import { CentreError } from '../centre-error.ts';

/** Key, then headings as clients write them; letters' case, spaces and marks do not count. */
const aliases = {
  batch_no: ['委案批次号', '批次号', 'batch number', 'batch'],
  case_no: ['案件编号', '个案序列号', '机构案件号', '案件号', 'case number', 'case id', 'case'],
  placed_on: ['委案日期', '委托日期', 'placed date', 'placement date', 'date placed'],
  recall_on: ['预计退案日', '退案日期', '退案日', 'recall date', 'return date'],
  product: ['产品', '委案产品', '产品名称', 'product name', 'product type'],
  debtor_name: ['姓名', '客户姓名', '案人姓名', '债务人', 'name', 'debtor', 'customer name', 'customer'],
  id_no: ['证件号', '证件号码', '身份证号', 'id number'],
  mobile: ['手机号', '本人手机', '手机', '手机号码', '联系电话', 'phone', 'mobile phone', 'cell', 'phone number'],
  home_tel: ['家庭电话', '住宅电话', 'home phone'],
  work_tel: ['单位电话', '公司电话', 'work phone'],
  region: ['地区', '省份', '户籍地址', '家庭地址', 'state', 'province', 'addr_region'],
  time_zone: ['时区', 'timezone'],
  account_no: ['卡号', '账号', '贷款合同号', '借据号', '合同号', 'contract_no', 'account', 'account number', 'loan number'],
  currency: ['币种', '货币', 'ccy'],
  placed_amt: ['委案金额', '欠款金额', '欠款总额', 'amount', 'balance', 'amount due', 'placed amount', 'balance due'],
  prin_left: ['剩余本金', '本金', 'principal'],
  od_prin: ['逾期本金', 'overdue principal'],
  od_int: ['逾期利息', '利息', 'interest'],
  penalty: ['罚息', '违约金', '滞纳金', 'late charges'],
  fee: ['费用', '手续费', 'fees'],
  dpd: ['逾期天数', 'days past due', 'days overdue'],
  od_from: ['逾期开始日期', '逾期日期', 'overdue from', 'overdue since'],
  jurisdiction: ['法域', '国家', 'country'],
  language: ['语言', 'lang'],
  co_debt_key: ['共债标识', '共债组', 'debtor id'],
  flags: ['特殊标识', 'flag'],
  contact_name: ['联系人', '联系人姓名', 'contact'],
  contact_relation: ['关系', '与本人关系', 'relation', 'relationship'],
  contact_phone: ['联系人电话', '联系人手机', 'contact number'],
  contact_phone_type: ['联系人电话类型', 'phone type'],
  contact_authorised: ['可联', '是否可联', 'authorised_contact', 'authorized contact', 'may call'],
  contact_status: ['联系人状态', '电话状态', 'phone status'],
} as const satisfies Record<string, readonly string[]>;

export type ColumnKey = keyof typeof aliases;
export const columnKeys = Object.keys(aliases) as ColumnKey[];
const requiredColumns: readonly ColumnKey[] = ['batch_no', 'case_no', 'placed_on', 'recall_on', 'debtor_name', 'mobile', 'placed_amt'];

/** Where each column is in the row. */
export type ColumnPlaces = ReadonlyMap<ColumnKey, number>;

const plain = (heading: string) =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-./:：()（）*'"]+/g, '');
const byHeading = new Map<string, ColumnKey>(columnKeys.flatMap((key) => [key, ...aliases[key]].map((heading): [string, ColumnKey] => [plain(heading), key])));
const isKey = (text: string): text is ColumnKey => Object.hasOwn(aliases, text);

/**
 * Finds the columns. `map` is the client's own: heading → key, and goes before the aliases; an empty key means "leave it out".
 * @throws CentreError FILE_REFUSED naming what is missing or doubled.
 */
export function placeColumns(headings: readonly string[], map: Readonly<Record<string, string>>): ColumnPlaces {
  const own = new Map<string, ColumnKey | null>();
  for (const [heading, key] of Object.entries(map)) {
    if (key !== '' && !isKey(key)) throw new CentreError('FILE_REFUSED', `The column map names "${key}", which is no column. Known: ${columnKeys.join(', ')}.`);
    own.set(plain(heading), key === '' ? null : key);
  }
  const places = new Map<ColumnKey, number>();
  for (const [index, heading] of headings.entries()) {
    const known = own.get(plain(heading));
    const key = known === undefined ? byHeading.get(plain(heading)) : known;
    if (key === undefined || key === null) continue;
    const first = places.get(key);
    if (first !== undefined) {
      throw new CentreError('FILE_REFUSED', `The headings "${headings[first] ?? ''}" and "${heading}" both mean ${key}. Map one of them in the column map.`);
    }
    places.set(key, index);
  }
  const missing = requiredColumns.filter((key) => !places.has(key));
  if (!places.has('dpd') && !places.has('od_from')) missing.push('dpd');
  if (missing.length > 0) {
    throw new CentreError('FILE_REFUSED', `Columns are missing: ${missing.map((key) => `${key} (such as "${aliases[key][0]}")`).join(', ')}. Found: ${headings.slice(0, 40).join(', ')}.`);
  }
  return places;
}
