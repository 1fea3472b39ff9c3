import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealEvenly } from './deal-evenly.ts';

const cases = fc.uniqueArray(fc.record({ id: fc.uuid(), agentId: fc.constantFrom('a', 'b', 'c', 'gone', null) }), { selector: (one) => one.id, maxLength: 60 });
const agents = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });

test('every case is dealt, no agent gets two more than another, and dealing again moves nothing', () => {
  fc.assert(
    fc.property(cases, agents, (list, agentIds) => {
      const dealt = dealEvenly(list, agentIds);
      const counts = agentIds.map((agentId) => [...dealt.values()].filter((one) => one === agentId).length);
      expect(dealt.size).toBe(list.length);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      const again = dealEvenly(
        list.map((one) => ({ id: one.id, agentId: dealt.get(one.id) ?? null })),
        agentIds,
      );
      expect([...again].sort()).toEqual([...dealt].sort());
    }),
  );
});
