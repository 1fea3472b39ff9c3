import { settings as schema } from '../../contract/desk/desk-contract.ts';
import type { Settings } from '../../contract/desk/desk-contract.ts';
import type { MetaRepository } from '../storage/meta-repository.ts';

/** What this person set on this desk. */
export class SettingsService {
  readonly #meta;
  readonly #fallback: Settings;
  constructor(meta: MetaRepository, language: Settings['language']) {
    this.#meta = meta;
    this.#fallback = { language, theme: 'system', microphoneId: null, speakerId: null };
  }
  get(): Settings {
    const kept = this.#meta.get('settings');
    const parsed = kept === null ? null : schema.partial().safeParse(JSON.parse(kept));
    return { ...this.#fallback, ...(parsed?.success === true ? parsed.data : {}) };
  }
  set(change: Partial<Settings>): Settings {
    const next = schema.parse({ ...this.get(), ...change });
    this.#meta.set('settings', JSON.stringify(next));
    return next;
  }
}
