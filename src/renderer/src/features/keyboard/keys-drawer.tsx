import type { ReactElement } from 'react';
import { SidePanel } from '../../ui/side-panel.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { openDrawer, useDesk } from '../frame/desk-store.ts';
import { onMac } from './platform.ts';

const rows = [
  ['go-on', 'Ctrl ↵', '⌘↩'],
  ['dial', 'F2', '⌘⇧D'],
  ['mute', 'F3', '⌘⇧M'],
  ['keypad', 'F6', '⌘⇧K'],
  ['corrected', 'F8', '⌘⇧S'],
  ['not-violation', '⇧F8', '⌘⇧X'],
  ['hang-up', 'F9', '⌘⇧E'],
  ['party', 'Alt 1 2 3', '⌥1 2 3'],
  ['log-cue', 'Alt H', '⌥H'],
  ['dismiss-cue', 'Alt X', '⌥X'],
  ['digit', '1–0', '1–0'],
  ['pane', 'Ctrl 1–4', '⌘1–4'],
  ['note', 'Ctrl I', '⌘I'],
  ['queue', 'J K ↵', 'J K ↵'],
  ['find', '/ Ctrl K', '/ ⌘K'],
  ['peek', 'V', 'V'],
  ['help', '?', '?'],
  ['escape', 'Esc', 'Esc'],
] as const;

/** Every key there is. */
export function KeysDrawer(): ReactElement {
  const { t } = useWords();
  const open = useDesk((s) => s.drawer === 'keys');
  return (
    <SidePanel
      open={open}
      title={t('keys.title')}
      closeLabel={t('app.close')}
      onClose={() => {
        openDrawer(null);
      }}
      testid="keys-drawer"
    >
      <table className="grid-t keys-table">
        <tbody>
          {rows.map(([action, windows, mac]) => (
            <tr key={action}>
              <td>{t(`keys.${action}`)}</td>
              <td className="r">
                <kbd className="k">{onMac ? mac : windows}</kbd>
                {onMac && action !== 'help' && windows.startsWith('F') && <kbd className="k">{windows}</kbd>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small sec pad">{t('keys.hint')}</p>
    </SidePanel>
  );
}
