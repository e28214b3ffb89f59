/** How she gets into her own record: the link by e-mail, and an end to it. */
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button, type ButtonKind } from '../../shared/components/button.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { useForm } from '../accounts/use-form.ts'
import { useMay } from '../may.ts'
import type { Client } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './clients.module.css'

export function Access({ client }: { readonly client: Client }) {
  const may = useMay()
  if (!may('client.invite')) return null
  return (
    <Section title={t('access.title')}>
      <Stack gap={3}>
        <p className={css.soft}>{t('access.says')}</p>
        <Row>
          <SendLink client={client} />
          <EndAccess clientId={client.id} />
        </Row>
      </Stack>
    </Section>
  )
}

/** By e-mail; what became of it is said below the button. @param guardianId to a guardian instead */
export function SendLink({
  client,
  kind = 'quiet',
  guardianId,
}: {
  readonly client: Client
  readonly kind?: ButtonKind
  readonly guardianId?: string
}) {
  const { clinicId } = useWork()
  const form = useForm()
  const [sent, setSent] = useState<string>()
  return (
    <div>
      <Button
        kind={kind}
        busy={form.busy}
        onClick={() =>
          void form.run(async () => {
            const { expiresAt } = await api['client-link.send']({
              params: { clinicId, clientId: client.id },
              body: guardianId ? { guardianId } : {},
            })
            setSent(t('access.sent', { when: printMoment(expiresAt, zoneOfDevice()) }))
          })
        }
      >
        {sent ? t('access.sendAgain') : t('access.send')}
      </Button>
      <p role="status" className={css.soft}>
        {form.messages.length === 0 ? sent : ''}
      </p>
      <ErrorSummary messages={form.messages} />
    </div>
  )
}

function EndAccess({ clientId }: { readonly clientId: string }) {
  const { clinicId } = useWork()
  const form = useForm()
  const [asks, setAsks] = useState(false)
  return (
    <>
      <Button kind="plain" onClick={() => setAsks(true)}>
        {t('access.end')}
      </Button>
      <Dialog open={asks} onClose={() => setAsks(false)} title={t('access.endTitle')}>
        <p>{t('access.endSays')}</p>
        <ErrorSummary messages={form.messages} />
        <Row>
          <Button
            kind="danger"
            busy={form.busy}
            onClick={() =>
              void form.run(async () => {
                await api['client-access.end']({ params: { clinicId, clientId }, body: {} })
                setAsks(false)
                toast(t('access.ended'))
              })
            }
          >
            {t('access.endNow')}
          </Button>
          <Button onClick={() => setAsks(false)}>{t('dialog.cancel')}</Button>
        </Row>
      </Dialog>
    </>
  )
}
