import { Popover } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useDesk } from '../frame/desk-store.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { callSession, useCallSession } from './call-session.ts';
import { Keypad } from './keypad.tsx';

/** F9: held this long, or pressed again within the second time, ends the call. Milliseconds. */
const holdMs = 400;
const againMs = 2_000;

/** Mute, keys, end. Mute shows the confirmed state of the line, not the click. */
export function CallControls(): ReactElement {
  const { t } = useWords();
  const muted = useCallSession((s) => s.call.kind === 'connected' && s.call.muted);
  const connected = useCallSession((s) => s.call.kind === 'connected');
  const keypad = useDesk((s) => s.keypad);
  const showKeypad = (open: boolean): void => {
    useDesk.setState({ keypad: open });
  };
  const mute = (): void => {
    callSession.setMuted(!muted);
  };
  useKeyAction('mute', mute, connected);
  useKeyAction(
    'keypad',
    () => {
      showKeypad(!keypad);
    },
    connected,
  );
  useEffect(
    () => () => {
      useDesk.setState({ keypad: false });
    },
    [],
  );
  const armed = useHangUpKey();
  return (
    <div className="ctl">
      <button type="button" className={muted ? 'cb on' : 'cb'} aria-pressed={muted} disabled={!connected} data-testid="mute" onClick={mute}>
        <Icon name={muted ? 'micoff' : 'mic'} size={18} />
        <small>
          {muted ? t('call.unmute') : t('call.mute')}
          <span className="kk">F3</span>
        </small>
      </button>
      <Popover
        open={keypad}
        onOpenChange={showKeypad}
        trigger="click"
        placement="bottomRight"
        arrow={false}
        destroyOnHidden
        content={
          <Keypad
            onClose={() => {
              showKeypad(false);
            }}
          />
        }
      >
        <button type="button" className={keypad ? 'cb on' : 'cb'} aria-expanded={keypad} disabled={!connected} data-testid="keypad">
          <Icon name="pad" size={18} />
          <small>
            {t('call.keypad')}
            <span className="kk">F6</span>
          </small>
        </button>
      </Popover>
      <button
        type="button"
        className={armed ? 'cb hang armed' : 'cb hang'}
        data-testid="hang-up"
        onClick={() => {
          callSession.hangUp();
        }}
      >
        <Icon name="hang" size={18} />
        <small>
          {armed ? t('call.hangUpAgain') : t('call.hangUp')}
          <span className="kk">F9</span>
        </small>
      </button>
    </div>
  );
}

/** One slip of a finger must not end a call: hold, or press twice. True while the first press waits for the second. */
function useHangUpKey(): boolean {
  const [armed, setArmed] = useState(false);
  const hold = useRef(0);
  const forget = useRef(0);
  const end = (): void => {
    window.clearTimeout(hold.current);
    window.clearTimeout(forget.current);
    setArmed(false);
    callSession.hangUp();
  };
  useKeyAction('hang-up', () => {
    if (armed) {
      end();
      return;
    }
    setArmed(true);
    hold.current = window.setTimeout(end, holdMs);
    forget.current = window.setTimeout(() => {
      setArmed(false);
    }, againMs);
  });
  useEffect(() => {
    const up = (event: KeyboardEvent): void => {
      if (event.code === 'F9' || event.code === 'KeyE' || event.key === 'Meta' || event.key === 'Shift') window.clearTimeout(hold.current);
    };
    window.addEventListener('keyup', up);
    return () => {
      window.removeEventListener('keyup', up);
      window.clearTimeout(hold.current);
      window.clearTimeout(forget.current);
    };
  }, []);
  return armed;
}
