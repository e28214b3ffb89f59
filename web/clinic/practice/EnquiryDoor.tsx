/** Whether anybody may send the clinic her answers, and the address and code to print for the window, the website or a card. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { type FieldMessage, fieldMessages } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { QrCode } from '../accounts/QrCode.tsx'
import { doorQuery } from '../enquiries/reads.ts'
import { useMay } from '../may.ts'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'

export function EnquiryDoor() {
  const { clinicId } = useWork()
  const may = useMay()
  const queries = useQueryClient()
  const door = useQuery(doorQuery(clinicId))
  const [busy, setBusy] = useState(false)
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])

  async function set(open: boolean) {
    setBusy(true)
    setMessages([])
    try {
      const changed = await api['enquiry.set-door']({ params: { clinicId }, body: { open } })
      queries.setQueryData(doorQuery(clinicId).queryKey, changed)
      toast(t(open ? 'door.opened' : 'door.closedNow'))
    } catch (error) {
      setMessages(fieldMessages(error))
    }
    setBusy(false)
  }

  return (
    <Section title={t('door.title')}>
      <Loaded query={door} lines={2}>
        {({ open, address }) => (
          <Stack>
            <ErrorSummary messages={messages} />
            <p>{t(open ? 'door.open' : 'door.closed')}</p>
            {open && (
              <Row>
                <QrCode text={address} label={t('door.code')} />
                <Stack gap={3}>
                  <p className={parts.address}>
                    <a href={address}>{address}</a>
                  </p>
                  <Row>
                    <Button onClick={() => void copy(address)}>{t('door.copy')}</Button>
                  </Row>
                  <p className={parts.soft}>{t('door.print')}</p>
                </Stack>
              </Row>
            )}
            {may('clinic.change') && (
              <Row>
                <Button busy={busy} onClick={() => void set(!open)}>
                  {t(open ? 'door.stop' : 'door.start')}
                </Button>
              </Row>
            )}
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}

async function copy(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address)
    toast(t('door.copied'))
  } catch {
    toast(t('door.copyFailed'))
  }
}
