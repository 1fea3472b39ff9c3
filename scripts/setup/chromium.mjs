import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installDebian } from './debian.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

const onPath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const elsewhere = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    process.env[name] === undefined ? [] : [join(process.env[name], 'Google/Chrome/Application/chrome.exe'), join(process.env[name], 'Microsoft/Edge/Application/msedge.exe')],
  ),
  linux: [],
};

/** Path of a Chromium, or null. Never throws: the caller says what works without one. */
export async function findChromium(root) {
  const named = process.env.FAIRLINE_CHROMIUM;
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  for (const folder of (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':')) {
    for (const name of onPath) {
      const path = join(folder, name);
      if (existsSync(path)) return path;
    }
  }
  for (const path of elsewhere[process.platform] ?? []) if (existsSync(path)) return path;
  const { text } = await run(process.execPath, ['-e', "import('@playwright/test').then((p) => console.log(p.chromium.executablePath()))"], { cwd: root });
  const downloaded = text.trim();
  return downloaded !== '' && existsSync(downloaded) ? downloaded : null;
}

/** Debian's package when we are root there, else the download of playwright. */
export async function installChromium(root) {
  if (await installDebian(['chromium', 'fonts-noto-cjk', 'fonts-liberation'], 'Chromium (about 100 MB, once)')) {
    const found = await findChromium(root);
    if (found !== null) return found;
  }
  say('Chromium: getting the download of playwright …');
  await run('npx', ['--no-install', 'playwright', 'install', 'chromium'], { cwd: root, show: true, timeoutMs: 300_000 });
  return findChromium(root);
}
