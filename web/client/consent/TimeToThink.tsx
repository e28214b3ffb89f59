/** How long it is still until she may sign, and from when on: given to her on purpose, so it is calm and has a next step. */
import { parseInstant } from '@needlepoint/pathway'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Row } from '../../shared/components/page.tsx'
import { printLeft, printMoment } from '../../shared/format/format.ts'
import { writeCalendar } from '../plan/calendar.ts'
import { useClient } from '../shell/client.tsx'
import { download } from '../shell/download.ts'
import { useNow } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'

/** @returns milliseconds still to wait; 0 once she may sign */
export function useTimeToThink(possibleFrom: string | null): number {
  const now = Date.parse(useNow())
  return possibleFrom === null ? 0 : Math.max(0, Date.parse(possibleFrom) - now)
}

export function TimeToThink({ possibleFrom }: { readonly possibleFrom: string }) {
  const { clinicId } = useClient()
  const { client } = useRecord()
  const left = useTimeToThink(possibleFrom)
  if (left === 0) return null
  function remind() {
    const at = parseInstant(possibleFrom) ?? 0
    const says = `${location.origin}/c/${clinicId}/papers`
    const event = { id: `sign-${client.id}`, title: t('coolingOff.event'), says, at, minutes: 15 }
    download('needlepoint.ics', 'text/calendar', writeCalendar(t('coolingOff.event'), [event], Date.now()))
  }
  return (
    <CareCard tone="note" word={t('coolingOff.word', { left: printLeft(left) })}>
      <p>{t('coolingOff.says', { when: printMoment(possibleFrom, client.zone) })}</p>
      <Row>
        <Button onClick={remind}>{t('coolingOff.remind')}</Button>
      </Row>
    </CareCard>
  )
}
