import { describe, expect, test } from 'vitest';
import { DeskConfigError, readConfig, usualModelsDir } from './read-config.ts';

const places = { platform: 'linux', home: '/people/agent', userData: '/people/agent/.config/Fairline' } as const;
const whole = {
  FAIRLINE_CENTRAL_URL: 'https://centre.example/',
  FAIRLINE_TENANT: 'acme',
  FAIRLINE_LINE_SERVER: 'wss://line.example:7443/ws',
  FAIRLINE_LINE_URI: 'sip:desk1@line.example',
  FAIRLINE_LINE_USER: 'desk1',
  FAIRLINE_LINE_PASSWORD: 'open sesame',
};
const sentences = (env: Record<string, string>): string => {
  try {
    readConfig(env, places);
    return '';
  } catch (error) {
    if (error instanceof DeskConfigError) return error.message;
    throw error;
  }
};

describe('the environment', () => {
  test('is read, with folders of this person where it says nothing', () => {
    expect(readConfig(whole, places)).toEqual({
      dataDir: places.userData,
      desk: {
        centralUrl: 'https://centre.example',
        tenant: 'acme',
        practice: false,
        replayFile: null,
        modelsDir: '/people/agent/.cache/fairline/models',
        line: { server: 'wss://line.example:7443/ws', uri: 'sip:desk1@line.example', user: 'desk1', password: 'open sesame' },
      },
    });
  });
  test('an empty variable counts as not set, a given folder is taken', () => {
    const { dataDir, desk } = readConfig({ ...whole, FAIRLINE_DATA: '/srv/desk', FAIRLINE_MODELS_DIR: ' ', FAIRLINE_PRACTICE: '' }, places);
    expect([dataDir, desk.modelsDir, desk.practice]).toEqual(['/srv/desk', '/people/agent/.cache/fairline/models', false]);
  });
  test('names every variable that is missing, in one message', () => {
    const lines = sentences({}).split('\n');
    expect(lines).toHaveLength(6);
    for (const name of Object.keys(whole)) expect(lines.some((line) => line.startsWith(`${name} is not set`))).toBe(true);
  });
  test.each([
    ['FAIRLINE_CENTRAL_URL', 'centre.example', 'not an address'],
    ['FAIRLINE_CENTRAL_URL', 'ftp://centre.example', 'must start with https://'],
    ['FAIRLINE_CENTRAL_URL', 'http://centre.example', 'unprotected'],
    ['FAIRLINE_CENTRAL_URL', 'https://me:secret@centre.example', 'must not hold a password'],
    ['FAIRLINE_LINE_SERVER', 'ws://line.example', 'unprotected'],
    ['FAIRLINE_LINE_SERVER', 'https://line.example', 'must start with wss://'],
    ['FAIRLINE_LINE_URI', 'desk1', 'must look like'],
    ['FAIRLINE_DATA', 'data', 'full path'],
    ['FAIRLINE_PRACTICE', 'yes', 'is 1'],
  ])('%s=%s is refused: %s', (name, value, words) => {
    const message = sentences({ ...whole, [name]: value });
    expect(message.startsWith(name)).toBe(true);
    expect(message).toContain(words);
    expect(message).not.toContain('secret');
  });
  test('plain addresses are for this machine and for practice', () => {
    expect(readConfig({ ...whole, FAIRLINE_CENTRAL_URL: 'http://127.0.0.1:7600', FAIRLINE_LINE_SERVER: 'ws://localhost:5080' }, places).desk.centralUrl).toBe('http://127.0.0.1:7600');
    expect(readConfig({ ...whole, FAIRLINE_LINE_SERVER: 'ws://10.0.0.4:5080', FAIRLINE_PRACTICE: '1' }, places).desk.practice).toBe(true);
  });
});

test.each([
  ['win32', { LOCALAPPDATA: '/local' }, '/local/Fairline/models'],
  ['darwin', {}, '/people/agent/Library/Caches/Fairline/models'],
  ['linux', { XDG_CACHE_HOME: '/cache' }, '/cache/fairline/models'],
  ['linux', { FAIRLINE_CACHE: '/given' }, '/given/models'],
] as const)('models on %s with %o', (platform, env, wanted) => expect(usualModelsDir(env, { ...places, platform }).replaceAll('\\', '/')).toBe(wanted));
