import type { ReactElement, ReactNode } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import type { Activity } from '../../../../domain/sync/activity.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { SeverityTag } from '../../ui/severity-glyph.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import type { Lang, Words } from '../../ui/i18n/i18n.ts';
import { useNow } from '../frame/use-now.ts';
import { ruleWords } from '../say/rule-book.ts';
import { amount, dayOfIso, duration, inSentence, moment } from '../words/format.ts';
import { contactWords } from './contacts.tsx';
import { PlayButton } from './recording-player.tsx';
import { timeOf } from './timeline-items.ts';

interface Drawn {
  icon: IconName;
  title: ReactNode;
  note?: string;
  right?: ReactNode;
  third?: boolean;
  now?: boolean;
}
type Props = (Drawn & { time: string }) | { activity: Activity; view: CaseView };

/** One line of the history: when, what, how it went. */
export function TimelineRow(props: Props): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const row = 'activity' in props ? { ...draw(props.activity, props.view, t, lang, now), time: moment(timeOf(props.activity), lang, now) } : props;
  const kind = 'activity' in props ? props.activity.body.kind : 'now';
  return (
    <li className={row.now === true ? 'now' : row.third === true ? 'is-third' : ''} data-testid="timeline-row" data-kind={kind}>
      <time>{row.time}</time>
      <span className="nd">
        <Icon name={row.icon} size={14} />
      </span>
      <div>
        <p>{row.title}</p>
        {row.note !== undefined && row.note !== '' && <p className="q">{row.note}</p>}
      </div>
      <span className="rt">{row.right}</span>
    </li>
  );
}

function draw(activity: Activity, view: CaseView, t: Words, lang: Lang, now: number): Drawn {
  const { body } = activity;
  switch (body.kind) {
    case 'call': {
      const contact = view.case.contacts.find((one) => one.id === body.contactId);
      const third = contact !== undefined && contact.relation !== 'self';
      const who = contact === undefined ? t('timeline.thisContact') : inSentence(t(`relation.${contact.relation}`));
      const seconds = body.answeredAt === null ? (body.endedAt - body.startedAt) / 1000 : (body.endedAt - body.answeredAt) / 1000;
      return {
        icon: third ? 'users' : 'phone',
        third,
        title: (
          <>
            {third && <span className="chip third">{t('contacts.third')}</span>} {t('timeline.called', { who, result: t(`call.result.${body.result}`) })}
          </>
        ),
        right: body.recordingId === null ? <span>{duration(seconds)}</span> : <PlayButton recordingId={body.recordingId} at={body.startedAt} seconds={seconds} />,
      };
    }
    case 'wrap-up': {
      const first = body.promise?.instalments[0];
      const promise = first === undefined ? '' : ` ${t('timeline.promised', { amount: amount(first.amountMinor), day: dayOfIso(first.dueOn, lang) })}`;
      const next = body.nextAction === null ? '' : t('timeline.next', { what: body.nextAction, when: body.nextActionAt === null ? '' : moment(Date.parse(body.nextActionAt), lang, now) });
      return {
        icon: body.promise === null ? 'note' : 'cal',
        title: (
          <>
            <b>{t(`disposition.${body.disposition}.name`)}</b>
            {promise}
          </>
        ),
        note: [body.note, next].filter((part) => part !== '').join(' · '),
      };
    }
    case 'flag':
      return {
        icon: 'flag',
        title: (
          <span className="row">
            <SeverityTag severity={body.flag.severity} />
            {t('timeline.flagged', { title: ruleWords(body.flag.ruleId, lang).title })}
          </span>
        ),
        note: body.flag.words,
        right: t(`flag.status.${body.flag.status}`),
      };
    case 'reveal': {
      const contact = view.case.contacts.find((one) => one.id === body.contactId);
      return {
        icon: 'eye',
        title: t(body.field === 'phone' ? 'timeline.revealedPhone' : 'timeline.revealedName', { reason: body.reason }),
        right: contact === undefined ? '' : contactWords(contact, t),
      };
    }
    case 'dial-verdict':
      return { icon: 'shield', title: t('timeline.stopped', { rule: body.verdict.kind === 'block' ? t(`guard.${body.verdict.rule}.name`) : '' }) };
    default:
      throw new Error(`unknown activity: ${String(body satisfies never)}`);
  }
}
