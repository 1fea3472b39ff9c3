/**
 * Set-up: everything a fresh machine needs, said as it goes. Runs on Node 20 without any package.
 *   node scripts/setup.mjs [--no-speech] [--models FOLDER]
 */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from './setup/run.mjs';
import { findChromium, installChromium } from './setup/chromium.mjs';
import { findNode24, installPackages } from './setup/packages.mjs';
import { say } from './setup/say.mjs';
import { checkModels, getModel, modelsFolder } from './setup/speech-model.mjs';

/** What set-up found: paths for the next program. `electron` and `chromium` are null where they cannot be had. */
export async function setUp({ root, speech = true, browser = true, window = false, given = process.env.FAIRLINE_MODELS ?? null }) {
  const started = Date.now();
  const packages = await installPackages(root);
  const { node, version } = await findNode24(root);
  let chromium = null;
  let electron = null;
  if (browser) {
    electron = electronBinary(root) ?? (window ? await installElectron(root) : null);
    chromium = (await findChromium(root)) ?? (electron === null ? await installChromium(root) : null);
    if (chromium === null && electron === null)
      say('Neither Electron nor a Chromium is on this machine and none could be installed: the centre and the practice line run, the desk cannot be shown. Install Chromium and run this again.');
  }
  const models = modelsFolder();
  const manifest = JSON.parse(readFileSync(join(root, 'resources', 'speech-models.json'), 'utf8'));
  const found = checkModels(models, manifest);
  if (speech && process.env.FAIRLINE_NO_SPEECH !== '1') {
    for (const model of manifest.models)
      if (found[model.language] === undefined && (given !== null || !triedBefore(models, model))) {
        const file = await getModel(models, model, given);
        if (file !== null) found[model.language] = file;
        else rememberTry(models, model);
      }
  }
  say(
    `Set-up: packages ${packages}, Node ${version}, ${electron === null ? '' : 'Electron, '}${chromium === null ? 'no Chromium' : 'Chromium'}, speech models: ${Object.keys(found).join(', ') || 'none'} (${((Date.now() - started) / 1000).toFixed(1)} s).`,
  );
  return { node, chromium, electron, models, found };
}

/** Electron's binary is a download of its own that a machine may not be able to make. */
function electronBinary(root) {
  const mark = join(root, 'node_modules', 'electron', 'path.txt');
  if (!existsSync(mark)) return null;
  const path = join(root, 'node_modules', 'electron', 'dist', readFileSync(mark, 'utf8').trim());
  return existsSync(path) ? path : null;
}

/** Only where there is a display to show it on; asked again after a day. */
async function installElectron(root) {
  const mark = join(root, '.cache', 'electron.not-to-be-had');
  if (existsSync(mark) && Date.now() - statSync(mark).mtimeMs < 86_400_000) return null;
  say('Electron: getting its program (about 110 MB, once) …');
  await run(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], { cwd: root, timeoutMs: 600_000 });
  const found = electronBinary(root);
  if (found === null) {
    mkdirSync(dirname(mark), { recursive: true });
    writeFileSync(mark, 'Set-up could not get Electron. Delete this file to try again at once.\n');
    say('Electron could not be had. The desk opens in a Chromium window instead; everything works there too.');
  }
  return found;
}

const tryMark = (folder, model) => join(folder, `${model.language}.not-to-be-had`);
/** A source that did not answer is asked again after a day, or when the person deletes the mark. */
function triedBefore(folder, model) {
  const mark = tryMark(folder, model);
  return existsSync(mark) && Date.now() - statSync(mark).mtimeMs < 86_400_000;
}
function rememberTry(folder, model) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(tryMark(folder, model), 'Set-up tried to get this speech model and could not. Delete this file to try again at once.\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const at = process.argv.indexOf('--models');
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  try {
    await setUp({ root, speech: !process.argv.includes('--no-speech'), given: at < 0 ? null : (process.argv[at + 1] ?? null) });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
