/** The second factor, on the first sign-in: a passkey, or an app that shows codes, then backup codes to keep. */
import { useState } from 'react'
import { auth } from '../../shared/api/api.ts'
import { addPasskey, passkeysWork } from '../../shared/api/passkey.ts'
import { AnchorButton, Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { t } from '../texts.ts'
import css from './accounts.module.css'
import { QrCode } from './QrCode.tsx'
import { missing, useForm } from './use-form.ts'

interface App {
  readonly totpURI: string
  readonly backupCodes: readonly string[]
}

export function SetUpStep({ onDone }: { readonly onDone: () => Promise<void> }) {
  const [app, setApp] = useState<App>()
  const [confirmed, setConfirmed] = useState(false)
  if (app && confirmed) return <KeepCodes codes={app.backupCodes} onDone={onDone} />
  if (app) return <Confirm app={app} onConfirmed={() => setConfirmed(true)} />
  return <Pick onApp={setApp} onDone={onDone} />
}

function Pick({ onApp, onDone }: { readonly onApp: (app: App) => void; readonly onDone: () => Promise<void> }) {
  const [asksPassword, setAsksPassword] = useState(false)
  const [password, setPassword] = useState('')
  const form = useForm()
  return (
    <Page title={t('setUp.title')} lead={t('setUp.lead')}>
      <ErrorSummary messages={form.messages} />
      {passkeysWork() && (
        <Section title={t('setUp.passkeyTitle')}>
          <Stack>
            <p>{t('setUp.passkeySays')}</p>
            <Button
              kind="primary"
              wide
              busy={form.busy && !asksPassword}
              onClick={() =>
                void form.run(async () => {
                  await addPasskey(true)
                  await onDone()
                })
              }
            >
              {t('setUp.passkeyButton')}
            </Button>
          </Stack>
        </Section>
      )}
      <Section title={t('setUp.appTitle')}>
        <Stack>
          <p>{t('setUp.appSays')}</p>
          {asksPassword ? (
            <form
              noValidate
              onSubmit={form.submit(
                async () => onApp(await auth.post<App>('/two-factor/enable', { password })),
                () => missing('password', password, t('signIn.passwordMissing')),
              )}
            >
              <Stack>
                <TextField
                  id="password"
                  type="password"
                  autoComplete="current-password"
                  label={t('setUp.password')}
                  value={password}
                  onChange={setPassword}
                  error={messageFor(form.messages, 'password')}
                />
                <Button type="submit" wide busy={form.busy}>
                  {t('setUp.passwordNext')}
                </Button>
              </Stack>
            </form>
          ) : (
            <Button wide onClick={() => setAsksPassword(true)}>
              {t('setUp.appButton')}
            </Button>
          )}
        </Stack>
      </Section>
    </Page>
  )
}

function Confirm({ app, onConfirmed }: { readonly app: App; readonly onConfirmed: () => void }) {
  const [code, setCode] = useState('')
  const form = useForm()
  const key = new URL(app.totpURI).searchParams.get('secret') ?? ''
  return (
    <Page title={t('setUp.appTitle')} lead={t('setUp.keySays')}>
      <ErrorSummary messages={form.messages} />
      <Stack>
        <QrCode text={app.totpURI} label={t('setUp.qr')} />
        <h2 className={css.keyTitle}>{t('setUp.key')}</h2>
        <p className={css.key}>{key.replace(/(.{4})/g, '$1 ').trim()}</p>
        <Row>
          <Button onClick={() => void navigator.clipboard.writeText(key).then(() => toast(t('setUp.copied')))}>
            {t('setUp.copy')}
          </Button>
          <AnchorButton kind="plain" href={app.totpURI}>
            {t('setUp.keyOpen')}
          </AnchorButton>
        </Row>
      </Stack>
      <form
        noValidate
        onSubmit={form.submit(
          async () => {
            await auth.post('/two-factor/verify-totp', { code: code.replace(/\s/g, '') })
            onConfirmed()
          },
          () => missing('code', code, t('factor.codeMissing')),
        )}
      >
        <Stack>
          <TextField
            id="code"
            autoComplete="one-time-code"
            inputMode="numeric"
            chars={10}
            label={t('setUp.confirm')}
            value={code}
            onChange={setCode}
            error={messageFor(form.messages, 'code')}
          />
          <Button kind="primary" type="submit" wide busy={form.busy}>
            {t('setUp.finish')}
          </Button>
        </Stack>
      </form>
    </Page>
  )
}

function KeepCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => Promise<void> }) {
  return (
    <Page key="keep" title={t('setUp.backupTitle')} lead={t('setUp.backupSays')}>
      <ul className={css.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button kind="primary" wide onClick={() => void onDone()}>
        {t('setUp.backupDone')}
      </Button>
    </Page>
  )
}
