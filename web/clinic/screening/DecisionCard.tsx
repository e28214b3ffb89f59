/** A decision as staff read it: what counts, whether it is final, the reasons with their sources, and from when on. */
import type { Decision, Pathway, Screening } from '@needlepoint/pathway'
import type { ReactNode } from 'react'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Findings } from '../../shared/components/findings.tsx'
import { toneOfDecision } from '../../shared/components/tone.tsx'
import { printDate, zoneOfDevice } from '../../shared/format/format.ts'
import { todayIn } from '../parts/day.ts'
import { t } from '../texts.ts'

export const toneOfEffect = (effect: string) => toneOfDecision[effect as Decision] ?? 'note'

export function DecisionCard({
  pathway,
  decided,
  holds,
  note,
}: {
  readonly pathway: Pathway
  readonly decided: Screening
  /** What counts, where a person decided. */
  readonly holds?: Decision
  readonly note?: ReactNode
}) {
  const { decision, findings, earliestDate } = decided
  const counts = holds ?? decision.atMost
  const open = !decision.final && holds === undefined
  const shown = open ? decision.atLeast : counts
  return (
    <CareCard
      tone={open ? 'ask' : toneOfDecision[shown]}
      word={open ? t('screening.openWord') : t(`staffDecisions.${shown}`)}
      title={
        open
          ? t('screening.between', {
              least: t(`staffDecisions.${decision.atLeast}`),
              most: t(`staffDecisions.${decision.atMost}`),
            })
          : undefined
      }
    >
      {note}
      {!open &&
        earliestDate &&
        earliestDate > todayIn(zoneOfDevice()) &&
        (counts === 'defer' || counts === 'clinician-review') && (
          <p>{t('screening.earliest', { date: printDate(earliestDate, 'full') })}</p>
        )}
      {findings.length === 0 ? (
        <p>{t('screening.noFindings')}</p>
      ) : (
        <Findings reasonFirst findings={findings} claimsOf={pathway.claims} toneOf={toneOfEffect} />
      )}
    </CareCard>
  )
}
