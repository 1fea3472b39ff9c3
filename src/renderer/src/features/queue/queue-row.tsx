import type { CSSProperties, ReactElement } from 'react';
import type { QueueRow as Row } from '../../../../contract/desk/desk-contract.ts';
import { dispositionCodes } from '../../../../domain/case/disposition.ts';
import { callResults } from '../../../../domain/call/call-state.ts';
import { useWords } from '../../ui/i18n/i18n.ts';
import type { Lang, Words } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { amount, moment } from '../words/format.ts';
import { BucketChip } from './bucket-chip.tsx';

interface Props {
  row: Row;
  style: CSSProperties;
  selected: boolean;
  cursor: boolean;
  held: boolean;
  next: boolean;
  now: number;
  onOpen: (row: Row) => void;
}

export function QueueRow({ row, style, selected, cursor, held, next, now, onOpen }: Props): ReactElement {
  const { t, lang } = useWords();
  const phase = useCallSession((s) => s.phase);
  const party = useCallSession((s) => s.party);
  const veiled = held && phase === 'in-call' && party !== 'right-party';
  const classes = ['q-row', 'inset', selected ? 'sel' : '', next ? 'next' : '', cursor ? 'cursor' : '', row.group === 'not-now' ? 'held' : ''].filter((c) => c !== '').join(' ');
  return (
    <li
      className={classes}
      style={style}
      aria-current={selected ? 'true' : undefined}
      data-testid="queue-row"
      data-case-no={row.caseNo}
      data-case-id={row.id}
      data-group={row.group}
      onClick={() => {
        onOpen(row);
      }}
    >
      <BucketChip bucket={row.bucket} />
      <span className="n">
        <span>{row.maskedName}</span>
        {next && <span className="chip ok">{t('queue.next')}</span>}
        <span className="grow" />
        <span className={veiled ? 'a v' : 'a'}>{amount(row.balanceMinor)}</span>
      </span>
      <span className="s">{held ? <HeldWords phase={phase} party={party} /> : rowWords(row, t)}</span>
      <span className="t">{held && phase !== 'blocked' ? '' : timeWords(row, now, lang, t)}</span>
    </li>
  );
}

function HeldWords({ phase, party }: { phase: string; party: string }): ReactElement {
  const { t } = useWords();
  const rule = useCallSession((s) => s.blocked?.rule ?? null);
  if (phase === 'blocked' && rule !== null) return <span>{t(`guard.${rule}.name`)}</span>;
  if (phase === 'wrap-up') return <span className="strong">{t('queue.notSubmitted')}</span>;
  if (phase !== 'in-call') return <span>{t('state.checking')}</span>;
  return <span className="on-call">{party === 'right-party' ? t('queue.onCallRight') : t('queue.onCall')}</span>;
}

/** What is next, else how it went last time, else that nobody called yet. */
function rowWords(row: Row, t: Words): string {
  if (row.nextAction !== null && row.nextAction !== '') return row.nextAction;
  const last = row.lastResult;
  if (last === null) return row.status === 'open' ? t('queue.first') : t(`caseStatus.${row.status}`);
  const code = dispositionCodes.find((one) => one === last);
  if (code !== undefined) return t(`disposition.${code}.name`);
  const result = callResults.find((one) => one === last);
  return result === undefined ? last : t(`call.result.${result}`);
}

function timeWords(row: Row, now: number, lang: Lang, t: Words): string {
  if (row.group === 'now') {
    const at = row.nextActionAt === null ? null : Date.parse(row.nextActionAt);
    return at === null || at <= now ? t('queue.now') : moment(at, lang, now);
  }
  return row.until === null ? t('queue.onHold') : moment(row.until, lang, now);
}
