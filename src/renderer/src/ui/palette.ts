/** Colours that Ant Design must know as values. The same as `--fl-*` in styles/tokens.css; palette.test.ts keeps them equal. */

const light = {
  frame: '#e8edea',
  bg: '#f6f8f7',
  surface: '#ffffff',
  sunken: '#f0f4f2',
  raised: '#ffffff',
  hover: '#edf2ef',
  selected: '#e0eee8',
  scrim: 'rgb(20 32 28 / 0.38)',
  border: '#dbe2de',
  control: '#788680',
  text: '#16211d',
  text2: '#44524c',
  text3: '#5b6963',
  line: '#14896a',
  primary: '#126e52',
  primaryHover: '#0d5b43',
  onPrimary: '#ffffff',
  primaryText: '#0f674c',
  primarySoft: '#e1f1ea',
  sev2: '#c2450c',
  sev2Text: '#9c3507',
  sev3: '#8a6200',
  sev4: '#4a6690',
};

export type Palette = Record<keyof typeof light, string>;

const dark: Palette = {
  frame: '#0d1211',
  bg: '#131917',
  surface: '#181f1d',
  sunken: '#141a18',
  raised: '#222b28',
  hover: '#212927',
  selected: '#1b322a',
  scrim: 'rgb(0 0 0 / 0.55)',
  border: '#29322f',
  control: '#74827c',
  text: '#e6ecea',
  text2: '#b1bdb8',
  text3: '#8f9c97',
  line: '#35b189',
  primary: '#38b48c',
  primaryHover: '#4cc59e',
  onPrimary: '#04211a',
  primaryText: '#5cc9a4',
  primarySoft: '#15332a',
  sev2: '#e9783c',
  sev2Text: '#f7a679',
  sev3: '#d9b044',
  sev4: '#86a3cf',
};

export const palettes = { light, dark } satisfies Record<string, Palette>;
