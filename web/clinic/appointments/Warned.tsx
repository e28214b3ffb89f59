/** What somebody was warned of when the appointment was noted; it stays with it. */
import type { OutputOf } from '../../shared/api/api.ts'
import { ToneWord } from '../../shared/components/tone.tsx'
import { printDate } from '../../shared/format/format.ts'
import { t } from '../texts.ts'

export function Warned({ warned }: { readonly warned: OutputOf<'appointment.list'>['items'][number]['warned'] }) {
  if (!warned) return null
  return (
    <ToneWord tone="urgent">
      {warned.until ? t('appointments.tooEarly', { date: printDate(warned.until) }) : t('appointments.notCleared')}
    </ToneWord>
  )
}
