/** Recogniser-like noise. English: the confusions of speech.md E2, lost words, no marks. Chinese: characters of the same folded sound, lost characters, no marks. */
import { makePinyinTable } from './pinyin-table.ts';

const heardAs: Readonly<Record<string, string>> = {
  debt: 'dead',
  sue: 'see',
  deport: 'depart',
  seize: 'be',
  payslip: 'slip',
  "you're": 'you are',
  am: "i'm",
  "we'll": 'will',
  "you'll": 'you',
  your: 'or',
  dirty: 'thirty',
  garnish: 'tarnish',
  boss: 'does',
  warrant: 'warn it',
  lien: 'lean',
  pay: 'a',
  arrest: 'a rest',
  arrested: 'rested',
  jail: 'gel',
  lawyer: 'liar',
  court: 'caught',
  their: 'there',
  credit: 'edit',
  owe: 'oh',
  bailiff: 'bay leaf',
};

/** A function that spoils a sentence, the same way every time from the same seed. */
export function corruptor(lang: 'en' | 'zh', seed: number): (text: string) => string {
  let state = seed >>> 0;
  const chance = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  if (lang === 'en') {
    return (text) =>
      text
        .toLowerCase()
        .replace(/[^a-z0-9' ]/g, '')
        .split(' ')
        .flatMap((word) => {
          const luck = chance();
          if (luck < 0.04) return [];
          if (luck < 0.6 && heardAs[word] !== undefined) return [heardAs[word]];
          if (luck < 0.08 && word.length > 3) return [word.slice(0, -1)];
          return [word];
        })
        .join(' ');
  }
  const { syllables } = makePinyinTable();
  const bySound = new Map<number, string[]>();
  for (const char of common) {
    const sound = syllables[char.charCodeAt(0) - 0x4e00] ?? 0;
    bySound.set(sound, [...(bySound.get(sound) ?? []), char]);
  }
  return (text) =>
    [...text.replace(/[^\p{Script=Han}\p{L}\p{N}]/gu, '')]
      .map((char) => {
        const luck = chance();
        if (luck < 0.02) return '';
        if (luck > 0.12) return char;
        const same = bySound.get(syllables[char.charCodeAt(0) - 0x4e00] ?? -1) ?? [];
        return same[Math.floor(chance() * same.length)] ?? char;
      })
      .join('');
}

const common =
  '的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴阿银卡逾欠债催款还贷警察抓牢坐骗借诉律';
