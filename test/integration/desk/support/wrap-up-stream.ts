/** Child: wraps up cases without end and says each id once it was acknowledged. Every third is confirmed as the centre would. */
import { writeSync } from 'node:fs';
import type { CaseId } from '../../../../src/domain/case/case.ts';
import { inventedCase, noonInNewYork, wrapUpBody } from './invented.ts';
import { openServices } from './services.ts';

const [folder = ''] = process.argv.slice(2);
const desk = openServices(folder, () => noonInNewYork);
for (let number = 0; number < 5; number += 1) if (desk.cases.get(`case-${number}`) === null) desk.cases.save(inventedCase(number));
for (let turn = 0; turn < 100_000; turn += 1) {
  const caseId = `case-${turn % 5}` as CaseId;
  const { activityId } = desk.calls.wrapUp(caseId, { ...wrapUpBody(), nextAction: `step ${turn}`, note: 'x'.repeat(turn % 4_000) });
  writeSync(1, `${activityId} ${caseId} ${turn}\n`);
  if (turn % 3 === 0) desk.database.transaction(() => desk.activities.confirm(activityId, 'stored', '2026-11-24T17:00:00.000Z'))();
}
