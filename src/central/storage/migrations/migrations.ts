/** Every migration of the centre, in order. Listed by hand so that a bundle holds them. */
import type { Migration } from '../migration.ts';
import { people } from './0010-people.ts';
import { cases } from './0020-cases.ts';
import { work } from './0030-work.ts';
import { isolation } from './0040-isolation.ts';

export const migrations: readonly Migration[] = [people, cases, work, isolation];
