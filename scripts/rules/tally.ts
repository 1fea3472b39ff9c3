/** Recall and false alarms by category and layer, for rows that carry a category. */
import type { SentenceOut } from './run-row.ts';

interface Count {
  rows: number;
  found: number;
  alsoSilent: number;
  right: number;
}

export class Tally {
  private readonly categories = new Map<string, Count>();
  private readonly layers = new Map<string, { right: number; wrong: number }>();
  private readonly falseBy = new Map<string, number>();
  private innocent = 0;
  private falseLive = 0;
  private falseSilent = 0;

  add(expected: readonly string[], out: SentenceOut): void {
    const live = out.categories.length > 0;
    for (const hit of out.hits) {
      if (hit.live === false) continue;
      const layer = this.layers.get(hit.layer) ?? { right: 0, wrong: 0 };
      if (expected.includes(hit.category)) layer.right += 1;
      else layer.wrong += 1;
      this.layers.set(hit.layer, layer);
    }
    if (expected.length === 0) {
      this.innocent += 1;
      if (live) this.falseLive += 1;
      if (out.hits.length > 0) this.falseSilent += 1;
      for (const category of out.categories) this.falseBy.set(category, (this.falseBy.get(category) ?? 0) + 1);
      return;
    }
    for (const category of expected) {
      const count = this.categories.get(category) ?? { rows: 0, found: 0, alsoSilent: 0, right: 0 };
      count.rows += 1;
      if (live) count.found += 1;
      if (out.hits.length > 0) count.alsoSilent += 1;
      if (out.categories.includes(category)) count.right += 1;
      this.categories.set(category, count);
    }
  }

  get empty(): boolean {
    return this.innocent === 0 && this.categories.size === 0;
  }

  lines(): readonly string[] {
    const share = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(3));
    const out = ['category  rows  recall (live)  recall (with silent)  category right  false alarms'];
    for (const category of [...new Set([...this.categories.keys(), ...this.falseBy.keys()])].toSorted()) {
      const count = this.categories.get(category) ?? { rows: 0, found: 0, alsoSilent: 0, right: 0 };
      out.push(
        `${category.padEnd(8)}${String(count.rows).padStart(6)}  ${share(count.found, count.rows).padStart(13)}  ${share(count.alsoSilent, count.rows).padStart(20)}  ${share(count.right, count.rows).padStart(14)}  ${String(this.falseBy.get(category) ?? 0).padStart(12)}`,
      );
    }
    out.push(
      `innocent rows ${this.innocent}: false alarms live ${this.falseLive} (${share(this.falseLive, this.innocent)}), with silent ${this.falseSilent} (${share(this.falseSilent, this.innocent)})`,
    );
    for (const [layer, count] of [...this.layers].toSorted()) out.push(`layer ${layer}: ${count.right} live hits in the right category, ${count.wrong} in another or on innocent rows`);
    return out;
  }
}
