/** npm test: set-up, lint, types, unit, contract, integration and end-to-end tests. Runs on Node 20 without packages, then on Node 24. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';
import { installDebian } from './setup/debian.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const found = await setUp({ root, speech: true, browser: true });
// the centre's tests run on PGlite and, where it is there, on PostgreSQL too
if (process.platform === 'linux' && !existsSync('/usr/lib/postgresql')) await installDebian(['postgresql'], 'PostgreSQL for the tests');
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`, FAIRLINE_CHROMIUM: found.chromium ?? '', NO_COLOR: '1' };
delete env.FORCE_COLOR;
const out = join(root, 'out', 'test');
mkdirSync(out, { recursive: true });

const counted = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function run(name, command, args) {
  const started = Date.now();
  process.stdout.write(`\n== ${name}\n`);
  return new Promise((resolve) => {
    const child = spawn(join(bin, command), args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', (error) => {
      failures.push(`${name}: ${error.message}`);
      resolve(false);
    });
    child.on('exit', (code) => {
      const took = ((Date.now() - started) / 1000).toFixed(1);
      process.stdout.write(`== ${name}: ${code === 0 ? 'ok' : `exit code ${code}`} in ${took} s\n`);
      if (code !== 0) failures.push(name);
      resolve(code === 0);
    });
  });
}

await run('lint', 'oxlint', ['--quiet', 'src', 'scripts', 'test', 'bench', 'training']);
await run('format', 'biome', ['format', '--reporter=summary', '.']);
await run('types', 'tsc', ['-b']);

const unitReport = join(out, 'vitest.json');
rmSync(unitReport, { force: true });
await run('unit, contract and integration tests', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]);
if (existsSync(unitReport)) {
  const report = JSON.parse(readFileSync(unitReport, 'utf8'));
  counted.passed += report.numPassedTests;
  counted.failed += report.numFailedTests;
  counted.skipped += report.numPendingTests;
} else failures.push('the unit test runner left no report');

const hasSpecs = existsSync(join(root, 'test/e2e')) && readdirSync(join(root, 'test/e2e')).some((name) => name.endsWith('.spec.ts'));
if (hasSpecs) {
  if (found.chromium === null) failures.push('end-to-end tests need a Chromium, and none could be had');
  else if (await run('build', 'node', ['scripts/build.ts'])) {
    const report = join(out, 'playwright.json');
    rmSync(report, { force: true });
    env.PLAYWRIGHT_JSON_OUTPUT_NAME = report;
    await run('end-to-end tests', 'playwright', ['test']);
    if (existsSync(report)) {
      const { stats } = JSON.parse(readFileSync(report, 'utf8'));
      counted.passed += stats.expected + stats.flaky;
      counted.failed += stats.unexpected;
      counted.skipped += stats.skipped;
    } else failures.push('the end-to-end runner left no report');
  }
}

if (failures.length > 0) process.stdout.write(`\nNot in order: ${failures.join('; ')}\n`);
if (failures.length > 0 && counted.failed === 0) counted.failed = failures.length;
process.stdout.write(`\n${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped\n`);
process.stdout.write(`${counted.passed} passed, ${counted.failed} failed\n`);
process.exit(failures.length === 0 ? 0 : 1);
