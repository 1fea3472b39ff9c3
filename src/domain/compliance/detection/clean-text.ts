/** Brings a sentence into the one form that models and layers read. */
import { tokens } from '../normalise.ts';

/** Longest stretch of one sentence that is looked at, in characters; what is beyond is cut. */
export const longestSentence = 1200;

/** What is longer is no word. */
const longestWord = 28;
const digits = '零一二三四五六七八九';
const traditional =
  '們個來這說還會給對時間錢賬貸債務聯繫電話號碼單員處繼續執報關門開爾從過經長東車馬樂無與為點樣學習實話讓請謝誰嗎麼沒頭臉壞殺幾萬億貨現將動幫發辦應該條約種類國際體親戚戶見覺聽讀寫買賣費銀錄證據訴訟達結歸檔隱護隨辭職罵騷擾誠獄進監獎罰驚嚇氣歲歡廠鄰藝術術師離異夠雙對錯誤離婚兒媽爺奶問題題響應確認檢查網絡絡軟陰陽陣';
const simplified =
  '们个来这说还会给对时间钱账贷债务联系电话号码单员处继续执报关门开尔从过经长东车马乐无与为点样学习实话让请谢谁吗么没头脸坏杀几万亿货现将动帮发办应该条约种类国际体亲戚户见觉听读写买卖费银录证据诉讼达结归档隐护随辞职骂骚扰诚狱进监奖罚惊吓气岁欢厂邻艺术术师离异够双对错误离婚儿妈爷奶问题题响应确认检查网络络软阴阳阵';
const fold = new Map<string, string>([...traditional].map((from, at) => [from, [...simplified][at] ?? from]));
for (const [from, to] of Object.entries({ 您: '你', 妳: '你', 恁: '你', 侬: '你', 俺: '我', 咱: '我', 她: '他', 它: '他', 嘅: '的', 唔: '不', 冇: '没', 啲: '点', 咗: '了', 佢: '他' }))
  fold.set(from, to);
for (let at = 0; at < 10; at += 1) {
  fold.set(String(at), digits[at] ?? '');
  fold.set(String.fromCharCode(0xff10 + at), digits[at] ?? '');
}
const fillers = new Set(['嗯', '啊', '呃', '哦', '呀', '哎', '诶', '唉', '哈', '喂']);

/** Chinese: characters only, simplified, digits read out, 您 as 你, no fillers and no marks. Latin words in lower case. */
export function cleanChinese(text: string): string {
  let out = '';
  for (const char of text.slice(0, longestSentence)) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0x4e00 && code <= 0x9fff) {
      if (!fillers.has(char)) out += fold.get(char) ?? char;
    } else if ((code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19)) out += fold.get(char) ?? '';
    else if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) out += char.toLowerCase();
  }
  return out;
}

/** English: words in lower case, contractions opened, numbers as `#`, no marks and no fillers. */
export function cleanEnglish(text: string): readonly string[] {
  return tokens(text.slice(0, longestSentence), 'en-US')
    .filter((token) => token.text.length <= longestWord && /^[a-z\d']/.test(token.text))
    .map((token) => (/^\d/.test(token.text) ? '#' : token.text));
}

/** Whether there is anything to judge: words at all, and not one of them over and over. */
export function hasWords(lang: 'en' | 'zh', text: string): boolean {
  const units: readonly string[] = lang === 'en' ? cleanEnglish(text) : [...cleanChinese(text)];
  return units.length > 0 && (units.length <= 12 || new Set(units).size > 2);
}
