import type { ReactElement } from 'react';
import { chooseLanguage, useWords } from '../../ui/i18n/i18n.ts';

/** Both languages under their own names, so that either reader finds theirs. */
export function LanguageSwitch(): ReactElement {
  const { t, lang } = useWords();
  return (
    <select
      className="pill btn-like"
      aria-label={t('signIn.language')}
      value={lang}
      data-testid="sign-in-language"
      onChange={(event) => {
        void chooseLanguage(event.target.value === 'zh-CN' ? 'zh-CN' : 'en-US');
      }}
    >
      <option value="zh-CN">中文</option>
      <option value="en-US">English</option>
    </select>
  );
}
