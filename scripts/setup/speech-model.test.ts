import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeZip } from '../../test/integration/desk/support/make-zip.ts';
import { tempFolder } from '../../test/integration/desk/support/temp-folder.ts';
import { SpeechModels } from '../../src/main/services/speech-models.ts';
import { download } from './download.mjs';
import { checkModels, getModel, packedName } from './speech-model.mjs';

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');
const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => ((at * 2_654_435_761) >>> 13) & 0xff));
const parts = ['am/final.mdl', 'conf/model.conf', 'conf/mfcc.conf', 'ivector/final.ie', 'graph/HCLr.fst'];
const archive = makeZip(parts.map((name) => ({ name: `small-model/${name}`, data: Buffer.concat([Buffer.from(name), noise(20_000)]), stored: true })));

/** Serves the archive with ranges, and counts what it gave; `spoil` answers in its place when it wants to. */
const served: { range: string | null; bytes: number }[] = [];
let spoil: (response: ServerResponse, range: string | null) => boolean = () => false;
const server = createServer((request, response) => {
  const range = request.headers.range ?? null;
  const one = { range, bytes: 0 };
  served.push(one);
  if (spoil(response, range)) return;
  const from = range === null ? 0 : Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
  if (from >= archive.length) {
    response.writeHead(416).end();
    return;
  }
  one.bytes = archive.length - from;
  response
    .writeHead(range === null ? 200 : 206, { 'content-length': one.bytes, ...(range === null ? {} : { 'content-range': `bytes ${from}-${archive.length - 1}/${archive.length}` }) })
    .end(archive.subarray(from));
});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.zip`;
const source = { kind: 'download', url, file: 'model.zip', bytes: archive.length, sha256: sha256(archive), folder: 'small-model' };
const model = { language: 'en-US', name: 'small-model', version: '0.1', licence: 'Apache-2.0', sources: [source] };
const manifest = { models: [model] };

let folder = '';
let said = '';
beforeEach(() => {
  folder = tempFolder();
  served.length = 0;
  spoil = () => false;
  said = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  return () => write.mockRestore();
});
const target = (): string => join(folder, 'model.zip');
const fetchIt = (over: object = {}) => download(url, target(), { label: 'model', bytes: archive.length, ...over });
const whole = (): boolean => readFileSync(target()).equals(archive);

describe('a download', () => {
  test('whole, at once', async () => {
    expect(await fetchIt()).toBe(false);
    expect(whole()).toBe(true);
    expect(readdirSync(folder)).toEqual(['model.zip']);
    expect(said).toContain('(100 %)');
  });
  test('cut in the middle: the part stays, the next try asks only for the rest', async () => {
    spoil = (response) => {
      response.writeHead(200, { 'content-length': archive.length });
      response.write(archive.subarray(0, 40_000));
      // as soon as something of it is on the disk
      const look = setInterval(() => {
        if (existsSync(`${target()}.part`) && statSync(`${target()}.part`).size > 0) {
          clearInterval(look);
          response.destroy();
        }
      }, 5);
      return true;
    };
    await expect(fetchIt()).rejects.toThrow();
    const part = statSync(`${target()}.part`).size;
    expect(part).toBeGreaterThan(0);
    expect(existsSync(target())).toBe(false);
    spoil = () => false;
    expect(await fetchIt()).toBe(true);
    expect(served.at(-1)).toEqual({ range: `bytes=${part}-`, bytes: archive.length - part });
    expect(whole()).toBe(true);
  });
  test.each([1, 50_000, archive.length - 1])('goes on behind %i bytes', async (part) => {
    writeFileSync(`${target()}.part`, archive.subarray(0, part));
    expect(await fetchIt()).toBe(true);
    expect(whole()).toBe(true);
    expect(served.map((one) => one.bytes)).toEqual([archive.length - part]);
  });
  test('a part that is whole already is not fetched again', async () => {
    writeFileSync(`${target()}.part`, archive);
    expect(await fetchIt()).toBe(true);
    expect(served).toEqual([]);
    expect(whole()).toBe(true);
  });
  test('a part that is too long is thrown away', async () => {
    writeFileSync(`${target()}.part`, Buffer.concat([archive, archive]));
    expect(await fetchIt()).toBe(false);
    expect(whole()).toBe(true);
  });
  test('a server without ranges sends all of it, and the part is not put before it', async () => {
    writeFileSync(`${target()}.part`, archive.subarray(0, 1_000));
    spoil = (response) => {
      response.writeHead(200, { 'content-length': archive.length }).end(archive);
      return true;
    };
    await fetchIt();
    expect(whole()).toBe(true);
  });
  test.each<[string, (response: ServerResponse, range: string | null) => boolean]>([
    [
      'says the part is behind the end',
      (response, range) => {
        if (range === null) return false;
        response.writeHead(416).end();
        return true;
      },
    ],
    [
      'sends another part than asked for',
      (response, range) => {
        if (range === null) return false;
        response.writeHead(206, { 'content-range': `bytes 0-${archive.length - 1}/${archive.length}`, 'content-length': archive.length }).end(archive);
        return true;
      },
    ],
  ])('a server that %s: the part goes, the next try is whole', async (_what, answer) => {
    writeFileSync(`${target()}.part`, archive.subarray(0, 1_000));
    spoil = answer;
    await expect(fetchIt()).rejects.toThrow(/answer (?:416|206)/);
    await fetchIt();
    expect(whole()).toBe(true);
  });
  test.each<[string, RegExp, (response: ServerResponse) => boolean]>([
    [
      '404',
      /answer 404/,
      (response) => {
        response.writeHead(404).end('no');
        return true;
      },
    ],
    [
      'a short file',
      /ended early/,
      (response) => {
        response.writeHead(200).end(archive.subarray(0, 500));
        return true;
      },
    ],
    [
      'an endless one',
      /longer than it should be/,
      (response) => {
        response.writeHead(200);
        const pour = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
          if (!response.destroyed) response.once('drain', pour);
        };
        pour();
        return true;
      },
    ],
  ])('%s is no file', async (_what, why, answer) => {
    spoil = answer;
    await expect(fetchIt()).rejects.toThrow(why);
    expect(existsSync(target())).toBe(false);
    if (existsSync(`${target()}.part`)) expect(statSync(`${target()}.part`).size).toBeLessThanOrEqual(archive.length);
  });
  test('a server that says nothing, or stops in the middle, is given up', async () => {
    spoil = () => true;
    await expect(fetchIt({ connectMs: 100 })).rejects.toThrow('no answer');
    spoil = (response) => {
      response.writeHead(200);
      response.write(archive.subarray(0, 100));
      return true;
    };
    await expect(fetchIt({ stallMs: 100 })).rejects.toThrow('stood still');
  });
});

describe('a speech model', () => {
  const get = (given: string | null = null, from = model) => getModel(folder, from, given) as Promise<string | null>;

  test('is fetched, checked, packed, found again, and offered by the desk', async () => {
    const file = await get();
    expect(file).toBe(join(folder, packedName(model, source)));
    expect(execFileSync('tar', ['-tf', file ?? ''], { encoding: 'utf8' })).toContain('small-model-0.1/am/final.mdl');
    expect(checkModels(folder, manifest)).toEqual({ 'en-US': file });
    expect((await new SpeechModels(folder, null).list()).map((one) => one.state)).toEqual(['ready', 'absent']);
    served.length = 0;
    await get();
    expect(served).toEqual([]);
  });
  test.each<[string, (file: string) => void]>([
    ['cut', (file) => truncateSync(file, 30_000)],
    [
      'changed in one bit',
      (file) => {
        const bytes = readFileSync(file);
        bytes[50_000] = (bytes[50_000] ?? 0) ^ 1;
        writeFileSync(file, bytes);
      },
    ],
    ['empty', (file) => truncateSync(file, 0)],
  ])('packed and then %s is refused by the desk, thrown away and packed again', async (_what, harm) => {
    const file = (await get()) ?? '';
    harm(file);
    expect(await new SpeechModels(folder, null).list()).toMatchObject([{ language: 'en-US', state: 'refused', url: null }, { state: 'absent' }]);
    expect(checkModels(folder, manifest)).toEqual({});
    expect(said).toContain('is damaged');
    expect(existsSync(file)).toBe(false);
    expect(await get()).toBe(file);
    expect(checkModels(folder, manifest)).toEqual({ 'en-US': file });
  });
  test('packing that was cut off is not taken for a model', async () => {
    const file = join(folder, packedName(model, source));
    writeFileSync(file, 'half');
    expect(checkModels(folder, manifest)).toEqual({});
    expect((await new SpeechModels(folder, null).list())[0]?.state).toBe('absent');
    expect(await get()).toBe(file);
    expect(statSync(file).size).toBeGreaterThan(100_000);
  });
  test('of a wrong hash is never packed; why is said in one sentence', async () => {
    const wrong = Buffer.from(archive);
    wrong[500] = (wrong[500] ?? 0) ^ 1;
    spoil = (response) => {
      response.writeHead(200, { 'content-length': wrong.length }).end(wrong);
      return true;
    };
    expect(await get()).toBeNull();
    expect(served).toHaveLength(1);
    expect(said).toMatch(/Speech model en-US could not be had \(download: the file is not the one that was pinned.*\)\. Calls work without it/);
    expect(readdirSync(folder)).toEqual([]);
  });
  test('of a right hash but without what the recogniser needs is refused', async () => {
    const poor = makeZip([{ name: 'small-model/am/final.mdl', data: Buffer.from('x') }]);
    spoil = (response) => {
      response.writeHead(200).end(poor);
      return true;
    };
    expect(await get(null, { ...model, sources: [{ ...source, bytes: poor.length, sha256: sha256(poor) }] })).toBeNull();
    expect(said).toContain('the archive has no conf/model.conf');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tar') || name.endsWith('.new'))).toEqual([]);
  });
  test('of a right hash whose files cannot be unpacked leaves nothing half', async () => {
    const broken = makeZip(parts.map((name, at) => ({ name: `small-model/${name}`, data: Buffer.from('\u0007not packed'), stored: true, method: at === 4 ? 8 : 0 })));
    spoil = (response) => {
      response.writeHead(200).end(broken);
      return true;
    };
    expect(await get(null, { ...model, sources: [{ ...source, bytes: broken.length, sha256: sha256(broken) }] })).toBeNull();
    expect(said).toContain('The archive is damaged: graph/HCLr.fst cannot be unpacked');
    expect(readdirSync(folder)).toEqual(['model.zip']);
  });
  test('a part of another file is noticed and it is fetched once from the beginning', async () => {
    writeFileSync(`${target()}.part`, Buffer.alloc(10_000, 1));
    expect(await get()).not.toBeNull();
    expect(served.map((one) => one.range)).toEqual(['bytes=10000-', null]);
  });
  test('a spoilt archive of an earlier try is fetched again', async () => {
    writeFileSync(target(), archive.subarray(0, 60_000));
    expect(await get()).not.toBeNull();
    expect(said).toContain('is not the one that was pinned');
  });
  test('from the folder the person gave, without the network', async () => {
    const given = tempFolder();
    writeFileSync(join(given, 'model.zip'), archive);
    spoil = (response) => {
      response.destroy();
      return true;
    };
    expect(await get(given)).not.toBeNull();
    expect(served).toEqual([]);
    expect(readFileSync(join(given, 'model.zip')).equals(archive)).toBe(true);
  });
  test('a wrong file in that folder is not used and stays; the source is asked', async () => {
    const given = tempFolder();
    writeFileSync(join(given, 'model.zip'), 'something else');
    expect(await get(given)).not.toBeNull();
    expect(served).toHaveLength(1);
    expect(readFileSync(join(given, 'model.zip'), 'utf8')).toBe('something else');
    mkdirSync(join(folder, 'none'));
    expect(await getModel(join(folder, 'none'), model, join(folder, 'not-there'))).not.toBeNull();
  });
  test('the sources are asked in their order, each failure is named', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => {
      gone.on('listening', resolve);
    });
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => {
      gone.close(resolve);
    });
    const away = { ...source, url: `http://127.0.0.1:${port}/model.zip`, file: 'first.zip' };
    expect(await get(null, { ...model, sources: [away, source] })).toBe(join(folder, packedName(model, source)));
    spoil = (response) => {
      response.writeHead(500).end();
      return true;
    };
    folder = tempFolder();
    expect(await get(null, { ...model, sources: [away, source] })).toBeNull();
    expect(said).toMatch(/could not be had \(download: ECONNREFUSED; download: answer 500\)/);
  });
});
