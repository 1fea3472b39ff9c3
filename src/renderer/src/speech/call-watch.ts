/** The watch over one live call: fed with finals and the agent's mark, read by the screens. */
import english from '../../../../resources/rules/watch.en.json' with { type: 'json' };
import chinese from '../../../../resources/rules/watch.zh.json' with { type: 'json' };
import type { Case, Language } from '../../../domain/case/case.ts';
import type { PartyMark } from '../../../domain/case/disposition.ts';
import type { Utterance } from '../../../domain/compliance/transcript.ts';
import { markParty, startWatch, watchClock, watchTurn } from '../../../domain/compliance/watch/watch-call.ts';
import { readWatchPack } from '../../../domain/compliance/watch/watch-pack.ts';
import type { WatchPack } from '../../../domain/compliance/watch/watch-pack.ts';
import type { WatchState } from '../../../domain/compliance/watch/watch-state.ts';

export type HeardWatch = Pick<WatchState, 'party' | 'said' | 'due' | 'late' | 'triggers'>;

const packs: Readonly<Record<Language, WatchPack>> = { 'en-US': readWatchPack(english), 'zh-CN': readWatchPack(chinese) };
const marks = { 'right-party': 'right', 'third-party': 'third', 'wrong-person': 'wrong' } as const;

export class CallWatch {
  #state: WatchState;

  constructor(language: Language, jurisdiction: Case['jurisdiction']) {
    const pack = packs[language];
    this.#state = startWatch(pack.lang, { pack, market: jurisdiction });
  }

  heard(utterance: Utterance): HeardWatch {
    if (utterance.final && utterance.text !== '') this.#state = watchTurn(this.#state, utterance);
    return this.#shown();
  }

  /** The agent's own mark; "not known" takes nothing back. */
  marked(party: PartyMark): HeardWatch {
    if (party !== 'unknown') this.#state = markParty(this.#state, marks[party]);
    return this.#shown();
  }

  at(nowMs: number): HeardWatch {
    this.#state = watchClock(this.#state, nowMs);
    return this.#shown();
  }

  #shown(): HeardWatch {
    const { party, said, due, late, triggers } = this.#state;
    return { party, said, due, late, triggers };
  }
}
