/** What the services may ask of the outside. Everything else is the same in Electron and in the browser host. */

/** Keeps small secrets where only this person's account can read them. */
export interface SecretStore {
  /** The 32-byte key of the local database; made on first use. Throws when it cannot be kept safely. */
  databaseKey(): Buffer;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Host {
  readonly kind: 'electron' | 'browser';
  /** What this host can do; the UI hides the rest. */
  readonly capabilities: readonly string[];
  readonly dataDir: string;
  readonly secrets: SecretStore;
  readonly log: Log;
  /** Epoch ms; a test may give its own. */
  now(): number;
}

/** Where the desk's centre and phone line are, given by whoever starts it. */
export interface DeskConfig {
  readonly version: string;
  readonly centralUrl: string;
  readonly tenant: string;
  readonly line: { readonly server: string; readonly uri: string; readonly user: string; readonly password: string };
  /** Folder with packed speech models, checked before they are offered. */
  readonly modelsDir: string;
  readonly practice: boolean;
  /** Time-stamped hypotheses that stand in where no Chinese model can be had; null elsewhere. */
  readonly replayFile: string | null;
  /** How long one request to the centre may take, ms; 20 s unless given. */
  readonly timeLimitMs?: number;
}
