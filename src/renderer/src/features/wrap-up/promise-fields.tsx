import { useId } from 'react';
import type { ReactElement } from 'react';
import { promiseHorizonDays } from '../../../../domain/case/promise-to-pay.ts';
import type { PromiseProblem } from '../../../../domain/case/promise-to-pay.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { amount, dayAndWeekday, dayOfIso, isoDay } from '../words/format.ts';
import type { WrapDraft } from './wrap-draft.ts';
import { carriesPromise, promiseOf } from './wrap-rules.ts';
import type { WrapContext } from './wrap-rules.ts';
import { changeWrap } from './wrap-store.ts';

const amountProblems: readonly PromiseProblem[] = ['no-instalment', 'amount-not-positive', 'over-balance'];
const dateProblems: readonly PromiseProblem[] = ['in-the-past', 'beyond-horizon'];

interface Props {
  draft: WrapDraft;
  context: WrapContext;
  problems: readonly PromiseProblem[];
  show: boolean;
}

/** How much, when, in how many parts, and whether it was read back. A problem stands at its field. */
export function PromiseFields({ draft, context, problems, show }: Props): ReactElement {
  const { t, lang } = useWords();
  const open = carriesPromise(draft.disposition);
  const last = isoDay(Date.parse(`${context.today}T12:00:00Z`) + promiseHorizonDays(context.bucket) * 86_400_000, 'UTC');
  const inParts = draft.disposition === 'PTP_PART';
  const parts = inParts ? draft.parts : draft.parts.slice(0, 1);
  const words = (problem: PromiseProblem | undefined): string | null =>
    problem === undefined ? null : t(`wrapUp.problem.${problem}`, { amount: amount(context.balanceMinor), bucket: context.bucket, day: dayOfIso(last, lang) });
  const find = (kinds: readonly PromiseProblem[]): string | null => (show ? words(problems.find((one) => kinds.includes(one))) : null);
  const change = (at: number, to: Partial<WrapDraft['parts'][number]>): void => {
    changeWrap({ parts: draft.parts.map((one, index) => (index === at ? { ...one, ...to } : one)) });
  };
  if (!open)
    return (
      <fieldset data-section="2">
        <legend>
          <b>2</b>
          {t('wrapUp.promise')}
          <span>{t('wrapUp.noPromise')}</span>
        </legend>
      </fieldset>
    );
  const notRead = find(['not-read-back']);
  return (
    <fieldset data-section="2">
      <legend>
        <b>2</b>
        {t('wrapUp.promise')}
        <span>
          {inParts ? t('wrapUp.sum', { count: parts.length, amount: amount(promiseOf(draft, context.currency).instalments.reduce((sum, one) => sum + one.amountMinor, 0)) }) : t('wrapUp.promiseHint')}
        </span>
      </legend>
      <div className="parts">
        {parts.map((one, at) => (
          <Part
            key={at}
            at={at}
            part={one}
            currency={context.currency}
            removable={inParts && parts.length > 1}
            first={at === 0}
            amountHint={t('wrapUp.atMost', { amount: amount(context.balanceMinor) })}
            dateHint={t('wrapUp.latest', { bucket: context.bucket, day: dayOfIso(last, lang) })}
            amountProblem={at === 0 ? find(amountProblems) : null}
            dateProblem={at === 0 ? find(dateProblems) : null}
            min={context.today}
            onChange={(to) => {
              change(at, to);
            }}
            onRemove={() => {
              changeWrap({ parts: draft.parts.filter((_, index) => index !== at) });
            }}
          />
        ))}
        {inParts && parts.length < 60 && (
          <button
            type="button"
            className="btn sm add-part"
            data-testid="promise-add"
            onClick={() => {
              changeWrap({ parts: [...draft.parts, nextPart(draft.parts)] });
            }}
          >
            <Icon name="plus" size={12} />
            {t('wrapUp.addPart')}
          </button>
        )}
      </div>
      <label className={notRead === null ? 'readback' : 'readback bad'}>
        <input
          type="checkbox"
          checked={draft.readBack}
          data-testid="promise-read-back"
          onChange={(event) => {
            changeWrap({ readBack: event.target.checked });
          }}
        />
        <b>{t('wrapUp.readBack')}</b>
        {notRead !== null && (
          <em className="field-problem" role="alert">
            {notRead}
          </em>
        )}
      </label>
    </fieldset>
  );
}

/** The same amount one month later. */
function nextPart(parts: WrapDraft['parts']): WrapDraft['parts'][number] {
  const last = parts.at(-1);
  if (last === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(last.date)) return { amount: last?.amount ?? '', date: '' };
  const day = new Date(`${last.date}T12:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + 1);
  return { amount: last.amount, date: day.toISOString().slice(0, 10) };
}

interface PartProps {
  at: number;
  part: WrapDraft['parts'][number];
  currency: string;
  removable: boolean;
  first: boolean;
  amountHint: string;
  dateHint: string;
  amountProblem: string | null;
  dateProblem: string | null;
  min: string;
  onChange: (to: Partial<WrapDraft['parts'][number]>) => void;
  onRemove: () => void;
}

function Part({ at, part, currency, removable, first, amountHint, dateHint, amountProblem, dateProblem, min, onChange, onRemove }: PartProps): ReactElement {
  const { t, lang } = useWords();
  const id = useId();
  const suffix = first ? '' : `-${String(at + 1)}`;
  return (
    <div className="ptp" role="group" aria-label={t('wrapUp.part', { count: at + 1 })}>
      <label>
        {first ? t('wrapUp.amount') : t('wrapUp.part', { count: at + 1 })}
        <span className={amountProblem === null ? 'field' : 'field bad'}>
          <span className="dim">{currency}</span>
          <input
            className="grow num amount-input"
            inputMode="decimal"
            maxLength={16}
            value={part.amount}
            aria-invalid={amountProblem !== null}
            aria-describedby={`${id}a`}
            data-testid={`promise-amount${suffix}`}
            onChange={(event) => {
              onChange({ amount: event.target.value });
            }}
          />
        </span>
        {first && (
          <small id={`${id}a`} className={amountProblem === null ? '' : 'field-problem'}>
            {amountProblem ?? amountHint}
          </small>
        )}
      </label>
      <label>
        {first ? t('wrapUp.date') : <span>&nbsp;</span>}
        <span className={dateProblem === null ? 'field' : 'field bad'}>
          <input
            className="grow"
            type="date"
            min={min}
            value={part.date}
            aria-invalid={dateProblem !== null}
            aria-label={t('wrapUp.date')}
            aria-describedby={`${id}d`}
            data-testid={`promise-date${suffix}`}
            onChange={(event) => {
              onChange({ date: event.target.value });
            }}
          />
        </span>
        {first && (
          <small id={`${id}d`} className={dateProblem === null ? '' : 'field-problem'}>
            {dateProblem ?? (part.date === '' ? dateHint : `${dayAndWeekday(part.date, lang)} · ${dateHint}`)}
          </small>
        )}
      </label>
      {removable && (
        <button type="button" className="btn ghost icon sm" aria-label={t('wrapUp.removePart')} onClick={onRemove}>
          <Icon name="x" size={14} />
        </button>
      )}
    </div>
  );
}
