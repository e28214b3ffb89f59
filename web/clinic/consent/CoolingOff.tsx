/** The time to think that the clinic wants: whether it has begun, how long it still is, and the button that begins it. */
import type { Paper, CoolingOff as Span } from '@needlepoint/contract'
import { printSpan } from '@needlepoint/pathway'
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Row } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { printLeft, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { useForm } from '../accounts/use-form.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'

export interface CoolingOffProps {
  readonly planId: string
  readonly documentHash: string
  readonly language: string
  readonly coolingOff: Span
  readonly asked: Pick<Paper, 'givenAt' | 'possibleFrom'>
  readonly onGiven: () => void
}

export function CoolingOff({ planId, documentHash, language, coolingOff, asked, onGiven }: CoolingOffProps) {
  const { clinicId } = useWork()
  const form = useForm()
  const [id] = useState(newId)
  const { givenAt, possibleFrom } = asked
  async function give() {
    await api['consent.offer']({ params: { clinicId, planId }, body: { id, language, documentHash } })
    toast(t('takeConsent.given'))
    onGiven()
  }
  if (givenAt !== null && possibleFrom === null) return null
  const word = possibleFrom
    ? t('takeConsent.waits', { when: printMoment(possibleFrom, zoneOfDevice()) })
    : t('takeConsent.coolingOff', { time: printSpan(coolingOff, chosenLanguage()) })
  return (
    <CareCard tone="note" word={word}>
      {possibleFrom ? (
        <p>{t('takeConsent.waitsSays', { left: printLeft(Math.max(0, Date.parse(possibleFrom) - Date.now())) })}</p>
      ) : (
        <>
          <p>{t('takeConsent.giveSays')}</p>
          <ErrorSummary messages={form.messages} />
          <Row>
            <Button busy={form.busy} onClick={() => void form.run(give)}>
              {t('takeConsent.give')}
            </Button>
            <Button kind="plain" onClick={() => print()}>
              {t('takeConsent.print')}
            </Button>
          </Row>
        </>
      )}
    </CareCard>
  )
}
