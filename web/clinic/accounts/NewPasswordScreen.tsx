/** A forgotten password: without a token the page asks for one, with a token it takes the new password. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { auth, ProblemError } from '../../shared/api/api.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'
import { missing, useForm } from './use-form.ts'

export function NewPasswordScreen() {
  const [token, setToken] = useState(() => location.hash.slice(1))
  return token === '' ? <Ask /> : <Choose token={token} onAgain={() => setToken('')} />
}

function Ask() {
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)
  const form = useForm()
  if (sent) return <Page key="sent" title={t('newPassword.sentTitle')} lead={t('newPassword.sentSays')} />
  return (
    <Page title={t('newPassword.askTitle')} lead={t('newPassword.askLead')}>
      <ErrorSummary messages={form.messages} />
      <form
        noValidate
        onSubmit={form.submit(
          async () => {
            await auth.post('/request-password-reset', { email: email.trim() })
            setSent(true)
          },
          () => missing('email', email, t('signIn.emailMissing')),
        )}
      >
        <Stack>
          <TextField
            id="email"
            type="email"
            autoComplete="username"
            label={t('signIn.email')}
            value={email}
            onChange={setEmail}
            error={messageFor(form.messages, 'email')}
          />
          <Button kind="primary" type="submit" wide busy={form.busy}>
            {t('newPassword.send')}
          </Button>
          <Link to="/sign-in">{t('newPassword.toSignIn')}</Link>
        </Stack>
      </form>
    </Page>
  )
}

function Choose({ token, onAgain }: { readonly token: string; readonly onAgain: () => void }) {
  const [password, setPassword] = useState('')
  const [state, setState] = useState<'open' | 'done' | 'expired'>('open')
  const form = useForm()

  async function save() {
    try {
      await auth.post('/reset-password', { newPassword: password, token })
      setState('done')
    } catch (error) {
      if (!(error instanceof ProblemError && error.problem.code === 'link-expired')) throw error
      setState('expired')
    }
  }

  if (state === 'done')
    return (
      <Page key="done" title={t('newPassword.doneTitle')} lead={t('newPassword.doneSays')}>
        <LinkButton kind="primary" wide to="/sign-in">
          {t('newPassword.toSignIn')}
        </LinkButton>
      </Page>
    )
  if (state === 'expired')
    return (
      <Page key="expired" title={t('newPassword.title')} lead={t('newPassword.expiredSays')}>
        <Button kind="primary" wide onClick={onAgain}>
          {t('newPassword.again')}
        </Button>
      </Page>
    )
  return (
    <Page title={t('newPassword.title')}>
      <ErrorSummary messages={form.messages} />
      <form
        noValidate
        onSubmit={form.submit(save, () => missing('newPassword', password, t('signIn.passwordMissing')))}
      >
        <Stack>
          <TextField
            id="newPassword"
            type="password"
            autoComplete="new-password"
            label={t('newPassword.password')}
            hint={t('invitation.passwordHint')}
            value={password}
            onChange={setPassword}
            error={messageFor(form.messages, 'newPassword')}
          />
          <Button kind="primary" type="submit" wide busy={form.busy}>
            {t('newPassword.save')}
          </Button>
        </Stack>
      </form>
    </Page>
  )
}
