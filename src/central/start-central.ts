/** Starts the centre on this machine and says where it is. */
import pino from 'pino';
import type { Logger } from 'pino';
import { buildServer } from './http/build-server.ts';
import { openCentre } from './services/centre.ts';
import type { Centre } from './services/centre.ts';

export interface CentralOptions {
  readonly dataDir: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** PostgreSQL address; else env FAIRLINE_DATABASE_URL; else PGlite in the data folder. */
  readonly databaseUrl?: string | undefined;
  readonly host?: string;
  readonly log?: Logger;
  readonly now?: () => Date;
}
export interface RunningCentral {
  /** Without a slash at the end; the contract is under `${url}/api`. */
  readonly url: string;
  /** The same centre without HTTP, for commands and tests in this process. */
  readonly services: Centre;
  /** Lets running requests end (5 s at most), then closes the database. */
  stop(): Promise<void>;
}

const stopLimitMs = 5000;

/** @throws Error in words for a person: port taken, folder in use, database from the future. */
export async function startCentral(options: CentralOptions): Promise<RunningCentral> {
  const log = options.log ?? pino({ name: 'central', level: process.env['FAIRLINE_LOG'] ?? 'warn' });
  const services = await openCentre({
    dataDir: options.dataDir,
    databaseUrl: options.databaseUrl ?? process.env['FAIRLINE_DATABASE_URL'],
    log,
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  try {
    const server = await buildServer(services);
    const url = await server.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
    log.info({ url }, 'centre listening');
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      const limit = setTimeout(() => server.server.closeAllConnections(), stopLimitMs);
      await server.close();
      clearTimeout(limit);
      await services.close();
    };
    return { url, services, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await services.close();
    throw portError(error, options.port);
  }
}

function portError(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new Error(`Port ${port} is taken by another program. Stop it, or start the centre with --port and another number.`, { cause: error });
  if (code === 'EACCES') return new Error(`Port ${port} may not be used by this account. Choose one above 1023.`, { cause: error });
  return error;
}
