/** Go or no-go, large, with the reasons. */
import type { Pathway, Preflight, Readiness } from '@needlepoint/pathway'
import type { ReactNode } from 'react'
import { Findings } from '../../shared/components/findings.tsx'
import { type Tone, ToneShape, toneOfReadiness } from '../../shared/components/tone.tsx'
import { t } from '../texts.ts'
import css from './treatment.module.css'

const toneOfEffect = (effect: string): Tone => (effect === 'stop' ? 'stop' : 'note')

export function ReadinessCard({
  pathway,
  result,
  children,
}: {
  readonly pathway: Pathway
  readonly result: Preflight
  readonly children?: ReactNode
}) {
  const { decision, findings, ask, clarify } = result
  const open = ask.length + clarify.length
  const waits = decision === 'not-ready' && findings.every(({ effect }) => effect !== 'stop')
  const tone: Tone = waits ? 'ask' : toneOfReadiness[decision as Readiness]
  return (
    <section className={`${css.ready} ${css[tone]}`} aria-live="polite">
      <h2>
        <ToneShape tone={tone} size={26} />
        {waits ? t('preflight.notYet') : t(`preflight.${decision}`)}
      </h2>
      <p>{open > 0 ? t('preflight.open', { count: open }) : t(`readinessSays.${decision}`)}</p>
      {children}
      {findings.length > 0 && <Findings findings={findings} claimsOf={pathway.claims} toneOf={toneOfEffect} />}
    </section>
  )
}
