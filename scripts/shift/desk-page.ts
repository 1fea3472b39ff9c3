/** The desk as a person works it, by what is on the screen: for the practice shift and the end-to-end tests. */
import type { Locator, Page } from '@playwright/test';

export interface SeenUtterance {
  readonly speaker: string;
  readonly text: string;
  readonly final: boolean;
}
export interface SeenFlag {
  readonly rule: string;
  readonly version: string;
  readonly severity: string;
  readonly status: string;
  readonly words: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly markAtMs: number;
  readonly paintedAtMs: number | null;
}
export interface WrapUpWords {
  readonly party: 'right' | 'third' | 'wrong' | null;
  readonly code: string;
  readonly promise: { readonly amount: string; readonly date: string } | null;
  readonly note: string;
  readonly nextAction: string | null;
}

export class DeskPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  by(id: string): Locator {
    return this.page.getByTestId(id);
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.by('sign-in-username').or(this.by('sync-pill')).first().waitFor();
  }

  async signIn(username: string, password = `${username}-practice`): Promise<void> {
    await this.by('sign-in-username').fill(username);
    await this.by('sign-in-password').fill(password);
    await this.by('sign-in-submit').click();
    await this.by('sync-pill').waitFor();
  }

  async passChecks(): Promise<void> {
    if (await this.by('checks-start').isVisible()) await this.by('checks-start').click();
  }

  /** Finds cases by what is typed into the search field; resolves when the list has settled. */
  async search(text: string): Promise<Locator> {
    const before = await this.rowKeys();
    await this.by('queue-search').fill(text);
    await this.page
      .waitForFunction((was) => [...document.querySelectorAll('[data-testid=queue-row]')].map((row) => row.getAttribute('data-case-id')).join() !== was, before, { timeout: 3_000 })
      .catch(() => undefined);
    return this.by('queue-row');
  }

  private rowKeys(): Promise<string> {
    return this.page.evaluate(() => [...document.querySelectorAll('[data-testid=queue-row]')].map((row) => row.getAttribute('data-case-id')).join());
  }

  async openCase(search: string): Promise<string> {
    const rows = await this.search(search);
    const row = rows.first();
    const id = (await row.getAttribute('data-case-id')) ?? '';
    await row.click();
    await this.by('case-name').waitFor();
    return id;
  }

  async dial(): Promise<void> {
    await this.by('dial-button').first().click();
  }

  callState(): Promise<string | null> {
    return this.attribute('call-state', 'data-state');
  }

  /** Resolves with the state once it is one of these. */
  async untilCall(states: readonly string[], timeoutMs: number): Promise<string> {
    await this.page.waitForFunction((wanted) => wanted.includes(document.querySelector('[data-testid=call-state]')?.getAttribute('data-state') ?? ''), [...states], {
      timeout: timeoutMs,
      polling: 50,
    });
    return (await this.callState()) ?? '';
  }

  async attribute(id: string, name: string): Promise<string | null> {
    const found = this.by(id).first();
    return (await found.count()) === 0 ? null : found.getAttribute(name);
  }

  utterances(): Promise<SeenUtterance[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('[data-testid=utterance]')].map((line) => ({
        speaker: line.getAttribute('data-speaker') ?? '',
        final: line.getAttribute('data-final') === 'true',
        text: line.querySelector('.said-text')?.textContent ?? '',
      })),
    );
  }

  flags(): Promise<SeenFlag[]> {
    return this.page.evaluate(() => {
      const number = (element: Element, name: string): number => Number(element.getAttribute(name));
      return [...document.querySelectorAll('[data-testid=flag]')].map((mark) => ({
        rule: mark.getAttribute('data-rule') ?? '',
        version: mark.getAttribute('data-version') ?? '',
        severity: mark.getAttribute('data-severity') ?? '',
        status: mark.getAttribute('data-status') ?? '',
        words: mark.getAttribute('data-words') ?? '',
        startMs: number(mark, 'data-start-ms'),
        endMs: number(mark, 'data-end-ms'),
        markAtMs: number(mark, 'data-mark-at'),
        paintedAtMs: (mark.getAttribute('data-painted-at') ?? '') === '' ? null : number(mark, 'data-painted-at'),
      }));
    });
  }

  async hangUp(): Promise<void> {
    await this.by('hang-up').first().click();
  }

  async wrapUp(words: WrapUpWords): Promise<void> {
    if (words.party !== null) await this.by(`party-${words.party}`).first().click();
    await this.page.locator(`[data-testid=disposition][data-code="${words.code}"]`).click();
    if (words.promise !== null) {
      await this.by('promise-amount').fill(words.promise.amount);
      await this.by('promise-date').fill(words.promise.date);
      await this.by('promise-read-back').check();
    }
    if (words.nextAction !== null) await this.by('next-action').fill(words.nextAction);
    await this.by('note').fill(words.note);
    await this.by('save-next').click();
    await this.by('save-next').waitFor({ state: 'detached', timeout: 15_000 });
  }

  async untilLink(link: string, waiting: number | null, timeoutMs: number): Promise<void> {
    await this.page.waitForFunction(
      ([wantedLink, wantedWaiting]) => {
        const pill = document.querySelector('[data-testid=sync-pill]');
        return pill?.getAttribute('data-link') === wantedLink && (wantedWaiting === null || pill.getAttribute('data-waiting') === String(wantedWaiting));
      },
      [link, waiting] as const,
      { timeout: timeoutMs, polling: 100 },
    );
  }

  async waiting(): Promise<number> {
    return Number(await this.attribute('sync-pill', 'data-waiting'));
  }
}
