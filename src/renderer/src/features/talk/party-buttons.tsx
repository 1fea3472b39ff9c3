import type { ReactElement } from 'react';
import type { PartyMark } from '../../../../domain/case/disposition.ts';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { altKey } from '../keyboard/platform.ts';

const choices = [
  { party: 'right-party', action: 'party-right', testid: 'party-right', key: '1' },
  { party: 'third-party', action: 'party-third', testid: 'party-third', key: '2' },
  { party: 'wrong-person', action: 'party-wrong', testid: 'party-wrong', key: '3' },
] as const;

/** Who answered: opens or keeps locked what may be said, and which results there are. What was heard is only suggested. */
export function PartyButtons({ party, suggested = null, onParty }: { party: PartyMark; suggested?: PartyMark | null; onParty: (party: PartyMark) => void }): ReactElement {
  const { t } = useWords();
  useKeyAction('party-right', () => {
    onParty('right-party');
  });
  useKeyAction('party-third', () => {
    onParty('third-party');
  });
  useKeyAction('party-wrong', () => {
    onParty('wrong-person');
  });
  return (
    <div className="parties" role="radiogroup" aria-label={t('talk.mark')}>
      {choices.map((one) => (
        <button
          key={one.party}
          type="button"
          role="radio"
          aria-checked={party === one.party}
          className={`party${one.party === 'third-party' ? ' third-choice' : ''}${suggested === one.party ? ' suggested' : ''}`}
          data-suggested={suggested === one.party}
          data-testid={one.testid}
          onClick={() => {
            onParty(one.party);
          }}
        >
          {t(`call.party.${one.party}`)} <kbd className="k">{altKey(one.key)}</kbd>
        </button>
      ))}
    </div>
  );
}
