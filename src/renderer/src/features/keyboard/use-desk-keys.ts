/** One listener for the whole desk: turns key presses into actions and hands them to the screen that answers. */
import { useEffect } from 'react';
import { useCallSession } from '../call/call-session.ts';
import { actOn } from './key-actions.ts';
import { keyAsk } from './key-map.ts';
import type { KeyAction } from './key-map.ts';
import { onMac } from './platform.ts';

/** The new primary key is ignored this long after the call changed state, so that a key meant for the old state does nothing. */
const settleMs = 400;
const primary: readonly KeyAction[] = ['go-on', 'dial', 'queue-open'];

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type);
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, [role="radio"], [role="switch"], [role="checkbox"], summary') !== null;
}

export function useDeskKeys(): void {
  useEffect(() => {
    let changedAt = 0;
    const stopWatching = useCallSession.subscribe((now, before) => {
      if (now.phase !== before.phase || now.call.kind !== before.call.kind) changedAt = performance.now();
    });
    const onKey = (event: KeyboardEvent): void => {
      const ask = keyAsk(event, { mac: onMac, typing: isTyping(event.target), onControl: isControl(event.target) });
      if (ask === null) return;
      if (event.repeat && ask.action !== 'queue-next' && ask.action !== 'queue-previous') {
        event.preventDefault();
        return;
      }
      if (primary.includes(ask.action) && performance.now() - changedAt < settleMs) {
        event.preventDefault();
        return;
      }
      if (actOn(ask.action, ask.digit) || ask.action === 'nothing') event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      stopWatching();
    };
  }, []);
}
