import type { CustomerProfile } from './customer-profile.ts';
import { customersEn } from './customers-en.ts';
import { customersZh } from './customers-zh.ts';

/** Everybody who can be reached on the practice line. Numbers and ids are unique. */
export const customers: readonly CustomerProfile[] = [...customersEn, ...customersZh];

/** The customer behind what was dialled, written in any usual way (`+1 555-0101`, `5550101`); undefined when nobody has it. */
export function findCustomer(dialled: string): CustomerProfile | undefined {
  const digits = dialled.replace(/[\s().-]/g, '').replace(/^\+(1|86)(?=\d)/, '');
  return customers.find((customer) => customer.number === digits);
}
