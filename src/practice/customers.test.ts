import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { customers, findCustomer } from './customers.ts';
import { readWav } from './wav.ts';

const voices = new URL('../../resources/voices/', import.meta.url);

describe('customers', () => {
  it('have numbers and ids of their own, the same ten kinds in both languages', () => {
    expect(new Set(customers.map(({ id }) => id)).size).toBe(20);
    expect(new Set(customers.map(({ number }) => number)).size).toBe(20);
    const kinds = (language: string) => customers.filter((customer) => customer.language === language).map(({ id, outcome, number }) => [id.slice(3), outcome, number.slice(-2)]);
    expect(kinds('zh-CN')).toEqual(kinds('en-US'));
  });

  it.each(['5550101', '+15550101', '555-0101', '+1 (555) 0101'])('are found by %s', (dialled) => {
    expect(findCustomer(dialled)?.id).toBe('en-cooperative');
  });

  it.each(['', '555', '5550199', '15550101', 'desk1'])('are not found by "%s"', (dialled) => {
    expect(findCustomer(dialled)).toBeUndefined();
  });

  it.each(customers.filter(({ lines }) => lines.length > 0).map((customer) => [customer.id, customer] as const))('%s has a voice for each line and no other file', (id, customer) => {
    const folder = new URL(`${id}/`, voices);
    expect(readdirSync(folder).sort()).toEqual(customer.lines.map(({ file }) => file));
    for (const { file } of customer.lines) {
      const { rate, samples } = readWav(readFileSync(new URL(file, folder)));
      expect(rate).toBe(8000);
      expect(samples.length).toBeGreaterThan(8000 * 0.15);
      expect(samples.some((sample) => Math.abs(sample) > 3000)).toBe(true);
    }
  });

  it('have no voice where they never answer', () => {
    for (const { id, lines } of customers) if (lines.length === 0) expect(existsSync(new URL(`${id}/`, voices))).toBe(false);
  });
});
