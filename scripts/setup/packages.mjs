import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { say } from './say.mjs';

/** Installs exactly the locked packages, once per lockfile. Throws with a sentence when that fails. */
export async function installPackages(root) {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const mark = join(root, 'node_modules', '.fairline-lock');
  const npmMark = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(mark) && existsSync(npmMark) && readFileSync(mark, 'utf8') === wanted) return 'there';
  say('Packages: installing what package-lock.json names (a minute or two) …');
  // no package's own install programs: one would compile, another would download Electron, which is a step of its own
  const { code } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, show: true });
  // only "node" needs its own: it fetches Node 24 for this system
  const rebuilt = code === 0 ? await run('npm', ['rebuild', 'node', '--loglevel=error'], { cwd: root, show: true }) : { code };
  if (code !== 0 || rebuilt.code !== 0) throw new Error('The packages could not be installed. npm said why above; check the network or the npm settings, then run this again.');
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(mark, wanted);
  return 'installed';
}

/** The Node 24 that the packages bring; the system's own Node may be older. */
export async function findNode24(root) {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const { code, text } = await run(node, ['--version']);
  if (code === 0 && Number(/^v(\d+)/.exec(text.trim())?.[1]) >= 24) return { node, version: text.trim() };
  const own = Number(process.versions.node.split('.')[0]);
  if (own >= 24) return { node: process.execPath, version: process.version };
  throw new Error(`Node 24 did not come with the packages (${text.trim().slice(0, 120)}). Run "npm ci" and look for the package "node".`);
}
