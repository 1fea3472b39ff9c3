import type { ReactElement } from 'react';

export type SeverityShape = 'S1' | 'S2' | 'S3' | 'S4';

/** Shape is severity: octagon, triangle, diamond, ring. Colour only repeats it. */
export function SeverityGlyph({ severity }: { severity: SeverityShape }): ReactElement {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      {shapeOf(severity)}
    </svg>
  );
}

/** Glyph, letter and (beside it) the name: never colour alone. */
export function SeverityTag({ severity }: { severity: SeverityShape }): ReactElement {
  return (
    <span className={`sev ${severity.toLowerCase()}`}>
      <SeverityGlyph severity={severity} />
      {severity}
    </span>
  );
}

function shapeOf(severity: SeverityShape): ReactElement {
  switch (severity) {
    case 'S1':
      return (
        <>
          <path className="g1" d="M5.100 1h5.800L15 5.100v5.800L10.900 15H5.100L1 10.900V5.100z" />
          <path className="g1x" d="M7.200 3.800h1.600v5H7.200zM7.200 10.400h1.600V12H7.200z" />
        </>
      );
    case 'S2':
      return (
        <>
          <path className="g2" d="M8 1.300 15.500 14.500H.5z" />
          <path className="g2x" d="M7.300 5.800h1.400v4.200H7.300zM7.300 11.200h1.400v1.400H7.300z" />
        </>
      );
    case 'S3':
      return <path className="g3" d="M8 .8 15.200 8 8 15.200.8 8z" />;
    case 'S4':
      return <circle className="g4" cx="8" cy="8" r="5.500" />;
    default:
      throw new Error(`unknown severity: ${String(severity satisfies never)}`);
  }
}
