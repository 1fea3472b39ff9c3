import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inventedCase, noonInNewYork, wrapUpBody } from '../../../test/integration/desk/support/invented.ts';
import { agent, openServices } from '../../../test/integration/desk/support/services.ts';
import type { Services } from '../../../test/integration/desk/support/services.ts';
import { tempFolder } from '../../../test/integration/desk/support/temp-folder.ts';
import type { CaseId } from '../../domain/case/case.ts';
import { readClock } from '../../domain/sync/clock.ts';

let now = noonInNewYork;
let folder = '';
let desk: Services;
beforeEach(() => {
  now = noonInNewYork;
  folder = tempFolder();
  desk = openServices(folder, () => now);
  desk.cases.save(inventedCase(1));
});
afterEach(() => desk.close());
const caseId = 'case-1' as CaseId;
const counts = () => ({ ...desk.activities.counts(), activities: desk.activities.timeline(caseId).length, status: desk.cases.get(caseId)?.status, clock: desk.meta.get('clock') });

describe('case, activity and outbox row are one', () => {
  test('stored together', () => {
    desk.workLog.append(agent.id, caseId, [wrapUpBody(), wrapUpBody()], (done) => {
      expect(done).toHaveLength(2);
      desk.cases.save(inventedCase(1, { status: 'promised' }));
    });
    expect(counts()).toMatchObject({ waiting: 2, activities: 2, status: 'promised' });
    expect(desk.written).toBe(1);
  });
  test('something thrown after them: nothing of it is there, on the disk too, and nobody is told', () => {
    const before = counts();
    expect(() =>
      desk.workLog.append(agent.id, caseId, [wrapUpBody(), wrapUpBody()], () => {
        desk.cases.save(inventedCase(1, { status: 'promised' }));
        throw new Error('the power of the pen');
      }),
    ).toThrow('the power of the pen');
    expect(counts()).toEqual(before);
    expect(desk.written).toBe(0);
    desk.close();
    desk = openServices(folder, () => now);
    expect(counts()).toEqual(before);
    // and the next one goes through as if nothing had been
    desk.workLog.append(agent.id, caseId, [wrapUpBody()]);
    expect(counts()).toMatchObject({ waiting: 1, activities: 1 });
  });
  test('a case that cannot be saved takes its activity with it', () => {
    expect(() =>
      desk.workLog.append(agent.id, caseId, [wrapUpBody()], () => {
        desk.database.prepare('INSERT INTO cases (id) VALUES (NULL)').run();
      }),
    ).toThrow(/NOT NULL/);
    expect(counts()).toMatchObject({ waiting: 0, activities: 0, status: 'open' });
  });
});

describe('the clock', () => {
  test('never goes back when the wall clock does, over restarts too, and nobody else has the same stamp', () => {
    const stamps: string[] = [];
    const jumps = [0, 1, 0, -86_400_000, 5, -2 * 86_400_000, 0, 86_400_000, 0, -1, 3_600_000];
    for (const jump of jumps) {
      now += jump;
      stamps.push(...desk.workLog.append(agent.id, caseId, [wrapUpBody(), wrapUpBody()]).map((one) => one.clock));
      desk.close();
      desk = openServices(folder, () => now);
    }
    expect(stamps).toEqual(stamps.toSorted());
    expect(new Set(stamps).size).toBe(jumps.length * 2);
    expect(desk.activities.timeline(caseId).map((one) => one.clock)).toEqual(stamps);
    expect(desk.activities.waiting(100).map((one) => one.clock)).toEqual(stamps);
    // it is a wall clock where that one is right
    expect(readClock(stamps[0] ?? '').ms).toBe(noonInNewYork);
  });
  test('ids are all different and sort like the stamps', () => {
    const done = Array.from({ length: 300 }, () => desk.workLog.append(agent.id, caseId, [wrapUpBody()])[0]?.id ?? '');
    expect(new Set(done).size).toBe(300);
    expect(done).toEqual(done.toSorted());
    for (const id of done) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
  });
});
