/** Deterministic ids (UUID v5), so that the same row of the same client is the same case at every import. */
import { v5 } from 'uuid';

const fairline = v5('fairline.invalid', v5.DNS);

/** Parts are length-prefixed, so that ("ab","c") and ("a","bc") differ. */
export function stableId(kind: 'tenant' | 'batch' | 'case' | 'debtor' | 'account' | 'contact' | 'team', ...parts: readonly string[]): string {
  return v5([kind, ...parts].map((part) => `${part.length}:${part}`).join('|'), fairline);
}
