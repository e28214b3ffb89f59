/** Over a page that was left alone. What was typed is behind it, as it was. */
import { useEffect, useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { unlock } from '../session.ts'
import { Door } from '../shell/door.tsx'
import { signOut } from '../sign-out.ts'
import { t } from '../texts.ts'
import css from './accounts.module.css'
import { missing, useForm } from './use-form.ts'

export function LockScreen({ email }: { readonly email: string }) {
  const [password, setPassword] = useState('')
  const form = useForm()
  useEffect(() => document.getElementById('password')?.focus(), [])
  return (
    <div className={css.lock}>
      <Door>
        <Page title={t('lock.title')} lead={t('lock.lead')}>
          <ErrorSummary messages={form.messages} />
          <form
            noValidate
            onSubmit={form.submit(
              () => unlock(password),
              () => missing('password', password, t('signIn.passwordMissing')),
            )}
          >
            <Stack>
              <p className={css.soft}>{t('lock.as', { email })}</p>
              <input type="email" autoComplete="username" value={email} readOnly hidden />
              <TextField
                id="password"
                type="password"
                autoComplete="current-password"
                label={t('signIn.password')}
                value={password}
                onChange={setPassword}
                error={messageFor(form.messages, 'password')}
              />
              <Button kind="primary" type="submit" wide busy={form.busy}>
                {t('lock.unlock')}
              </Button>
              <Button kind="plain" onClick={() => void signOut()}>
                {t('lock.other')}
              </Button>
            </Stack>
          </form>
        </Page>
      </Door>
    </div>
  )
}
