import type { ReactElement } from 'react';
import type { Case } from '../../../../domain/case/case.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { linesFor } from './due-lines.ts';
import { statementChips } from './statement-chips.ts';
import type { StatementState } from './statement-chips.ts';

const icons: Readonly<Record<StatementState, IconName>> = { said: 'check', now: 'arrow', due: 'clock', late: 'bell', later: 'dots', locked: 'lock' };

/** What must be said in this call, each in its place: said, to say now, late, later, locked. Nothing without the watch. */
export function StatementsRow({ one }: { one: Case }): ReactElement | null {
  const { t } = useWords();
  const watch = useCallSession((s) => s.watch);
  const party = useCallSession((s) => s.party);
  if (watch === null) return null;
  return (
    <ul className="must" aria-label={t('watch.statements')} data-testid="statements">
      {statementChips(watch, one.jurisdiction, party).map(({ code, state }) => (
        <li
          key={code}
          className={state}
          data-testid="statement"
          data-code={code}
          data-state={state}
          title={[`${code} ${t(`watch.statement.${code}.long`)}`, t(`watch.state.${state}`), linesFor(code, one, party)[0]?.words ?? ''].filter((part) => part !== '').join('\n')}
        >
          <Icon name={icons[state]} size={12} />
          {t(`watch.statement.${code}.short`)}
          <span className="unseen">{t(`watch.state.${state}`)}</span>
        </li>
      ))}
    </ul>
  );
}
