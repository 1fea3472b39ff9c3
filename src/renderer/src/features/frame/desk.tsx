import type { ReactElement } from 'react';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { Queue } from '../queue/queue.tsx';
import { useSyncWatch } from '../sync/use-sync.ts';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';
import { useDeskKeys } from '../keyboard/use-desk-keys.ts';

/** The frame every screen of the agent lives in. */
export function Desk(): ReactElement {
  const { t } = useWords();
  useSyncWatch();
  useDeskKeys();
  const phase = useCallSession((s) => s.phase);
  return (
    <div className="app" data-phase={phase}>
      <TitleBar crumb={t('app.desk')} />
      <Rail />
      <Queue />
      <main className="stage" />
      <StatusBar />
    </div>
  );
}
