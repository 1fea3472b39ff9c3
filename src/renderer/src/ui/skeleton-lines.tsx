import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';

/** Grey lines while something loads; nothing for the first 0.3 s, so that fast answers do not flicker. */
export function SkeletonLines({ lines, label }: { lines: number; label: string }): ReactElement {
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      show(true);
    }, 300);
    return () => {
      window.clearTimeout(timer);
    };
  }, []);
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {shown && Array.from({ length: lines }, (_, at) => <i key={at} style={{ width: `${String(92 - ((at * 17) % 45))}%` }} />)}
    </div>
  );
}
