import type { ReactElement } from 'react';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { errorWords } from './error-words.ts';

/** An error of the desk client in words, with a button that tries again. */
export function QueryError({ error, retry, compact = false }: { error: unknown; retry?: () => void; compact?: boolean }): ReactElement {
  const { t } = useWords();
  return (
    <ErrorNote
      {...errorWords(error, t)}
      detailsLabel={t('app.details')}
      compact={compact}
      action={
        retry === undefined ? undefined : (
          <button type="button" className="btn sm" onClick={retry}>
            {t('app.retry')}
          </button>
        )
      }
    />
  );
}
