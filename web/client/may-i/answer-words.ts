/** “No, not before Sat 21 Nov, 14:00”: the answer in one line, and its tone. */
import type { MayI, ProductCheck, Zone } from '@needlepoint/pathway'
import type { Tone } from '../../shared/components/tone.tsx'
import { printMoment } from '../../shared/format/format.ts'
import { t } from '../texts.ts'

/** A no that ends is a “not yet”. */
export function toneOfAnswer({ answer, until, untilHealed }: Pick<MayI, 'answer' | 'until' | 'untilHealed'>): Tone {
  switch (answer) {
    case 'yes':
      return 'calm'
    case 'depends':
      return 'ask'
    case 'no':
      return until !== null || untilHealed ? 'urgent' : 'stop'
  }
}

export function untilWhen(
  { answer, until, untilHealed }: Pick<MayI | ProductCheck, 'answer' | 'until' | 'untilHealed'>,
  zone: Zone,
): string | undefined {
  if (answer === 'yes') return undefined
  if (until)
    return untilHealed
      ? t('mayI.untilBoth', { when: printMoment(until, zone) })
      : t('mayI.until', { when: printMoment(until, zone) })
  return untilHealed ? t('mayI.untilHealed') : undefined
}
