/** Child: takes a data folder, says so, and keeps it until it is killed. */
import { writeSync } from 'node:fs';
import { takeFolder } from '../../../../src/main/hosts/browser/single-instance.ts';

const [folder = ''] = process.argv.slice(2);
try {
  takeFolder(folder);
  writeSync(1, 'taken\n');
  setInterval(() => undefined, 60_000);
} catch (error) {
  writeSync(1, `${error instanceof Error ? error.message : 'unknown'}\n`);
}
