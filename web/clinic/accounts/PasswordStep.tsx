import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { auth } from '../../shared/api/api.ts'
import { passkeysWork, signInWithPasskey } from '../../shared/api/passkey.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'
import css from './accounts.module.css'
import { missing, useForm } from './use-form.ts'

export function PasswordStep({
  onCode,
  onDone,
}: {
  readonly onCode: () => void
  readonly onDone: () => Promise<void>
}) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm()

  async function signIn() {
    const answer = await auth.post<{ twoFactorRedirect?: boolean } | null>('/sign-in/email', {
      email: email.trim(),
      password,
    })
    if (answer?.twoFactorRedirect) onCode()
    else await onDone()
  }
  async function withPasskey() {
    await signInWithPasskey()
    await onDone()
  }

  return (
    <Page title={t('signIn.title')} lead={t('signIn.lead')}>
      <Stack gap={5}>
        <ErrorSummary messages={form.messages} />
        <form
          noValidate
          onSubmit={form.submit(signIn, () => [
            ...missing('email', email, t('signIn.emailMissing')),
            ...missing('password', password, t('signIn.passwordMissing')),
          ])}
        >
          <Stack>
            <TextField
              id="email"
              type="email"
              autoComplete="username webauthn"
              label={t('signIn.email')}
              value={email}
              onChange={setEmail}
              error={messageFor(form.messages, 'email')}
            />
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
              {t('signIn.next')}
            </Button>
            <Link to="/new-password">{t('signIn.forgotten')}</Link>
          </Stack>
        </form>
        {passkeysWork() && (
          <>
            <p className={css.or}>{t('signIn.or')}</p>
            <Button wide busy={form.busy} onClick={() => void form.run(withPasskey)}>
              {t('signIn.passkey')}
            </Button>
          </>
        )}
        <p className={css.soft}>{t('signIn.client')}</p>
      </Stack>
    </Page>
  )
}
