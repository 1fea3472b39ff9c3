import type { ReactElement, ReactNode } from 'react';

/** An error where the thing would be: what happened, why, what next, the action as a button, the code under details. */
export function ErrorNote({
  what,
  why,
  next,
  code,
  detailsLabel,
  action,
  compact = false,
}: {
  what: string;
  why: string;
  next: string;
  code: string;
  detailsLabel: string;
  action?: ReactNode;
  compact?: boolean;
}): ReactElement {
  return (
    <div className={compact ? 'error-note compact' : 'error-note'} role="alert">
      <p>
        <b>{what}</b> {why}
      </p>
      <p>{next}</p>
      <div className="row">
        {action}
        <details>
          <summary>{detailsLabel}</summary>
          <code>{code}</code>
        </details>
      </div>
    </div>
  );
}
