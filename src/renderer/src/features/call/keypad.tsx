import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useWords } from '../../ui/i18n/i18n.ts';
import { callSession } from './call-session.ts';

const keys: readonly (readonly [key: string, letters: string])[] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
];

/** Tones into the running call, by click or by typing. */
export function Keypad({ onClose }: { onClose: () => void }): ReactElement {
  const { t } = useWords();
  const [sent, setSent] = useState('');
  const send = (digit: string): void => {
    callSession.sendDigit(digit);
    setSent((before) => (before + digit).slice(-18));
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === 'Escape') {
        event.stopPropagation();
        onClose();
        return;
      }
      if (!/^[0-9*#]$/.test(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      send(event.key);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, [onClose]);
  const spoken = (key: string): string | undefined => (key === '*' ? t('keypad.star') : key === '#' ? t('keypad.hash') : undefined);
  return (
    <div className="keypad" role="group" aria-label={t('keypad.title')}>
      <div className="field" role="status">
        <span className="num grow ell">{sent === '' ? '' : t('keypad.sent', { digits: sent })}</span>
      </div>
      <div className="padk">
        {keys.map(([key, letters]) => (
          <button
            key={key}
            type="button"
            aria-label={spoken(key)}
            data-testid={`key-${key}`}
            onClick={() => {
              send(key);
            }}
          >
            {key}
            <small>{letters}</small>
          </button>
        ))}
      </div>
      <p className="sec small">{t('keypad.hint')}</p>
    </div>
  );
}
