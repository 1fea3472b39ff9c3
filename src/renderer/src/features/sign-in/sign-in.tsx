import { ORPCError } from '@orpc/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { desk } from '../../desk/desk-query.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { QueryError } from '../words/query-error.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { ThisComputer } from './this-computer.tsx';

/** Sign-in. Without the centre an agent known on this computer still gets in: the host decides, this page only says so. */
export function SignIn(): ReactElement {
  const { t } = useWords();
  const queries = useQueryClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const signIn = useMutation(
    desk.session.signIn.mutationOptions({
      onSuccess: (user) => {
        queries.setQueryData(desk.session.current.queryKey(), user);
      },
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate({ username: username.trim(), password });
  };
  const away = signIn.error instanceof ORPCError && signIn.error.code === 'CENTRE_AWAY';
  return (
    <div className="app noqueue plain entry">
      <header className="titlebar">
        <div className="brand">
          <BrandMark />
          <span>{t('app.name')}</span>
        </div>
        <span />
        <div className="right">
          <LanguageSwitch />
        </div>
      </header>
      <main className="signin">
        <form className="sform" onSubmit={submit}>
          <div className="bigmark">
            <BrandMark />
            <h1>{t('app.name')}</h1>
          </div>
          <p className="tagline">{t('app.tagline')}</p>
          <label>
            {t('signIn.user')}
            <span className="field lg">
              <Icon name="user" size={14} />
              <input
                className="grow"
                autoFocus
                autoComplete="username"
                spellCheck={false}
                required
                maxLength={80}
                value={username}
                data-testid="sign-in-username"
                onChange={(event) => {
                  setUsername(event.target.value);
                }}
              />
            </span>
          </label>
          <label>
            {t('signIn.password')}
            <span className="field lg">
              <Icon name="lock" size={14} />
              <input
                className="grow"
                type={shown ? 'text' : 'password'}
                autoComplete="current-password"
                required
                maxLength={200}
                value={password}
                data-testid="sign-in-password"
                onChange={(event) => {
                  setPassword(event.target.value);
                }}
              />
              <button
                type="button"
                className="eye"
                aria-label={shown ? t('signIn.hide') : t('signIn.show')}
                aria-pressed={shown}
                onClick={() => {
                  setShown(!shown);
                }}
              >
                <Icon name="eye" size={14} />
              </button>
            </span>
          </label>
          <button type="submit" className="btn lg pri spread" disabled={signIn.isPending} data-testid="sign-in-submit">
            <span>{t('signIn.submit')}</span>
            <kbd className="k">↵</kbd>
          </button>
          {away && <ErrorNote what={t('signIn.awayTitle')} why={t('signIn.awayWhy')} next={t('signIn.awayNext')} code="CENTRE_AWAY" detailsLabel={t('app.details')} />}
          {signIn.error !== null && !away && <QueryError error={signIn.error} />}
          <p className="dim small">{t('signIn.offline')}</p>
        </form>
        <ThisComputer />
      </main>
    </div>
  );
}
