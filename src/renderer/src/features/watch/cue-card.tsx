import type { ReactElement } from 'react';
import type { Case } from '../../../../domain/case/case.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { altKey } from '../keyboard/platform.ts';
import { crisis, cueIcon, openCues } from './cues.ts';
import type { KnownCue } from './cues.ts';
import { dismissCue, takeCue, useCues } from './cue-store.ts';

/** Crisis line and emergency number of the customer's country. */
const helpLines: Readonly<Record<Case['jurisdiction'], string>> = { US: '988, 911', UK: '116 123, 999', CN: '12356, 120' };

/** One cue of the customer at a time: what was heard, the lawful next step, one key to log it. */
export function CueCard({ one }: { one: Case }): ReactElement | null {
  const triggers = useCallSession((s) => s.watch?.triggers);
  const { taken, dismissed } = useCues();
  const open = triggers === undefined ? [] : openCues(triggers, taken, dismissed);
  const cue = open[0];
  return (
    <div className="cue-place" role="status" data-testid="cue-place">
      {cue !== undefined && <Card cue={cue} logged={taken.some(({ code }) => code === cue.code)} more={open.length - 1} help={helpLines[one.jurisdiction]} />}
    </div>
  );
}

function Card({ cue, logged, more, help }: { cue: KnownCue; logged: boolean; more: number; help: string }): ReactElement {
  const { t } = useWords();
  const stays = cue.code === crisis;
  useKeyAction(
    'log-cue',
    () => {
      takeCue(cue);
    },
    !logged,
  );
  useKeyAction(
    'dismiss-cue',
    () => {
      dismissCue(cue);
    },
    !stays,
  );
  return (
    <section
      className={stays ? 'cue-card crisis' : 'cue-card'}
      aria-label={t('watch.cueOf', { name: t(`watch.cue.${cue.code}.name`) })}
      data-testid="cue-card"
      data-code={cue.code}
      data-rule={cue.rule}
      data-version={cue.version}
      data-logged={logged}
    >
      <div className="cue-head">
        <Icon name={cueIcon[cue.code]} size={14} />
        <b>
          {cue.code} {t(`watch.cue.${cue.code}.name`)}
        </b>
        <q className="ell">{cue.words}</q>
        {more > 0 && !stays && <span className="num more">{t('watch.more', { count: more })}</span>}
      </div>
      <p>
        {t(`watch.cue.${cue.code}.step`)}
        {stays && ` ${t('watch.help', { numbers: help })}`}
      </p>
      <div className="cue-acts">
        {logged ? (
          <span className="chip cust">
            <Icon name="check" size={12} />
            {t('watch.logged')}
          </span>
        ) : (
          <button
            type="button"
            className="btn sm"
            data-testid="cue-log"
            onClick={() => {
              takeCue(cue);
            }}
          >
            {t('watch.log')} <kbd className="k">{altKey('H')}</kbd>
          </button>
        )}
        {!stays && (
          <button
            type="button"
            className="btn sm ghost"
            data-testid="cue-dismiss"
            onClick={() => {
              dismissCue(cue);
            }}
          >
            {t('watch.dismiss')} <kbd className="k">{altKey('X')}</kbd>
          </button>
        )}
      </div>
    </section>
  );
}
