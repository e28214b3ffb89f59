/** For a client who comes back and is not known any more: a passkey, or a new link. */
import { type FormEvent, useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { type FieldMessage, fieldMessages } from '../../shared/api/explain.ts'
import { passkeysWork, signInWithPasskey, wasCancelled } from '../../shared/api/passkey.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'
import css from './start.module.css'

export function SignInScreen({ clinicId, onSignedIn }: { readonly clinicId: string; readonly onSignedIn: () => void }) {
  const [email, setEmail] = useState('')
  const [step, setStep] = useState<'ready' | 'asking' | 'passkey' | 'sent'>('ready')
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])

  async function send(event: FormEvent) {
    event.preventDefault()
    if (email.trim() === '') return setMessages([{ field: 'email', message: t('signIn.emailMissing') }])
    setStep('asking')
    try {
      await api['link.ask']({ body: { clinicId, email: email.trim() } })
      setStep('sent')
    } catch (error) {
      setStep('ready')
      setMessages(fieldMessages(error))
    }
  }

  async function withPasskey() {
    setStep('passkey')
    try {
      await signInWithPasskey()
      onSignedIn()
    } catch (error) {
      if (!wasCancelled(error)) setMessages(fieldMessages(error))
    }
    setStep('ready')
  }

  if (step === 'sent') return <Page key="sent" title={t('open.sentTitle')} lead={t('open.sentSays')} />
  return (
    <Page title={t('signIn.title')} lead={t('signIn.lead')}>
      <Stack gap={5}>
        <ErrorSummary messages={messages} />
        {passkeysWork() && (
          <>
            <Button kind="primary" wide busy={step === 'passkey'} onClick={() => void withPasskey()}>
              {t('signIn.passkey')}
            </Button>
            <p className={css.or}>{t('signIn.or')}</p>
          </>
        )}
        <form noValidate onSubmit={(event) => void send(event)}>
          <Stack>
            <TextField
              id="email"
              type="email"
              autoComplete="email"
              label={t('signIn.email')}
              hint={t('signIn.emailHint')}
              value={email}
              onChange={setEmail}
              error={messageFor(messages, 'email')}
            />
            <Button type="submit" wide busy={step === 'asking'}>
              {t('signIn.send')}
            </Button>
          </Stack>
        </form>
      </Stack>
    </Page>
  )
}
