import { useState } from 'react'
import { auth } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'
import { missing, useForm } from './use-form.ts'

export function CodeStep({
  onDone,
  onStartOver,
}: {
  readonly onDone: () => Promise<void>
  readonly onStartOver: () => void
}) {
  const [code, setCode] = useState('')
  const [backup, setBackup] = useState(false)
  const form = useForm()

  async function verify() {
    const plain = code.replace(/\s/g, '')
    await auth.post(backup ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp', { code: plain })
    await onDone()
  }

  return (
    <Page title={t('factor.title')} lead={backup ? t('factor.backupLead') : t('factor.lead')}>
      <Stack gap={5}>
        <ErrorSummary messages={form.messages} />
        <form noValidate onSubmit={form.submit(verify, () => missing('code', code, t('factor.codeMissing')))}>
          <Stack>
            <TextField
              id="code"
              autoComplete="one-time-code"
              inputMode={backup ? 'text' : 'numeric'}
              autoCapitalize="none"
              spellCheck={false}
              chars={backup ? 18 : 10}
              label={backup ? t('factor.backup') : t('factor.code')}
              hint={backup ? undefined : t('factor.codeHint')}
              value={code}
              onChange={setCode}
              error={messageFor(form.messages, 'code')}
            />
            <Button kind="primary" type="submit" wide busy={form.busy}>
              {t('factor.next')}
            </Button>
          </Stack>
        </form>
        <Stack gap={1}>
          <div>
            <Button
              kind="plain"
              onClick={() => {
                setBackup(!backup)
                setCode('')
                form.clear()
              }}
            >
              {backup ? t('factor.useApp') : t('factor.useBackup')}
            </Button>
          </div>
          <div>
            <Button kind="plain" onClick={onStartOver}>
              {t('factor.startOver')}
            </Button>
          </div>
        </Stack>
      </Stack>
    </Page>
  )
}
