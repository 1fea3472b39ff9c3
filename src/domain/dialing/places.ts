/** Facts about where and what a number is, as far as the guard must know. */

/** States and cities whose own rules are known (dial-law.ts), by how a client's file may write the region. Unknown regions have none. */
const overlays: readonly (readonly [place: string, pattern: RegExp])[] = [
  ['US-WA', /^(?:wa|washington|washington state)$/],
  ['US-MA', /^(?:ma|massachusetts)$/],
  ['US-NYC', /^(?:nyc|new york city|new york, ?(?:ny|new york)|manhattan|brooklyn|queens|(?:the )?bronx|staten island)$/],
];

export function placesOf(jurisdiction: 'CN' | 'US' | 'UK', region: string): readonly string[] {
  if (jurisdiction !== 'US') return [];
  const name = region.trim().toLowerCase();
  return overlays.filter(([, pattern]) => pattern.test(name)).map(([place]) => place);
}

/** Numbers of the practice line (555 0100–0199 without an area code, and a Chinese prefix that no operator has): they belong to no person. */
export function isPracticeNumber(phone: string): boolean {
  return /^(?:55501\d\d|126000001\d\d)$/.test(phone);
}
