import type { ReactElement, ReactNode } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { callSeconds } from '../call/call-facts.tsx';
import { useCallSession } from '../call/call-session.ts';
import { amount, dayOfIso, duration } from '../words/format.ts';
import type { WrapDraft } from './wrap-draft.ts';
import { carriesPromise, promiseOf } from './wrap-rules.ts';

/** What will be recorded, in full; shown where the window is tall enough. */
export function WrapReceipt({ draft, view }: { draft: WrapDraft; view: CaseView }): ReactElement {
  const { t, lang } = useWords();
  const call = useCallSession((s) => s.call);
  const flags = useCallSession((s) => s.flags);
  const recording = useCallSession((s) => s.recording);
  const first = carriesPromise(draft.disposition) ? promiseOf(draft, view.case.currency).instalments[0] : undefined;
  const kept = flags.filter((flag) => flag.status !== 'withdrawn' && flag.status !== 'partial');
  return (
    <section className="receipt">
      <div className="hd">
        <h2>{t('wrapUp.receipt')}</h2>
        <span className="grow" />
        <span>{t('wrapUp.receiptHint')}</span>
      </div>
      <table className="grid-t">
        <tbody>
          <Line icon="phone" name={t('wrapUp.receiptCall')}>
            {t(`call.result.${draft.result}`)}, {t(`call.party.${draft.party}`)}, {duration(callSeconds(call, 0))}
          </Line>
          <Line icon="cal" name={t('wrapUp.promise')}>
            {first === undefined ? t('wrapUp.receiptNone') : t('timeline.promised', { amount: amount(first.amountMinor), day: dayOfIso(first.dueOn, lang) })}
          </Line>
          <Line icon="note" name={t('wrapUp.note')}>
            {t('wrapUp.characters', { count: [...draft.note].length })}
          </Line>
          <Line icon="flag" name={t('wrapUp.receiptFlags')}>
            {t('wrapUp.receiptFlagsValue', { count: kept.length, corrected: kept.filter((one) => one.status === 'corrected').length })}
          </Line>
          <Line icon="wave" name={t('wrapUp.receiptRecording')}>
            {recording.recordingId === null ? t('wrapUp.receiptNone') : `${t(`recordingState.${recording.state}`)} ${duration(recording.seconds)}`}
          </Line>
        </tbody>
      </table>
    </section>
  );
}

function Line({ icon, name, children }: { icon: IconName; name: string; children: ReactNode }): ReactElement {
  const { t } = useWords();
  return (
    <tr>
      <td>
        <span className="row">
          <Icon name={icon} size={14} />
          {name}
        </span>
      </td>
      <td className="sec">{children}</td>
      <td className="sec">
        <span className="row">
          <Icon name="check" size={14} />
          {t('wrapUp.hereAlready')}
        </span>
      </td>
    </tr>
  );
}
