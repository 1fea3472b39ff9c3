/** What a practice shift found out; written by `npm start -- --report FILE`. The fields are explained in docs/report-schema.md. */
export interface StepReport {
  readonly name: string;
  readonly ok: boolean;
  readonly started: string;
  readonly took_ms: number;
  readonly detail: string;
}
export interface ShiftReport {
  readonly schema: 1;
  readonly startedAt: string;
  readonly language: 'en-US' | 'zh-CN';
  readonly customer: string;
  ok: boolean;
  readonly steps: StepReport[];
  transcript: readonly { readonly speaker: string; readonly text: string; readonly start_ms: number; readonly end_ms: number }[];
  /** Times are ms since the answer; delay_ms is from the end of the phrase to the mark on the screen (negative: marked before the phrase was over). */
  flags: readonly {
    readonly rule: string;
    readonly version: string;
    readonly severity: string;
    readonly words: string;
    readonly start_ms: number;
    readonly end_ms: number;
    readonly marked_ms: number;
    readonly delay_ms: number;
    readonly status: string;
  }[];
  recording: { readonly id: string; readonly duration_ms: number; readonly channels: number; readonly bytes: number; readonly sha256_desk: string; readonly sha256_centre: string } | null;
  receipts: { readonly count: number; readonly ids_ok: boolean };
  counts: { readonly before_offline: Counts; readonly offline: Counts; readonly after: Counts } | null;
}
/** Activities: at the desk, waiting there, and arrived at the centre (null while it is away). */
export interface Counts {
  readonly desk: number;
  readonly waiting: number;
  readonly centre: number | null;
}

export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

/** Runs the steps one after the other, says each with its time, and stops at the first that does not hold. */
export class ShiftLog {
  readonly report: ShiftReport;
  readonly #say: (text: string) => void;
  constructor(language: ShiftReport['language'], customer: string, say: (text: string) => void) {
    this.#say = say;
    this.report = {
      schema: 1,
      startedAt: new Date().toISOString(),
      language,
      customer,
      ok: false,
      steps: [],
      transcript: [],
      flags: [],
      recording: null,
      receipts: { count: 0, ids_ok: false },
      counts: null,
    };
  }

  async step(name: string, work: () => Promise<string>): Promise<void> {
    const started = new Date();
    const begin = performance.now();
    const note = (ok: boolean, detail: string): void => {
      const took = Math.round(performance.now() - begin);
      this.report.steps.push({ name, ok, started: started.toISOString(), took_ms: took, detail });
      this.#say(`  ${ok ? 'ok ' : 'NOT'}  ${name.padEnd(24)} ${String(took).padStart(6)} ms  ${detail}`);
    };
    try {
      note(true, await work());
    } catch (error) {
      const words = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
      note(false, words);
      throw new StepFailed(`${name}: ${words}`, { cause: error });
    }
  }
}

export function must(holds: boolean, words: string): asserts holds {
  if (!holds) throw new Error(words);
}
