/** A dial pack as a file: the built-in rules to read, and what tenants and their clients made of them. Only the second part has effect: law is in dial-law.ts. */
import { dialLaw } from './dial-law.ts';
import type { DialRule } from './dial-law.ts';
import type { DialPolicy, Tightening } from './verdict.ts';

export interface DialPack {
  readonly version: string;
  /** By tenant, then by client name; `*` is every client of the tenant and comes first. */
  readonly tenants: ReadonlyMap<string, ReadonlyMap<string, readonly Tightening[]>>;
}
export interface DialPackProblem {
  readonly at: string;
  readonly reason: string;
}

type Json = { readonly [key: string]: unknown };
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const numbers = ['max', 'days', 'minutes', 'from', 'to'] as const;
const fits: Readonly<Record<DialRule['kind'], readonly string[]>> = { hours: ['from', 'to'], count: ['max', 'days'], gap: ['minutes'] };

/** Refuses the whole pack with every place and reason; a pack that would loosen law is refused too, so that nobody believes it has effect. */
export function readDialPack(value: unknown): { readonly ok: true; readonly pack: DialPack } | { readonly ok: false; readonly problems: readonly DialPackProblem[] } {
  const problems: DialPackProblem[] = [];
  const complain = (at: string, reason: string): void => {
    problems.push({ at, reason });
  };
  if (!isRecord(value)) return { ok: false, problems: [{ at: '', reason: 'is not an object' }] };
  if (value['schema'] !== 1) complain('schema', 'is not 1');
  const version = value['version'];
  if (typeof version !== 'string' || version === '') complain('version', 'is missing');
  const tenants = new Map<string, ReadonlyMap<string, readonly Tightening[]>>();
  const given = value['tenants'] ?? {};
  if (!isRecord(given)) complain('tenants', 'is not an object');
  else {
    for (const [tenant, clients] of Object.entries(given)) {
      if (!isRecord(clients)) {
        complain(`tenants.${tenant}`, 'is not an object');
        continue;
      }
      tenants.set(tenant, new Map(Object.entries(clients).map(([client, changes]) => [client, readChanges(changes, `tenants.${tenant}.${client}`, complain)])));
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack: { version: String(version), tenants } };
}

function readChanges(value: unknown, at: string, complain: (at: string, reason: string) => void): readonly Tightening[] {
  if (!Array.isArray(value)) {
    complain(at, 'is not a list');
    return [];
  }
  return value.flatMap((one: unknown, index): readonly Tightening[] => {
    const here = `${at}.${index}`;
    if (!isRecord(one)) {
      complain(here, 'is not an object');
      return [];
    }
    const rule = dialLaw.find((known) => known.id === one['id']);
    if (rule === undefined) {
      complain(`${here}.id`, 'is no rule we know');
      return [];
    }
    const change: { -readonly [key in keyof Tightening]: Tightening[key] } = { id: rule.id };
    for (const key of numbers) {
      const number = one[key];
      if (number === undefined) continue;
      if (!fits[rule.kind].includes(key)) complain(`${here}.${key}`, `does not belong to ${rule.id}`);
      else if (typeof number !== 'number' || !Number.isInteger(number) || number < 0) complain(`${here}.${key}`, 'is not a whole number from 0 on');
      else if (rule.law && loosens(rule, key, number)) complain(`${here}.${key}`, `is looser than ${rule.source}`);
      else change[key] = number;
    }
    if (typeof one['source'] === 'string') change.source = one['source'];
    return [change];
  });
}

function loosens(rule: DialRule, key: (typeof numbers)[number], value: number): boolean {
  switch (rule.kind) {
    case 'hours':
      return key === 'from' ? value < rule.from : value > rule.to;
    case 'count':
      return key === 'max' ? value > rule.max : rule.days !== null && value < rule.days;
    case 'gap':
      return value < rule.minutes;
    default:
      throw new Error(`unknown rule: ${String(rule satisfies never)}`);
  }
}

/** What tenant and client set, the client's last; undefined when neither set anything. */
export function policyFor(pack: DialPack, tenant: string, client: string): DialPolicy | undefined {
  const clients = pack.tenants.get(tenant);
  const changes = [...(clients?.get('*') ?? []), ...(clients?.get(client) ?? [])];
  return changes.length === 0 ? undefined : { version: pack.version, changes };
}
