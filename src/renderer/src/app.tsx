import { useQuery } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useDeskLink } from './desk/desk-client.ts';
import { desk } from './desk/desk-query.ts';
import { Desk } from './features/frame/desk.tsx';
import { SignIn } from './features/sign-in/sign-in.tsx';
import { QueryError } from './features/words/query-error.tsx';
import { antdTheme } from './ui/antd-theme.ts';
import { CrashGuard } from './ui/crash-guard.tsx';
import { ErrorNote } from './ui/error-note.tsx';
import { Icon } from './ui/icon.tsx';
import { useWords } from './ui/i18n/i18n.ts';
import { useTheme } from './ui/theme-store.ts';

/** Theme, language, and whether somebody is signed in. */
export function App(): ReactElement {
  const dark = useTheme((s) => s.dark);
  const { lang } = useWords();
  const theme = useMemo(() => antdTheme(dark), [dark]);
  return (
    <ConfigProvider theme={theme} locale={lang === 'zh-CN' ? zhCN : enUS}>
      <CrashGuard fallback={(error) => <Crashed name={error.name} />}>
        <LostNotice />
        <Entry />
      </CrashGuard>
    </ConfigProvider>
  );
}

function Entry(): ReactElement {
  const session = useQuery(desk.session.current.queryOptions({ staleTime: Infinity, retry: 20, retryDelay: 500 }));
  if (session.isPending) return <div className="app plain" aria-busy="true" />;
  if (session.isError)
    return (
      <main className="entry-error">
        <QueryError
          error={session.error}
          retry={() => {
            void session.refetch();
          }}
        />
      </main>
    );
  return session.data === null ? <SignIn /> : <Desk />;
}

function LostNotice(): ReactElement | null {
  const { t } = useWords();
  const state = useDeskLink((s) => s.state);
  if (state !== 'lost') return null;
  return (
    <div className="desk-lost" role="status">
      <Icon name="sync" size={14} />
      {t('app.deskLost')}
    </div>
  );
}

function Crashed({ name }: { name: string }): ReactElement {
  const { t } = useWords();
  return (
    <main className="entry-error">
      <ErrorNote
        what={t('crash.what')}
        why={t('crash.why')}
        next={t('crash.next')}
        code={name}
        detailsLabel={t('app.details')}
        action={
          <button
            type="button"
            className="btn"
            onClick={() => {
              window.location.reload();
            }}
          >
            {t('crash.reload')}
          </button>
        }
      />
    </main>
  );
}
