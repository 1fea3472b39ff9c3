import type { ReactElement } from 'react';
import type { PartyMark } from '../../../../domain/case/disposition.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import type { HeardWatch } from '../../speech/call-watch.ts';

/** The mark that fits what was heard; null when it is made already or nothing tells yet. */
export function suggestedMark(heard: HeardWatch['party'] | undefined, party: PartyMark): Exclude<PartyMark, 'unknown'> | null {
  const mark = heard === 'verified' ? 'right-party' : heard === 'third' ? 'third-party' : heard === 'wrong' ? 'wrong-person' : null;
  return mark === party ? null : mark;
}

/** Who it is as heard, beside the buttons: a suggestion, the agent's mark decides. The row keeps its height. */
export function HeardParty(): ReactElement | null {
  const { t } = useWords();
  const heard = useCallSession((s) => s.watch?.party);
  const party = useCallSession((s) => s.party);
  if (heard === undefined) return null;
  const marked = party !== 'unknown' && (heard === 'unknown' || suggestedMark(heard, party) === null) && !(heard === 'unverified' && party === 'right-party');
  const again = heard === 'unverified' && party !== 'unknown';
  return (
    <p className={marked ? 'heard-party settled' : 'heard-party'} role="status" data-testid="heard-party" data-heard={heard} data-suggests={suggestedMark(heard, party) ?? ''}>
      <Icon name={marked ? 'check' : 'wave'} size={12} />
      <span className="ell">{marked ? t('watch.heard.marked') : again ? t('watch.heard.again') : t(`watch.heard.${heard}`)}</span>
    </p>
  );
}
