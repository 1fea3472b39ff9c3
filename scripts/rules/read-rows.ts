/** Reads the lines of a back-test file. A bad line is reported with its number; the others go on. */

export interface SentenceRow {
  readonly kind: 'sentence';
  readonly id: string;
  readonly lang: 'zh' | 'en';
  readonly speaker: 'agent' | 'customer';
  readonly text: string;
  readonly party: 'debtor' | 'third_party' | 'unknown';
  readonly previous: string;
  /** Categories a person gave it, or null where the row is not labelled. */
  readonly expected: readonly string[] | null;
}
export interface CallTurn {
  readonly speaker: 'agent' | 'customer';
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}
export interface CallRow {
  readonly kind: 'call';
  readonly id: string;
  readonly lang: 'zh' | 'en';
  readonly turns: readonly CallTurn[];
}
export type Row = SentenceRow | CallRow;

/** A row, or the reason why the line is none. */
export function readRow(line: string): Row | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (!isRecord(value)) return 'a line must be an object';
  const { id, lang } = value;
  if (typeof id !== 'string' && typeof id !== 'number') return '"id" is missing';
  if (lang !== 'zh' && lang !== 'en') return `"lang" must be "zh" or "en", not ${JSON.stringify(lang) ?? 'missing'}`;
  if (value['turns'] !== undefined) return readCall(String(id), lang, value['turns']);
  if (typeof value['text'] !== 'string') return '"text" must be a string';
  const speaker = value['speaker'] ?? 'agent';
  if (speaker !== 'agent' && speaker !== 'customer') return `"speaker" must be "agent" or "customer", not ${JSON.stringify(speaker)}`;
  const context = isRecord(value['context']) ? value['context'] : {};
  const party = context['party'] ?? value['party'] ?? 'unknown';
  const previous = context['previous'] ?? '';
  return {
    kind: 'sentence',
    id: String(id),
    lang,
    speaker,
    text: value['text'],
    party: party === 'debtor' || party === 'third_party' ? party : 'unknown',
    previous: typeof previous === 'string' ? previous : '',
    expected: expectedOf(value),
  };
}

function readCall(id: string, lang: 'zh' | 'en', given: unknown): CallRow | string {
  if (!Array.isArray(given)) return '"turns" must be a list';
  const turns: CallTurn[] = [];
  for (const [at, turn] of given.entries()) {
    if (!isRecord(turn)) return `turn ${at} must be an object`;
    const { speaker, text } = turn;
    if (speaker !== 'agent' && speaker !== 'customer') return `turn ${at}: "speaker" must be "agent" or "customer"`;
    if (typeof text !== 'string') return `turn ${at}: "text" must be a string`;
    const time = (name: string): number => {
      const found = turn[name];
      return typeof found === 'number' && Number.isFinite(found) ? found : 0;
    };
    turns.push({ speaker, text, startMs: time('start_ms'), endMs: time('end_ms') });
  }
  return { kind: 'call', id, lang, turns };
}

/** `category` (a name, a list, or null and "none" for innocent) or `labels`, shortened to V01 … C10. */
function expectedOf(value: Readonly<Record<string, unknown>>): readonly string[] | null {
  const given = value['category'] !== undefined ? value['category'] : (value['categories'] ?? value['labels']);
  if (given === undefined) return null;
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  return list.flatMap((one) => (typeof one === 'string' && /^[VC]\d\d/.test(one) ? [one.slice(0, 3)] : []));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
