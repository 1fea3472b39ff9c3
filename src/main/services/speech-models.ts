/** Which speech models this desk may load. Each is hashed again before it is offered; nothing unchecked is loaded. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppInfo } from '../../contract/desk/desk-contract.ts';

type SpeechModel = AppInfo['speech'][number];
const languages = ['en-US', 'zh-CN'] as const;

export class SpeechModels {
  readonly #folder: string;
  readonly #replay: boolean;
  #known: readonly SpeechModel[] | null = null;
  constructor(folder: string, replayFile: string | null) {
    this.#folder = folder;
    this.#replay = replayFile !== null;
  }

  async list(): Promise<readonly SpeechModel[]> {
    this.#known ??= await Promise.all(languages.map((language) => this.#one(language)));
    return this.#known;
  }

  /** The file behind `/models/<name>`, when it is one that `list` offered. */
  async fileOf(name: string): Promise<string | null> {
    return (await this.list()).some((one) => one.url === `/models/${name}`) ? join(this.#folder, name) : null;
  }

  async #one(language: (typeof languages)[number]): Promise<SpeechModel> {
    const name = existsSync(this.#folder) ? readdirSync(this.#folder).find((file) => file.startsWith(`${language}-`) && file.endsWith('.tar')) : undefined;
    if (name === undefined || !existsSync(join(this.#folder, `${name}.sha256`))) {
      if (language === 'zh-CN' && this.#replay) return { language, state: 'ready', url: '/speech/replay.json', engine: 'replay', note: 'zh-replay.json' };
      return { language, state: 'absent', url: null, engine: 'vosk', note: '' };
    }
    const wanted = readFileSync(join(this.#folder, `${name}.sha256`), 'utf8').trim();
    if ((await hashOf(join(this.#folder, name))) !== wanted) return { language, state: 'refused', url: null, engine: 'vosk', note: name };
    return { language, state: 'ready', url: `/models/${name}`, engine: 'vosk', note: name };
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
