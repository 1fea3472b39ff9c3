import { base } from './0010-base.ts';

export interface Migration {
  readonly number: number;
  readonly sql: string;
}

/** In order; numbers grow by tens and are never changed once shipped. */
export const migrations: readonly Migration[] = [base];
