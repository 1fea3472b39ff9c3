/** Light, dark, or what the system says. Written to `data-theme`, which every colour hangs on. */
import { create } from 'zustand';

export type ThemeChoice = 'light' | 'dark' | 'system';

function kept(): ThemeChoice {
  const choice = globalThis.localStorage?.getItem('fairline.theme');
  return choice === 'light' || choice === 'dark' ? choice : 'system';
}

const systemDark = (): MediaQueryList | undefined => globalThis.matchMedia?.('(prefers-color-scheme: dark)');

function isDark(choice: ThemeChoice): boolean {
  return choice === 'dark' || (choice === 'system' && systemDark()?.matches === true);
}

export const useTheme = create<{ choice: ThemeChoice; dark: boolean }>(() => ({ choice: kept(), dark: isDark(kept()) }));

export function setTheme(choice: ThemeChoice): void {
  globalThis.localStorage?.setItem('fairline.theme', choice);
  useTheme.setState({ choice, dark: isDark(choice) });
}

/** Applies the theme now and whenever it or the system's changes. */
export function startTheme(): void {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = useTheme.getState().dark ? 'dark' : 'light';
  };
  useTheme.subscribe(apply);
  systemDark()?.addEventListener('change', () => {
    setTheme(useTheme.getState().choice);
  });
  apply();
}
