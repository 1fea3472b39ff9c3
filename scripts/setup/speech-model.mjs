/** Gets, checks and packs the speech models of resources/speech-models.json. */
import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { download } from './download.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';
import { tarPieces } from './tar.mjs';
import { unzip } from './unzip.mjs';

/** What a model needs below its top folder, or the recogniser loads it and then hears nothing (measured: speech.md E1). */
const needed = ['am/final.mdl', 'conf/model.conf', 'conf/mfcc.conf', 'ivector/final.ie'];

export function modelsFolder() {
  if (process.env.FAIRLINE_CACHE !== undefined) return join(process.env.FAIRLINE_CACHE, 'models');
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'Fairline', 'models');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Fairline', 'models');
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'fairline', 'models');
}

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** Packed models that are in place and whole: language → file. Re-reads and re-hashes each one. */
export function checkModels(folder, manifest) {
  const found = {};
  for (const model of manifest.models) {
    for (const source of model.sources) {
      const file = join(folder, packedName(model, source));
      if (!existsSync(file) || !existsSync(`${file}.sha256`)) continue;
      if (sha256(readFileSync(file)) === readFileSync(`${file}.sha256`, 'utf8').trim()) {
        found[model.language] = file;
        break;
      }
      say(`Speech model ${model.language}: the copy on this disk is damaged; it is thrown away and fetched again.`);
      rmSync(file);
      rmSync(`${file}.sha256`);
    }
  }
  return found;
}

/** Version and content in the name: the same name is always the same bytes. */
export function packedName(model, source) {
  return `${model.language}-${source.sha256.slice(0, 8)}.tar`;
}

/** Gets one model from the first source that has it. Returns its file or null, having said why. */
export async function getModel(folder, model, given) {
  mkdirSync(folder, { recursive: true });
  const why = [];
  for (const source of model.sources) {
    try {
      const archive = await fetchArchive(folder, model, source, given, why);
      if (archive === null) continue;
      return packModel(archive, join(folder, packedName(model, source)), model, source);
    } catch (error) {
      why.push(`${source.kind}: ${error instanceof Error ? (error.cause?.code ?? error.message) : String(error)}`);
    }
  }
  say(`Speech model ${model.language} could not be had (${why.join('; ')}). Calls work without it; they are not written down or checked live in that language.`);
  return null;
}

/** The archive, checked; null when this machine cannot ask that source. A copy that is not the pinned one, from the folder given or of an earlier try, is fetched once more. */
async function fetchArchive(folder, model, source, given, why) {
  const target = join(folder, source.file);
  let secondHand = existsSync(target);
  if (given !== null && existsSync(join(given, source.file))) {
    copyFileSync(join(given, source.file), target);
    secondHand = true;
  }
  for (;;) {
    if (!existsSync(target)) {
      say(`Speech model ${model.language}: ${model.name} ${model.version}, ${(source.bytes / 1e6).toFixed(0)} MB, licence ${model.licence} (${source.kind}) …`);
      if (source.kind === 'download') secondHand = await download(source.url, target, { label: model.name, bytes: source.bytes });
      else if (source.kind === 'maven') {
        secondHand = false;
        const { code, text } = await run('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=${source.artifact}`, `-DoutputDirectory=${folder}`], { cwd: folder, timeoutMs: 300_000 });
        if (code !== 0 || !existsSync(target)) {
          why.push(code === -1 ? 'maven is not installed' : `maven: ${text.trim().split('\n')[0]?.slice(0, 160) ?? code}`);
          return null;
        }
      }
    }
    const archive = readFileSync(target);
    if (archive.length === source.bytes && sha256(archive) === source.sha256) return archive;
    rmSync(target);
    if (!secondHand) throw new Error('the file is not the one that was pinned (size or sha256), so it was thrown away');
    say(`Speech model ${model.language}: the copy of ${source.file} on this disk is not the one that was pinned (size or sha256); it is fetched again.`);
    secondHand = false;
  }
}

export function packModel(archive, file, model, source) {
  const files = unzip(archive, source.folder);
  for (const name of needed) if (!files.some((one) => one.name === name)) throw new Error(`the archive has no ${name}`);
  const hash = createHash('sha256');
  const handle = openSync(`${file}.new`, 'w');
  try {
    for (const piece of tarPieces(`${model.name}-${model.version}`, files)) {
      hash.update(piece);
      writeSync(handle, piece);
    }
  } catch (error) {
    rmSync(`${file}.new`);
    throw error;
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
  const packed = hash.digest('hex');
  if (sha256(readFileSync(file)) !== packed) throw new Error('the packed model cannot be read back from this disk');
  writeFileSync(`${file}.sha256`, `${packed}\n`);
  return file;
}
