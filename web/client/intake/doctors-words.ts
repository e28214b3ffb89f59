/** What she can read out or hand over to a doctor: only what a doctor has to judge. */
import type { Screening } from '@needlepoint/pathway'
import { printList } from '../../shared/format/format.ts'
import { t } from '../texts.ts'

/** @returns undefined when there is nothing to ask a doctor about */
export function doctorsWords(
  { findings }: Screening,
  { areas }: { readonly areas: readonly string[] },
): string | undefined {
  const toJudge = findings.filter(({ effect }) => effect === 'clinician-review' || effect === 'do-not-treat')
  if (toJudge.length === 0) return undefined
  const where = areas.length > 0 ? t('doctor.where', { areas: printList(areas) }) : t('doctor.plan')
  return [where, t('doctor.found'), ...toJudge.map(({ says }) => `“${says}”`), t('doctor.ask')].join('\n')
}
