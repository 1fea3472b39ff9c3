/** Settings live at the desk; language and theme are applied here when they arrive or change. */
import { useMutation, useQuery } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Settings } from '../../../../contract/desk/desk-contract.ts';
import { deskClient } from '../../desk/desk-client.ts';
import { desk, deskQueries } from '../../desk/desk-query.ts';
import { languageChosenHere, setLanguage } from '../../ui/i18n/i18n.ts';
import { setTheme } from '../../ui/theme-store.ts';

export function useSettings(): UseQueryResult<Settings> {
  return useQuery(desk.settings.get.queryOptions({ staleTime: Infinity }));
}

async function apply(settings: Settings): Promise<void> {
  setTheme(settings.theme);
  await setLanguage(settings.language);
}

/** Once after sign-in. A language picked on the sign-in page is the agent's latest word and is kept. */
export function useApplySettings(): void {
  useEffect(() => {
    const start = async (): Promise<void> => {
      const picked = languageChosenHere();
      const settings = picked === null ? await deskClient.settings.get() : await deskClient.settings.set({ language: picked });
      deskQueries.setQueryData(desk.settings.get.queryKey(), settings);
      await apply(settings);
    };
    start().catch((error: unknown) => {
      console.warn('settings not read', error);
    });
  }, []);
}

export function useChangeSettings(): UseMutationResult<Settings, unknown, Partial<Settings>> {
  return useMutation<Settings, unknown, Partial<Settings>>({
    mutationFn: (change) => deskClient.settings.set(change),
    onSuccess: async (settings) => {
      deskQueries.setQueryData(desk.settings.get.queryKey(), settings);
      await apply(settings);
    },
  });
}
