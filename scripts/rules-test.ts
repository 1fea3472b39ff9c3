/** `npm run rules:test -- FILE.jsonl [--pack FILE] [--out FILE]`: back-test of sentences and whole calls (issue 4, section 3). Exit 1 on a file or pack that cannot be used. */
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { loadEngines } from './rules/load-engine.ts';
import { readRow } from './rules/read-rows.ts';
import { runCall, runSentence } from './rules/run-row.ts';
import { Tally } from './rules/tally.ts';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { pack: { type: 'string' }, out: { type: 'string' } } });
  const file = positionals[0];
  if (file === undefined || positionals.length > 1) throw new Error('usage: npm run rules:test -- FILE.jsonl [--pack FILE] [--out FILE]');
  const engines = loadEngines(values.pack ?? null);
  const target = values.out === undefined ? null : openSync(values.out, 'w');
  const tally = new Tally();
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const text = `${waiting.join('\n')}\n`;
    if (target === null) process.stdout.write(text);
    else writeSync(target, text);
    waiting = [];
  };
  let number = 0;
  let bad = 0;
  let rows = 0;
  const started = performance.now();
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    const given = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (given.trim() === '') continue;
    const row = readRow(given);
    if (typeof row === 'string') {
      bad += 1;
      console.error(`${file}:${number}: ${row}`);
      continue;
    }
    rows += 1;
    if (row.kind === 'call') for (const out of runCall(engines[row.lang], row)) waiting.push(JSON.stringify(out));
    else {
      const out = runSentence(engines[row.lang], row);
      if (row.expected !== null) tally.add(row.expected, out);
      waiting.push(JSON.stringify(out));
    }
    if (waiting.length >= 500) flush();
  }
  flush();
  if (target !== null) closeSync(target);
  const seconds = (performance.now() - started) / 1000;
  const say = target === null ? console.error : console.log;
  if (!tally.empty) for (const line of tally.lines()) say(line);
  say(`${rows} rows, ${bad} bad lines, ${seconds.toFixed(2)} s, ${Math.round(rows / Math.max(seconds, 1e-3))} rows/s`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
