/**
 * Builds what has to be built. `node scripts/build.ts` makes the renderer (all that the browser host needs, since Node runs
 * the rest as it is); `--all` also bundles main and preload for Electron and the browser host and centre for plain Node.
 * What did not change since the last time is left alone.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildRecogniser } from './build-recogniser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name: string): string => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

export async function build(options: { readonly all: boolean; readonly say: (text: string) => void }): Promise<void> {
  options.say(`recogniser: ${buildRecogniser()}`);
  await step(
    'renderer',
    ['src/renderer', 'src/domain', 'src/contract', 'resources/rules'],
    'out/renderer/index.html',
    ['vite', 'build', '-c', 'src/renderer/vite.config.ts', '--logLevel', 'warn'],
    options.say,
  );
  if (!options.all) return;
  await step('electron', ['src', 'electron.vite.config.ts', 'resources/rules'], 'out/main/index.js', ['electron-vite', 'build', '--logLevel', 'warn'], options.say);
  await step('node programs', ['src', 'vite.node.config.ts'], 'out/node/browser-host.js', ['vite', 'build', '-c', 'vite.node.config.ts', '--logLevel', 'warn'], options.say);
}

async function step(name: string, sources: readonly string[], result: string, [command = '', ...args]: readonly string[], say: (text: string) => void): Promise<void> {
  const mark = join(root, 'out', `.built-${name.replace(' ', '-')}`);
  const wanted = fingerprint(sources);
  if (existsSync(mark) && existsSync(join(root, result)) && readFileSync(mark, 'utf8') === wanted) {
    say(`${name}: nothing changed`);
    return;
  }
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    const child = spawn(bin(command), args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`Building the ${name} failed; the reason is above.`))));
  });
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, wanted);
  say(`${name}: built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function fingerprint(sources: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const add = (path: string): void => {
    const full = join(root, path);
    if (statSync(full).isDirectory()) for (const name of readdirSync(full).toSorted()) add(join(path, name));
    else if (!/\.test\.tsx?$/.test(path)) hash.update(path).update(readFileSync(full));
  };
  for (const source of sources) add(source);
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ all: process.argv.includes('--all'), say: (text) => process.stdout.write(`${text}\n`) });
}
