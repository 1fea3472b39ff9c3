import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import type { CustomerLanguage } from '../../src/practice/customer-profile.ts';
import { readWav, type Sound } from '../../src/practice/wav.ts';

/** Who speaks: `voice` is a flite voice for English and an espeak-ng variant for Chinese. */
export interface Speaker {
  readonly language: CustomerLanguage;
  readonly voice: string;
}

type Engine = (text: string, speaker: Speaker, file: string) => void;

/** Says the text with the best voice that this machine has, as it comes from the engine (any rate, untrimmed). */
export function speak(text: string, speaker: Speaker): Sound {
  const folder = mkdtempSync(join(tmpdir(), 'fairline-voice-'));
  try {
    const file = join(folder, 'said.wav');
    engineFor(speaker.language)(text, speaker, file);
    return readWav(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The phones that flite speaks for an English text, each with its end in ms from the start of flite's sound. */
export function englishPhones(text: string, voice: string): readonly { readonly phone: string; readonly endMs: number }[] {
  const printed = execFileSync('flite', ['-voice', voice, '-psdur', '-t', text, '-o', 'none'], { encoding: 'utf8' });
  return [...printed.matchAll(/([a-z]+):([\d.]+)/g)].map(([, phone = '', end = '0']) => ({ phone, endMs: Number(end) * 1000 }));
}

const flite: Engine = (text, { voice }, file) => {
  execFileSync('flite', ['-voice', voice, '-t', text, '-o', file]);
};

const espeak: Engine = (text, { language, voice }, file) => {
  const chinese = language === 'zh-CN';
  const name = chinese ? `cmn-latn-pinyin+${voice}` : 'en-us';
  execFileSync('espeak-ng', ['-v', name, '-s', '165', '-w', file, chinese ? toPinyin(text) : text]);
};

const macSay: Engine = (text, { language }, file) => {
  execFileSync('say', ['-v', language === 'zh-CN' ? 'Tingting' : 'Samantha', '--data-format=LEI16@22050', '-o', file, text]);
};

/** System.Speech of Windows PowerShell; the text goes in by the environment so that nothing in it is code. */
const windowsSpeech: Engine = (text, { language }, file) => {
  const script = [
    'Add-Type -AssemblyName System.Speech',
    '$s = New-Object System.Speech.Synthesis.SpeechSynthesizer',
    '$c = New-Object System.Globalization.CultureInfo $env:FAIRLINE_LANGUAGE',
    "$s.SelectVoiceByHints('NotSet', 'NotSet', 0, $c)",
    'if ($s.Voice.Culture.Name -ne $env:FAIRLINE_LANGUAGE) { throw "Windows has no voice for $env:FAIRLINE_LANGUAGE" }',
    '$s.SetOutputToWaveFile($env:FAIRLINE_FILE)',
    '$s.Speak($env:FAIRLINE_TEXT)',
    '$s.Dispose()',
  ].join('; ');
  const env = { ...process.env, FAIRLINE_LANGUAGE: language, FAIRLINE_FILE: file, FAIRLINE_TEXT: text };
  execFileSync('powershell', ['-NoProfile', '-NonInteractive', '-Command', script], { env });
};

function engineFor(language: CustomerLanguage): Engine {
  if (language === 'en-US' && runs('flite', ['--version'])) return flite;
  if (process.platform === 'darwin') return macSay;
  if (process.platform === 'win32') return windowsSpeech;
  if (runs('espeak-ng', ['--version'])) return espeak;
  throw new Error(`no voice for ${language} on this machine; on Debian: apt-get install flite espeak-ng`);
}

/** espeak-ng reads pinyin with tone numbers, the neutral tone as 5. */
function toPinyin(text: string): string {
  return pinyin(text, { toneType: 'num', v: true })
    .replace(/([a-zü])0/g, '$15')
    .replace(/，/g, ', ')
    .replace(/。/g, '. ');
}

function runs(program: string, args: readonly string[]): boolean {
  try {
    // flite ends its --version with code 1: only a program that cannot be started counts as missing.
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}
