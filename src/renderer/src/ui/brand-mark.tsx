import type { ReactElement } from 'react';

/** The F whose middle bar is the line. */
export function BrandMark(): ReactElement {
  return (
    <svg className="mark" viewBox="0 0 18 18" aria-hidden="true">
      <path d="M4.500 2.500h9M4.500 2.500v13" stroke="currentColor" strokeWidth="2.400" fill="none" strokeLinecap="square" />
      <path d="M1 9.300h16" stroke="var(--fl-line)" strokeWidth="2.800" />
    </svg>
  );
}
