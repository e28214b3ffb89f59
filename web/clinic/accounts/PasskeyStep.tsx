/** The second factor of somebody whose only one is a passkey. */
import { signInWithPasskey } from '../../shared/api/passkey.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { signOut } from '../sign-out.ts'
import { t } from '../texts.ts'
import { useForm } from './use-form.ts'

export function PasskeyStep({ onDone }: { readonly onDone: () => Promise<void> }) {
  const form = useForm()
  return (
    <Page title={t('factor.passkeyTitle')} lead={t('factor.passkeyLead')}>
      <Stack>
        <ErrorSummary messages={form.messages} />
        <Button
          kind="primary"
          wide
          busy={form.busy}
          onClick={() =>
            void form.run(async () => {
              await signInWithPasskey()
              await onDone()
            })
          }
        >
          {t('factor.passkeyButton')}
        </Button>
        <div>
          <Button kind="plain" onClick={() => void signOut()}>
            {t('factor.startOver')}
          </Button>
        </div>
      </Stack>
    </Page>
  )
}
