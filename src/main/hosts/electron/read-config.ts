/** The Electron desk's configuration: environment variables, each refused with a sentence that says what to write. */
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { DeskConfig } from '../host.ts';

/** What is wrong with the environment, one sentence per line. Never repeats a value: one of them is a password. */
export class DeskConfigError extends Error {
  override readonly name = 'DeskConfigError';
}

export interface ElectronConfig {
  readonly desk: Omit<DeskConfig, 'version'>;
  readonly dataDir: string;
}

/** What the environment does not say. */
export interface ConfigPlaces {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Electron's own folder for this program and this person. */
  readonly userData: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const thisMachine = ['127.0.0.1', 'localhost', '[::1]'];

/** `schemes` are the safe one and the plain one; the plain one is for this machine and for practice only. */
function address(name: string, [safe, plain]: readonly [string, string], practice: boolean, what: string) {
  const missing = `${name} is not set. Give it the address of ${what}, such as ${safe}//${what.includes('centre') ? 'centre.example' : 'line.example'}.`;
  return z.string({ error: missing }).transform((text, context) => {
    const refuse = (message: string): never => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (!URL.canParse(text)) return refuse(`${name} is not an address. It starts with ${safe}//.`);
    const url = new URL(text);
    if (url.protocol !== safe && url.protocol !== plain) return refuse(`${name} must start with ${safe}//.`);
    if (url.protocol === plain && !practice && !thisMachine.includes(url.hostname))
      return refuse(`${name} must start with ${safe}//: without it, calls and cases would cross the network unprotected.`);
    if (url.username !== '' || url.password !== '') return refuse(`${name} must not hold a password.`);
    return text.replace(/\/+$/, '');
  });
}

const folder = (name: string) => z.string().refine(isAbsolute, `${name} must be a full path, from the root of a drive.`);
const word = (name: string, what: string) => z.string({ error: `${name} is not set. Give it ${what}.` });

/** @throws DeskConfigError */
export function readConfig(env: Environment, places: ConfigPlaces): ElectronConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name.startsWith('FAIRLINE_') && value !== undefined && value.trim() !== ''));
  const practice = given['FAIRLINE_PRACTICE'] === '1';
  const parsed = z
    .object({
      FAIRLINE_PRACTICE: z.enum(['0', '1'], { error: 'FAIRLINE_PRACTICE is 1 (the line is the practice line of this machine) or 0.' }).default('0'),
      FAIRLINE_CENTRAL_URL: address('FAIRLINE_CENTRAL_URL', ['https:', 'http:'], practice, 'the centre'),
      FAIRLINE_TENANT: word('FAIRLINE_TENANT', 'the name of your company at the centre'),
      FAIRLINE_LINE_SERVER: address('FAIRLINE_LINE_SERVER', ['wss:', 'ws:'], practice, 'the phone line'),
      FAIRLINE_LINE_URI: word('FAIRLINE_LINE_URI', "the desk's address on the line, such as sip:desk1@line.example").regex(
        /^sips?:[^@\s]+@[^@\s]+$/,
        'FAIRLINE_LINE_URI must look like sip:desk1@line.example.',
      ),
      FAIRLINE_LINE_USER: word('FAIRLINE_LINE_USER', 'the user name that the line knows this desk by'),
      FAIRLINE_LINE_PASSWORD: word('FAIRLINE_LINE_PASSWORD', 'the password that belongs to FAIRLINE_LINE_USER'),
      FAIRLINE_DATA: folder('FAIRLINE_DATA').default(places.userData),
      FAIRLINE_MODELS_DIR: folder('FAIRLINE_MODELS_DIR').default(usualModelsDir(env, places)),
    })
    .safeParse(given);
  if (!parsed.success) throw new DeskConfigError(parsed.error.issues.map((issue) => issue.message).join('\n'));
  const { data } = parsed;
  return {
    dataDir: data.FAIRLINE_DATA,
    desk: {
      centralUrl: data.FAIRLINE_CENTRAL_URL,
      tenant: data.FAIRLINE_TENANT,
      modelsDir: data.FAIRLINE_MODELS_DIR,
      practice,
      replayFile: null,
      line: { server: data.FAIRLINE_LINE_SERVER, uri: data.FAIRLINE_LINE_URI, user: data.FAIRLINE_LINE_USER, password: data.FAIRLINE_LINE_PASSWORD },
    },
  };
}

/** Where set-up (scripts/setup/speech-model.mjs) leaves the packed models. */
export function usualModelsDir(env: Environment, { platform, home }: ConfigPlaces): string {
  if (env['FAIRLINE_CACHE'] !== undefined) return join(env['FAIRLINE_CACHE'], 'models');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? home, 'Fairline', 'models');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'Fairline', 'models');
  return join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'fairline', 'models');
}
