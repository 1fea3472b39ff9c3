/** Who does what a key asks for: the screen that is on registers itself, the last one registered answers. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { KeyAction } from './key-map.ts';

type Handler = (digit: number) => void;
const handlers = new Map<KeyAction, Handler[]>();

/** Answers `action` while the component is on the screen and `enabled`. `digit` is set for the numbered actions. */
export function useKeyAction(action: KeyAction, handler: Handler, enabled = true): void {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!enabled) return;
    const call: Handler = (digit) => {
      latest.current(digit);
    };
    handlers.set(action, [...(handlers.get(action) ?? []), call]);
    return () => {
      handlers.set(
        action,
        (handlers.get(action) ?? []).filter((one) => one !== call),
      );
    };
  }, [action, enabled]);
}

/** True when somebody answered. */
export function actOn(action: KeyAction, digit = 0): boolean {
  const handler = handlers.get(action)?.at(-1);
  handler?.(digit);
  return handler !== undefined;
}
