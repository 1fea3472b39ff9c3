import type { CustomerLine, CustomerProfile } from './customer-profile.ts';

const lines = (...texts: readonly string[]): readonly CustomerLine[] =>
  texts.map((text, index) => ({ file: `${String(index + 1).padStart(2, '0')}.wav`, text }));

/** The English customers. Texts are ours, in plain words that a small recogniser hears well. */
export const customersEn: readonly CustomerProfile[] = [
  {
    id: 'en-cooperative', number: '5550101', language: 'en-US', scenario: 'Cooperative, promises to pay', voice: 'slt', outcome: 'talks', ringMs: 1500,
    lines: lines(
      'hello',
      'yes this is me, what is this about',
      'oh yes, i know that i am late with this payment',
      'i was on holiday and i forgot about the bill',
      'i can pay the full amount on friday',
      'yes, i will pay by card on friday morning',
      'thank you for calling, goodbye',
    ),
  },
  {
    id: 'en-hardship', number: '5550102', language: 'en-US', scenario: 'Lost the job, cannot pay', voice: 'awb', outcome: 'talks', ringMs: 2500,
    lines: lines(
      'hello, who is this',
      'yes, that is my account',
      'i am sorry, i lost my job in the spring',
      'i have two children and i can not pay the rent',
      'i could pay a small amount every month',
      'can you send me the plan in a letter',
      'thank you for understanding, goodbye',
    ),
  },
  {
    id: 'en-dispute', number: '5550103', language: 'en-US', scenario: 'Disputes the debt', voice: 'rms', outcome: 'talks', ringMs: 2000,
    lines: lines(
      'hello',
      'speaking, what do you want',
      'i do not owe this money, i have never had this card',
      'i dispute this debt, please send me the proof in writing',
      'i will not pay anything before i see the papers',
      'send it to my address, goodbye',
    ),
  },
  {
    id: 'en-stop-calls', number: '5550104', language: 'en-US', scenario: 'Asks for a stop to calls', voice: 'slt', outcome: 'talks', ringMs: 3000,
    lines: lines(
      'yes, hello',
      'you people called me three times this week',
      'please stop calling me at this number',
      'you can write to me, but do not call me again',
      'i told you to stop calling, goodbye',
    ),
  },
  {
    id: 'en-angry', number: '5550105', language: 'en-US', scenario: 'Angry, threatens a complaint', voice: 'awb', outcome: 'talks', ringMs: 2500,
    lines: lines(
      'who is calling me now',
      'how did you get this number',
      'this is harassment, i am at work',
      'i want to make a complaint, give me your name',
      'i am recording this call and i will report you',
      'do not ever call me at work again',
    ),
  },
  {
    id: 'en-family', number: '5550106', language: 'en-US', scenario: 'A family member answers', voice: 'slt', outcome: 'talks', ringMs: 3000,
    lines: lines(
      'hello',
      'no, he is not at home, i am his sister',
      'what is it about, does he owe somebody money',
      'he comes home at six in the evening',
      'all right, i will tell him that you called, goodbye',
    ),
  },
  { id: 'en-busy', number: '5550107', language: 'en-US', scenario: 'Busy', voice: 'slt', outcome: 'busy', ringMs: 600, lines: [] },
  { id: 'en-no-answer', number: '5550108', language: 'en-US', scenario: 'No answer', voice: 'slt', outcome: 'no-answer', ringMs: 20_000, lines: [] },
  {
    id: 'en-voicemail', number: '5550109', language: 'en-US', scenario: 'Voicemail', voice: 'rms', outcome: 'voicemail', ringMs: 4000,
    lines: [
      { file: '01.wav', text: 'hello, i can not take your call right now, please leave a message after the tone' },
      { file: '02.wav', text: '', tone: { hertz: 1000, ms: 600 } },
    ],
  },
  { id: 'en-decline', number: '5550110', language: 'en-US', scenario: 'Declines the call', voice: 'slt', outcome: 'declines', ringMs: 3000, lines: [] },
];
