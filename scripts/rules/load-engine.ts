/** Everything a back-test needs: the detectors, packs and the call watch of each language, from the repository's own files. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePack } from '../../src/domain/compliance/match-phrases.ts';
import type { RulePack } from '../../src/domain/compliance/rule-pack.ts';
import { createDetector } from '../../src/domain/compliance/detection/detect-sentence.ts';
import type { Detector } from '../../src/domain/compliance/detection/detect-sentence.ts';
import { readLinearModel } from '../../src/domain/compliance/detection/linear-model.ts';
import { readWatchPack } from '../../src/domain/compliance/watch/watch-pack.ts';
import type { WatchPack } from '../../src/domain/compliance/watch/watch-pack.ts';

export interface Engine {
  readonly detector: Detector;
  readonly watch: WatchPack | null;
}

const resources = join(import.meta.dirname, '..', '..', 'resources');
const packFiles = { en: 'en-US.json', zh: 'zh-CN.json' } as const;

/** `packFile` replaces the shipped pack of its language. Throws with the reason when it is not a pack. */
export function loadEngines(packFile: string | null): Readonly<Record<'en' | 'zh', Engine>> {
  const own = packFile === null ? null : readPack(packFile);
  const engine = (lang: 'en' | 'zh'): Engine => {
    const shipped = readPack(join(resources, 'rules', packFiles[lang]));
    const pack = own !== null && own.language === shipped.language ? own : shipped;
    const modelFile = join(resources, 'detection', `${lang}.model`);
    const watchFile = join(resources, 'rules', `watch.${lang}.json`);
    const model = existsSync(modelFile) ? readLinearModel(readFileSync(modelFile)) : null;
    return { detector: createDetector({ lang, pack, model }), watch: existsSync(watchFile) ? readWatchPack(JSON.parse(readFileSync(watchFile, 'utf8'))) : null };
  };
  return { en: engine('en'), zh: engine('zh') };
}

function readPack(file: string): RulePack {
  const value = JSON.parse(readFileSync(file, 'utf8')) as RulePack;
  if (value.language !== 'zh-CN' && value.language !== 'en-US') throw new Error(`${file}: "language" must be "zh-CN" or "en-US"`);
  if (!Array.isArray(value.rules)) throw new Error(`${file}: "rules" must be a list`);
  for (const [at, rule] of value.rules.entries()) {
    if (typeof rule.id !== 'string' || typeof rule.category !== 'string' || !/^V(?:0[1-9]|1[0-5])\b/.test(rule.category))
      throw new Error(`${file}: rule ${at}: "id" and a known "category" are needed`);
    if (!['S1', 'S2', 'S3', 'S4'].includes(rule.severity)) throw new Error(`${file}: rule ${rule.id}: "severity" must be S1 to S4`);
    if (!Array.isArray(rule.phrases) || !rule.phrases.every((phrase: unknown) => typeof phrase === 'string')) throw new Error(`${file}: rule ${rule.id}: "phrases" must be a list of texts`);
  }
  compilePack(value);
  return value;
}
