import type { Sound } from '../../src/practice/wav.ts';
import { join, normalise, resample, silenceOf, trim } from './shape-sound.ts';
import { englishPhones, speak, type Speaker } from './speak.ts';

/** One sentence of the practice agent. `phrase` is the part that a rule of the shipped pack forbids. */
interface AgentSentence {
  readonly text: string;
  readonly phrase?: string;
}

export interface AgentClip {
  readonly name: string;
  readonly speaker: Speaker;
  readonly sentences: readonly AgentSentence[];
}

/** Times in ms from the start of the file. */
export interface AgentClipTimes {
  readonly sentences: readonly {
    readonly text: string;
    readonly startMs: number;
    readonly endMs: number;
    readonly phrase?: { readonly text: string; readonly startMs: number; readonly endMs: number };
  }[];
}

export const agentClips: readonly AgentClip[] = [
  {
    name: 'en-shift',
    speaker: { language: 'en-US', voice: 'rms' },
    sentences: [
      { text: 'hello this is alex from green bank collections' },
      { text: 'i am calling about your overdue account' },
      { text: 'we will send the police to your house', phrase: 'send the police to your house' },
      { text: 'can you pay on friday' },
      { text: 'thank you goodbye' },
    ],
  },
  {
    name: 'zh-shift',
    speaker: { language: 'zh-CN', voice: 'm3' },
    sentences: [
      { text: '您好，我是绿岸银行的小林' },
      { text: '您的信用卡账单已经逾期了' },
      { text: '今天不还钱，警察上门带走', phrase: '警察上门带走' },
      { text: '您星期五可以还款吗' },
      { text: '谢谢您，再见' },
    ],
  },
];

const rate = 48_000;
const leadMs = 2500;
const pauseMs = 2500;
const tailMs = 2000;

/** The clip as a microphone would give it, with the times of what is said in it. */
export function makeAgentClip(clip: AgentClip): { readonly sound: Sound; readonly times: AgentClipTimes } {
  const parts: Sound[] = [silenceOf(rate, leadMs)];
  let atMs = leadMs;
  const sentences = clip.sentences.map((sentence, index) => {
    const { sound, cutMs, speech } = trim(speak(sentence.text, clip.speaker));
    const said = normalise(resample(sound, rate), -18);
    const [startMs, endMs] = [atMs + speech.startMs, atMs + speech.endMs];
    const last = index === clip.sentences.length - 1;
    parts.push(said, silenceOf(rate, last ? tailMs : pauseMs));
    const phraseStart = sentence.phrase === undefined ? 0 : atMs + phraseStartMs(sentence.text, sentence.phrase, clip.speaker, sound, cutMs);
    atMs += (said.samples.length / rate) * 1000 + pauseMs;
    const spoken = { text: sentence.text, startMs: Math.round(startMs), endMs: Math.round(endMs) };
    if (sentence.phrase === undefined) return spoken;
    return { ...spoken, phrase: { text: sentence.phrase, startMs: Math.round(phraseStart), endMs: Math.round(endMs) } };
  });
  return { sound: join(rate, parts), times: { sentences } };
}

/**
 * Where the phrase, which ends its sentence, begins in the trimmed sound.
 * English: by the phones that flite prints, counting those of the words before it. Chinese: after the comma's pause.
 */
function phraseStartMs(text: string, phrase: string, speaker: Speaker, sound: Sound, cutMs: number): number {
  if (!text.endsWith(phrase)) throw new Error('the phrase must end its sentence');
  const before = text.slice(0, -phrase.length).trim();
  if (speaker.language === 'zh-CN') return endOfLongestPauseMs(sound);
  const spoken = (words: string) => englishPhones(words, speaker.voice).filter(({ phone }) => phone !== 'pau');
  const lastBefore = spoken(text)[spoken(before).length - 1];
  if (lastBefore === undefined) throw new Error('nothing is said before the phrase');
  return lastBefore.endMs - cutMs;
}

function endOfLongestPauseMs(sound: Sound): number {
  const floor = 32_768 * 10 ** (-45 / 20);
  let longest = { length: 0, end: 0 };
  let length = 0;
  sound.samples.forEach((sample, at) => {
    if (Math.abs(sample) < floor) length += 1;
    else {
      if (length > longest.length) longest = { length, end: at };
      length = 0;
    }
  });
  return (longest.end / sound.rate) * 1000;
}
