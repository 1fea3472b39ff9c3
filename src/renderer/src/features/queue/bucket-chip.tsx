import type { ReactElement } from 'react';
import type { Bucket } from '../../../../domain/case/case.ts';

/** Age of the debt: outlined up to M1, filled from M2 on. */
export function BucketChip({ bucket }: { bucket: Bucket }): ReactElement {
  const weight = bucket === 'C' || bucket === 'M0' ? 'm0' : bucket === 'M1' ? 'm1' : 'm2';
  return <span className={`bucket ${weight}`}>{bucket}</span>;
}
