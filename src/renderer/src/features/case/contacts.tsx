import type { ReactElement } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import type { Contact } from '../../../../domain/case/case.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import type { Words } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { dialContact } from '../call/dial.ts';
import { inSentence } from '../words/format.ts';
import { Reveal } from './reveal.tsx';

/** Whom one may reach and how. A closed number keeps its button: the guard then says why, and nothing rings. */
export function Contacts({ view }: { view: CaseView }): ReactElement {
  const { t } = useWords();
  return (
    <section className="block">
      <div className="hd">
        <h2>{t('contacts.title')}</h2>
        <span>
          {t('case.attempts')} <b className="num">{view.attemptsToday}</b>
        </span>
        <span className="grow" />
        <span className="row">
          <Icon name="eye" size={14} />
          {t('contacts.logged')}
        </span>
      </div>
      <ul className="contacts">
        {view.case.contacts.map((contact) => (
          <ContactRow key={contact.id} view={view} contact={contact} />
        ))}
      </ul>
    </section>
  );
}

const typeIcons: Readonly<Record<Contact['phoneType'], IconName>> = { mobile: 'phone', home: 'phone', work: 'office' };

/** Who this is to the debt: the debtor's own number by its kind, others by their relation. */
export function contactWords(contact: Contact, t: Words): string {
  if (contact.relation === 'self') return contact.phoneType === 'mobile' ? t('relation.self') : t(`contacts.type.${contact.phoneType}`);
  return t('contacts.thirdWho', { who: inSentence(t(`relation.${contact.relation}`)) });
}

function ContactRow({ view, contact }: { view: CaseView; contact: Contact }): ReactElement {
  const { t } = useWords();
  const phase = useCallSession((s) => s.phase);
  const live = useCallSession((s) => s.contactId === contact.id && s.phase !== 'idle' && s.phase !== 'blocked');
  const third = contact.relation !== 'self';
  const closed = t(`contacts.whyNot.${contact.whyNot ?? 'closed'}`);
  const free = phase === 'idle' || phase === 'blocked';
  const classes = ['ct', live ? 'live' : '', third ? 'third' : contact.mayCall ? '' : 'no'].filter((c) => c !== '').join(' ');
  return (
    <li className={classes} data-testid="contact-row" data-phone-type={contact.phoneType} data-relation={contact.relation} data-contact-id={contact.id} data-may-call={contact.mayCall}>
      <Icon name={third ? 'users' : typeIcons[contact.phoneType]} size={14} />
      <b className="ell" title={contact.name}>
        {contactWords(contact, t)}
      </b>
      <Reveal caseId={view.case.id} contactId={contact.id} field="phone" masked={contact.phone} />
      <span className="st">
        {live
          ? t('contacts.live')
          : !free &&
            !contact.mayCall && (
              <span className="row lock">
                <Icon name="lock" size={12} />
                <span className="ell">{closed}</span>
              </span>
            )}
      </span>
      {free && (
        <button
          type="button"
          className={contact.mayCall ? 'btn sm' : 'btn sm off closed'}
          data-testid="dial-button"
          aria-label={`${t('contacts.dialOne', { who: contactWords(contact, t), phone: contact.phone })}${contact.mayCall ? '' : `, ${closed}`}`}
          onClick={() => {
            dialContact(view.case.id, contact.id);
          }}
        >
          <Icon name={contact.mayCall ? 'phone' : 'lock'} size={12} />
          {(!third || !contact.mayCall) && <span className="ell">{contact.mayCall ? t('contacts.dial') : closed}</span>}
        </button>
      )}
    </li>
  );
}
