/** i18next with both languages bundled: nothing is fetched, a switch is instant. */
import i18next from 'i18next';
import type { i18n as I18n, TFunction } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import en from './en-US.json';
import zh from './zh-CN.json';

export type Lang = 'zh-CN' | 'en-US';

/** The language of the last run, else of the system. Kept outside the desk's data because sign-in needs it first. */
function firstLanguage(): Lang {
  const kept = globalThis.localStorage?.getItem('fairline.language');
  if (kept === 'zh-CN' || kept === 'en-US') return kept;
  return globalThis.navigator?.language.startsWith('zh') ? 'zh-CN' : 'en-US';
}

export const i18n: I18n = i18next.createInstance();

export async function startI18n(): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: false,
    resources: { 'en-US': { translation: en }, 'zh-CN': { translation: zh } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = i18n.language;
}

let chosen: Lang | null = null;
/** The language picked on this page before sign-in, or null. */
export const languageChosenHere = (): Lang | null => chosen;

export async function chooseLanguage(language: Lang): Promise<void> {
  chosen = language;
  await setLanguage(language);
}

export async function setLanguage(language: Lang): Promise<void> {
  globalThis.localStorage?.setItem('fairline.language', language);
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}

export type Words = TFunction;

/** Words and the language in force. */
export function useWords(): { t: Words; lang: Lang } {
  const { t, i18n: current } = useTranslation(undefined, { i18n });
  return { t, lang: current.language === 'zh-CN' ? 'zh-CN' : 'en-US' };
}
