import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { useNow } from '../frame/use-now.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { CallErrorNote } from '../say/call-error.tsx';
import { useSync } from '../sync/use-sync.ts';
import { QueryError } from '../words/query-error.tsx';
import { Dispositions } from './dispositions.tsx';
import { PromiseFields } from './promise-fields.tsx';
import { useStoreWrap, wrapContext } from './use-wrap-up.ts';
import { WrapAfter } from './wrap-after.tsx';
import { WrapBar } from './wrap-bar.tsx';
import { WrapTold } from './wrap-told.tsx';
import type { WrapDraft } from './wrap-draft.ts';
import { WrapReceipt } from './wrap-receipt.tsx';
import { wrapProblems } from './wrap-rules.ts';
import { changeWrap } from './wrap-store.ts';

/** After the call, by keyboard alone: result, promise, note, next step, save and on to the next case. */
export function WrapUp({ view, draft, line }: { view: CaseView; draft: WrapDraft; line: ReactElement }): ReactElement {
  const { t } = useWords();
  const now = useNow(30_000);
  const error = useCallSession((s) => s.error);
  const form = useRef<HTMLElement>(null);
  const [show, setShow] = useState(false);
  const context = wrapContext(view, now);
  const problems = wrapProblems(draft, context);
  const relation = view.case.contacts.find((one) => one.id === draft.contactId)?.relation ?? 'self';
  const focusFirstProblem = (): void => {
    setShow(true);
    window.setTimeout(() => {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .readback.bad input, .field.bad input')?.focus();
    }, 0);
  };
  const { save, tryToSave } = useStoreWrap(view, focusFirstProblem);
  const toSection = (section: number): void => {
    form.current?.querySelector<HTMLElement>(`[data-section="${String(section)}"] :is([aria-checked="true"], textarea, input:not([data-testid="disposition-find"]), [role="radio"])`)?.focus();
  };
  useKeyAction('go-on', tryToSave);
  useKeyAction('pane', toSection);
  useKeyAction('note', () => {
    toSection(3);
  });
  return (
    <>
      <WrapBar view={view} saving={save.isPending} onSave={tryToSave} />
      {line}
      {error !== null && <CallErrorNote error={error} />}
      <div className="cols">
        <section className="wrap" aria-label={t('wrapUp.label')} ref={form}>
          <Dispositions draft={draft} relation={relation} problem={show && problems.result} />
          <PromiseFields draft={draft} context={context} problems={problems.promise} show={show || draft.parts.some((one) => one.amount !== '' && one.date !== '')} />
          <fieldset className="grow" data-section="3">
            <legend>
              <b>3</b>
              {t('wrapUp.note')}
              <span>{t('wrapUp.noteHint')}</span>
            </legend>
            <textarea
              className="note inset"
              maxLength={4000}
              value={draft.note}
              aria-label={t('wrapUp.noteField')}
              data-testid="note"
              onChange={(event) => {
                changeWrap({ note: event.target.value });
              }}
            />
          </fieldset>
          <NextStep draft={draft} today={context.today} needsDay={problems.callbackTime} show={show} />
          {save.error !== null && <QueryError error={save.error} retry={tryToSave} />}
          <WrapReceipt draft={draft} view={view} />
        </section>
        <WrapAfter told={<WrapTold draft={draft} relation={relation} />} />
      </div>
    </>
  );
}

function NextStep({ draft, today, needsDay, show }: { draft: WrapDraft; today: string; needsDay: boolean; show: boolean }): ReactElement {
  const { t } = useWords();
  const offline = useSync().data?.link === 'offline';
  const bad = needsDay && show;
  return (
    <fieldset data-section="4">
      <legend>
        <b>4</b>
        {t('wrapUp.next')}
        {bad && (
          <em className="field-problem" role="alert">
            {t('wrapUp.callbackTime')}
          </em>
        )}
        <span className="grow" />
        <span className="row">
          <Icon name={offline ? 'cloudoff' : 'cloud'} size={14} />
          {offline ? t('wrapUp.savedHere') : t('wrapUp.savedSync')}
        </span>
      </legend>
      <div className="nexts">
        <span className="field grow">
          <input
            className="grow"
            maxLength={200}
            value={draft.nextAction}
            placeholder={t('wrapUp.nextAction')}
            aria-label={t('wrapUp.nextAction')}
            data-testid="next-action"
            onChange={(event) => {
              changeWrap({ nextAction: event.target.value });
            }}
          />
        </span>
        <span className={bad ? 'field bad' : 'field'}>
          <input
            type="date"
            min={today}
            value={draft.nextDate}
            aria-label={t('wrapUp.nextDate')}
            aria-invalid={bad}
            data-testid="next-date"
            onChange={(event) => {
              changeWrap({ nextDate: event.target.value });
            }}
          />
        </span>
        <span className="field time-field">
          <input
            className="num"
            inputMode="numeric"
            pattern="[0-2][0-9]:[0-5][0-9]"
            maxLength={5}
            placeholder="10:00"
            value={draft.nextTime}
            aria-label={t('wrapUp.nextTime')}
            data-testid="next-time"
            onChange={(event) => {
              changeWrap({ nextTime: event.target.value });
            }}
          />
        </span>
      </div>
    </fieldset>
  );
}
