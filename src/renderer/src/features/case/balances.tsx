import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { Case } from '../../../../domain/case/case.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { BucketChip } from '../queue/bucket-chip.tsx';
import { amount } from '../words/format.ts';

/** Seconds of one look at hatched amounts. */
const peekFor = 5;

/** What is owed. In a call the amounts are hatched until the right party is verified. */
export function Balances({ one }: { one: Case }): ReactElement {
  const { t } = useWords();
  const locked = useCallSession((s) => s.phase === 'in-call' && s.caseId === one.id && s.party !== 'right-party');
  const [peek, setPeek] = useState(0);
  useEffect(() => {
    if (peek <= 0) return;
    const timer = window.setTimeout(() => {
      setPeek(peek - 1);
    }, 1_000);
    return () => {
      window.clearTimeout(timer);
    };
  }, [peek]);
  useKeyAction(
    'peek',
    () => {
      setPeek(peekFor);
    },
    locked,
  );
  const veil = locked && peek === 0;
  const value = (text: string): ReactElement =>
    veil ? (
      <span className="v" aria-hidden="true">
        {text}
      </span>
    ) : (
      <span>{text}</span>
    );
  const sum = (of: (account: Case['accounts'][number]) => number): number => one.accounts.reduce((total, account) => total + of(account), 0);
  return (
    <section className={veil ? 'block veiled' : 'block'}>
      <div className="hd">
        <h2>{t('balances.title')}</h2>
        <span>{t('balances.accounts', { count: one.accounts.length })}</span>
        <span className="grow" />
        {locked && (
          <span className="chip dash">
            <Icon name="lock" size={12} />
            {t('balances.locked')}
          </span>
        )}
        {locked && (
          <button
            type="button"
            className="btn ghost sm"
            onClick={() => {
              setPeek(peekFor);
            }}
          >
            <Icon name="eye" size={14} />
            {peek > 0 ? t('balances.peeking', { count: peek }) : t('balances.peek')} <kbd className="k">V</kbd>
          </button>
        )}
      </div>
      <table className="grid-t">
        <thead>
          <tr>
            <th>{t('balances.account')}</th>
            <th>{t('balances.bucket')}</th>
            <th className="r">{t('balances.pastDue')}</th>
            <th className="r">{t('balances.principal')}</th>
            <th className="r">{t('balances.interest')}</th>
            <th className="r">{t('balances.due')}</th>
          </tr>
        </thead>
        <tbody>
          {one.accounts.map((account) => (
            <tr key={account.id}>
              <td>
                {account.product} <span className="dim num">·{account.numberEnd}</span>
              </td>
              <td>
                <BucketChip bucket={account.bucket} />
              </td>
              <td className="r">{value(t('balances.days', { count: account.dpd }))}</td>
              <td className="r">{value(amount(account.principalMinor))}</td>
              <td className="r">{value(amount(account.interestMinor + account.feesMinor))}</td>
              <td className="r strong">{value(amount(account.dueMinor))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>
              {t('balances.total')} <span className="dim plain">{one.currency}</span>
            </td>
            <td className="r">{value(amount(sum((a) => a.principalMinor)))}</td>
            <td className="r">{value(amount(sum((a) => a.interestMinor + a.feesMinor)))}</td>
            <td className="r" data-testid="case-balance" data-veiled={veil}>
              {value(amount(one.balanceMinor))}
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
