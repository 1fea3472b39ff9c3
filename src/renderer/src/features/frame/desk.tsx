import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { desk } from '../../desk/desk-query.ts';
import { useWords } from '../../ui/i18n/i18n.ts';
import { callSession, useCallSession } from '../call/call-session.ts';
import { KeysDrawer } from '../keyboard/keys-drawer.tsx';
import { onMac } from '../keyboard/platform.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { useDeskKeys } from '../keyboard/use-desk-keys.ts';
import { Queue } from '../queue/queue.tsx';
import { SettingsDrawer } from '../settings/settings-drawer.tsx';
import { useApplySettings } from '../settings/use-settings.ts';
import { SyncDrawer } from '../sync/sync-drawer.tsx';
import { useSyncWatch } from '../sync/use-sync.ts';
import { openDrawer, useDesk } from './desk-store.ts';
import { Rail } from './rail.tsx';
import { Stage } from './stage.tsx';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';

/** The phone is made ready once per page, whoever signs in. */
let prepared = false;
function preparePhone(): void {
  if (prepared) return;
  prepared = true;
  callSession.prepare().catch((error: unknown) => {
    console.error('the phone is not ready', error);
    useCallSession.setState({ error: { code: 'UNKNOWN', detail: error instanceof Error ? error.message : '' } });
  });
}

/** The frame every screen of the agent lives in. */
export function Desk(): ReactElement {
  const { t } = useWords();
  useSyncWatch();
  useDeskKeys();
  useApplySettings();
  useEffect(preparePhone, []);
  useKeyAction('pane', (pane) => {
    document.querySelector<HTMLElement>(`[data-pane="${String(pane)}"]`)?.focus();
  });
  useKeyAction('help', () => {
    openDrawer('keys');
  });
  useKeyAction('escape', () => {
    useDesk.setState({ drawer: null });
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  const phase = useCallSession((s) => s.phase);
  const host = useQuery(desk.app.info.queryOptions()).data?.host;
  const frame = host === 'electron' ? (onMac ? 'app host-mac' : 'app host-windows') : 'app';
  return (
    <div className={frame} data-phase={phase}>
      <TitleBar crumb={t('app.desk')} />
      <Rail />
      <Queue />
      <Stage />
      <StatusBar />
      <SyncDrawer />
      <SettingsDrawer />
      <KeysDrawer />
    </div>
  );
}
