import { useMutation, useQuery } from '@tanstack/react-query';
import { Popover } from 'antd';
import { useEffect, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { CaseId, ContactId } from '../../../../domain/case/case.ts';
import { desk, deskQueries } from '../../desk/desk-query.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { clock } from '../words/format.ts';
import { QueryError } from '../words/query-error.tsx';

/** How long a value stays on the screen, in seconds. */
const shownFor = 10;

interface Props {
  caseId: CaseId;
  contactId: ContactId | null;
  field: 'phone' | 'name';
  masked: string;
}

/** A masked value with an eye. Looking needs a reason, is logged, lasts ten seconds, and cannot be copied. */
export function Reveal({ caseId, contactId, field, masked }: Props): ReactElement {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const [left, setLeft] = useState(0);
  const ownCall = useCallSession((s) => s.phase === 'in-call' && s.caseId === caseId);
  const reveal = useMutation(
    desk.cases.reveal.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        setLeft(shownFor);
        void deskQueries.invalidateQueries({ queryKey: desk.cases.get.key({ input: { caseId } }) });
      },
    }),
  );
  useEffect(() => {
    if (left <= 0) return;
    const timer = window.setTimeout(() => {
      setLeft(left - 1);
    }, 1_000);
    return () => {
      window.clearTimeout(timer);
    };
  }, [left]);
  const look = (reason: string): void => {
    if (!reveal.isPending) reveal.mutate({ caseId, contactId, field, reason });
  };
  if (left > 0 && reveal.data !== undefined) return <Shown value={reveal.data.value} left={left} />;
  return (
    <span className="reveal">
      <span className="mask">{masked}</span>
      <Popover
        open={asking}
        onOpenChange={setAsking}
        trigger={[]}
        arrow={false}
        destroyOnHidden
        content={
          <AskReason
            field={field}
            onReason={look}
            onCancel={() => {
              setAsking(false);
            }}
            error={reveal.error}
          />
        }
      >
        <button
          type="button"
          className="eye"
          aria-label={t(`reveal.${field}`)}
          title={t(`reveal.${field}`)}
          data-testid="reveal"
          data-field={field}
          onClick={(event) => {
            event.stopPropagation();
            if (ownCall) look(t('reveal.inCall'));
            else setAsking(!asking);
          }}
        >
          <Icon name="eye" size={14} />
        </button>
      </Popover>
    </span>
  );
}

function Shown({ value, left }: { value: string; left: number }): ReactElement {
  const { t } = useWords();
  const user = useQuery(desk.session.current.queryOptions()).data ?? null;
  const [at] = useState(() => Date.now());
  return (
    <span
      className="reveal shown"
      data-testid="revealed"
      onCopy={(event) => {
        event.preventDefault();
      }}
    >
      <b className="num">{value}</b>
      <span className="left num" role="timer">
        {t('reveal.left', { count: left })}
      </span>
      <span className="stamp num" aria-hidden="true">
        {t('reveal.mark', { user: user?.username ?? '', time: clock(at) })}
      </span>
    </span>
  );
}

function AskReason({ field, onReason, onCancel, error }: { field: 'phone' | 'name'; onReason: (reason: string) => void; onCancel: () => void; error: unknown }): ReactElement {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') onReason(reason.trim());
  };
  return (
    <form
      className="filter-pop"
      onSubmit={submit}
      aria-label={t(`reveal.${field}`)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onCancel();
      }}
    >
      <label>
        {t('reveal.reason')}
        <span className="field">
          <input
            className="grow"
            autoFocus
            maxLength={200}
            value={reason}
            data-testid="reveal-reason"
            onChange={(event) => {
              setReason(event.target.value);
            }}
          />
        </span>
      </label>
      <button type="submit" className="btn" disabled={reason.trim() === ''} data-testid="reveal-show">
        {t('reveal.show')}
      </button>
      <span className="sec small">{t('reveal.hint')}</span>
      {error !== null && <QueryError error={error} compact />}
    </form>
  );
}
