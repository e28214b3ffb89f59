/** Before anything else: what must not wait for any question. The signs are those that the knowledge holds for an emergency by themselves. */
import type { ISODate, Pathway } from '@needlepoint/pathway'
import type { ReactNode } from 'react'
import { TickList } from '../questions/TickList.tsx'
import { t } from '../texts.ts'
import { emergencySigns } from './self-screening.ts'

export interface UrgentSignsProps {
  readonly pathway: Pathway
  readonly day: ISODate
  readonly before: readonly string[] | undefined
  readonly above: ReactNode
  readonly onAnswer: (signs: readonly string[]) => void
}

export function UrgentSigns({ pathway, day, before, above, onAnswer }: UrgentSignsProps) {
  return (
    <TickList
      pathway={pathway}
      day={day}
      facts={emergencySigns(pathway).map(({ fact }) => fact)}
      title={t('screen.urgentTitle')}
      lead={t('screen.urgentLead')}
      unsure={false}
      before={before}
      above={above}
      onAnswer={(ticked) => {
        onAnswer(ticked)
        return []
      }}
    />
  )
}
