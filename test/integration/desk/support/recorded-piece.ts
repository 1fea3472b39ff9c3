/** The same bytes for the same number: 1 to 20 kB. */
export function recordedPiece(sequence: number): Buffer {
  const piece = Buffer.alloc(1_000 + ((sequence * 7_919) % 19_000));
  for (let at = 0; at < piece.length; at += 4) piece.writeUInt32BE((sequence * 2_654_435_761 + at) >>> 0, Math.min(at, piece.length - 4));
  return piece;
}
