import type { ReactElement } from 'react';
import { iconShapes } from './icon-shapes.tsx';
import type { IconName } from './icon-shapes.tsx';

/** A decorative icon; what it means is always also said in words beside it or in an accessible name. */
export function Icon({ name, size = 16 }: { name: IconName; size?: 12 | 14 | 16 | 18 | 20 }): ReactElement {
  const sized = size === 16 ? 'ic' : `ic s${String(size)}`;
  return (
    <svg className={sized} viewBox="0 0 16 16" aria-hidden="true">
      {iconShapes[name]}
    </svg>
  );
}
