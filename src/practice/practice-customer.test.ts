import { describe, expect, it } from 'vitest';
import type { CustomerProfile } from './customer-profile.ts';
import { customers } from './customers.ts';
import { habits, startCustomer, stepCustomer, type CustomerAct, type CustomerInput } from './practice-customer.ts';

/** Plays a customer against a clock that only moves when told; a line lasts `lineMs`. */
function play(id: string, lineMs = 2000) {
  const found = customers.find((customer) => customer.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  const profile: CustomerProfile = found;
  let now = 0;
  let lineEnds = Infinity;
  const acts: { readonly at: number; readonly act: CustomerAct }[] = [];
  let { state, acts: first } = startCustomer(profile, now);
  const take = (done: readonly CustomerAct[]) => {
    for (const act of done) {
      acts.push({ at: now, act });
      if (act.do === 'say') lineEnds = now + lineMs;
    }
  };
  const input = (type: CustomerInput['type']) => {
    const step = stepCustomer(profile, state, { type }, now);
    state = step.state;
    take(step.acts);
  };
  take(first);
  return {
    acts,
    input,
    state: () => state.kind,
    pass: (ms: number) => {
      for (const end = now + ms; now < end; ) {
        now += 50;
        if (now >= lineEnds) {
          lineEnds = Infinity;
          input('line-said');
        }
        input('tick');
      }
    },
    said: () => acts.flatMap(({ act }) => (act.do === 'say' ? [act.line] : [])),
    last: () => acts.at(-1),
  };
}

describe('practice customer', () => {
  it.each([
    ['en-busy', 600, { do: 'refuse', sipCode: 486, why: 'busy' }, 1],
    ['zh-busy', 600, { do: 'refuse', sipCode: 486, why: 'busy' }, 1],
    ['en-no-answer', 20_000, { do: 'refuse', sipCode: 480, why: 'no-answer' }, 2],
    ['en-decline', 3000, { do: 'refuse', sipCode: 603, why: 'declined' }, 2],
  ])('%s ends by itself', (id, at, act, count) => {
    const customer = play(id);
    customer.pass(30_000);
    expect(customer.last()).toEqual({ at, act });
    expect(customer.acts).toHaveLength(count);
    expect(customer.state()).toBe('over');
  });

  it('rings, answers, greets, and waits for the agent', () => {
    const customer = play('en-cooperative');
    customer.pass(1500);
    expect(customer.acts.map(({ act }) => act.do)).toEqual(['ring', 'answer']);
    customer.pass(habits.breath);
    expect(customer.said()).toEqual([0]);
    customer.pass(2000 + habits.agentSilence - 100);
    expect(customer.said()).toEqual([0]);
    expect(customer.state()).toBe('listening');
  });

  it('says the next line at once when the agent stops talking', () => {
    const customer = play('en-cooperative');
    customer.pass(4000);
    customer.input('agent-talks');
    customer.pass(10_000);
    expect(customer.said()).toEqual([0]);
    customer.input('agent-stopped');
    expect(customer.said()).toEqual([0, 1]);
  });

  it('goes on after a while when the agent says nothing, and at last does not listen to noise any more', () => {
    const customer = play('en-cooperative');
    customer.pass(3900 + habits.agentSilence);
    expect(customer.said()).toEqual([0, 1]);
    customer.pass(2000);
    customer.input('agent-talks');
    customer.pass(habits.monologue);
    expect(customer.said()).toEqual([0, 1, 2]);
  });

  it('hears an agent who began over the customer', () => {
    const customer = play('en-cooperative');
    customer.pass(2500);
    customer.input('agent-talks');
    customer.pass(5000);
    customer.input('agent-stopped');
    expect(customer.said()).toEqual([0, 1]);
  });

  it('says everything, hears the agent out and hangs up', () => {
    const customer = play('en-family');
    customer.pass(100_000);
    expect(customer.said()).toEqual([0, 1, 2, 3, 4]);
    expect(customer.last()?.act).toEqual({ do: 'hang-up' });
    const talked = play('en-family');
    talked.pass(3000 + habits.breath + 5 * 2000 + 4 * habits.agentSilence);
    expect(talked.state()).toBe('leaving');
    talked.input('agent-talks');
    talked.pass(9000);
    expect(talked.state()).toBe('leaving');
    talked.input('agent-stopped');
    talked.pass(habits.goodbye);
    expect(talked.state()).toBe('over');
  });

  it('says nothing on hold, goes on after it, and does not hold for ever', () => {
    const customer = play('en-cooperative');
    customer.pass(4000);
    customer.input('held');
    customer.pass(60_000);
    expect(customer.said()).toEqual([0]);
    customer.input('resumed');
    customer.pass(habits.agentSilence);
    expect(customer.said()).toEqual([0, 1]);
    customer.input('held');
    customer.pass(habits.hold);
    expect(customer.last()?.act).toEqual({ do: 'hang-up' });
  });

  it('voicemail greets, beeps, listens and hangs up', () => {
    const customer = play('en-voicemail');
    customer.pass(4000 + habits.breath + 2 * 2000);
    expect(customer.said()).toEqual([0, 1]);
    customer.input('agent-talks');
    customer.input('agent-stopped');
    customer.pass(habits.voicemail);
    expect(customer.said()).toEqual([0, 1]);
    expect(customer.last()).toEqual({ at: 4000 + habits.breath + 4000 + habits.voicemail, act: { do: 'hang-up' } });
  });

  it.each([0, 1000, 2000, 4000])('is over when the agent goes after %i ms, and does nothing more', (ms) => {
    const customer = play('en-cooperative');
    customer.pass(ms);
    customer.input('gone');
    const done = customer.acts.length;
    customer.pass(60_000);
    customer.input('agent-stopped');
    expect(customer.acts).toHaveLength(done);
  });
});
