/** Progress for a person at a terminal; one line per step where there is none. */
const tty = process.stdout.isTTY === true;
let open = false;

export function say(text) {
  if (open) process.stdout.write('\n');
  open = false;
  process.stdout.write(`${text}\n`);
}

/** Repaints one line on a terminal; elsewhere prints only each quarter. */
let lastQuarter = -1;
export function progress(label, done, total) {
  const part = total > 0 ? done / total : 0;
  const text = `  ${label}: ${(done / 1e6).toFixed(1)}${total > 0 ? ` of ${(total / 1e6).toFixed(1)}` : ''} MB${total > 0 ? ` (${Math.floor(part * 100)} %)` : ''}`;
  if (tty) {
    process.stdout.write(`\r${text}   `);
    open = true;
  } else {
    const quarter = Math.floor(part * 4);
    if (quarter !== lastQuarter) process.stdout.write(`${text}\n`);
    lastQuarter = quarter;
  }
}
