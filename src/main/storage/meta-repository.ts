import type { DeskDatabase } from './open-database.ts';

/** Small named values: cursor, clock, settings, the remembered user. */
export class MetaRepository {
  readonly #read;
  readonly #write;
  readonly #remove;
  constructor(database: DeskDatabase) {
    this.#read = database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?');
    this.#write = database.prepare<[string, string]>('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value');
    this.#remove = database.prepare<[string]>('DELETE FROM meta WHERE name = ?');
  }
  get(name: string): string | null {
    return this.#read.get(name)?.value ?? null;
  }
  set(name: string, value: string): void {
    this.#write.run(name, value);
  }
  remove(name: string): void {
    this.#remove.run(name);
  }
}
