/** What she can do next on the way to her session, one primary action at a time. */
import type { ReactNode } from 'react'
import { LinkButton } from '../../shared/components/button.tsx'
import type { Waiting } from '../../shared/device/store.ts'
import { paperOf, planOf, signedPaper } from '../consent/papers.ts'
import css from '../healing/healing.module.css'
import { useClient } from '../shell/client.tsx'
import { type OwnRecord, useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'

export type NextStep =
  | 'intake'
  | 'waiting'
  | 'in-review'
  | 'not-now'
  | 'plan-soon'
  | 'plan'
  | 'sign'
  | 'sign-again'
  | 'ready'
  | 'again'

/** Pure: what the record, and what waits to be sent, lead to. */
export function nextStepsOf(
  record: Pick<OwnRecord, 'client' | 'plans' | 'consents' | 'screening'> & { readonly papers?: OwnRecord['papers'] },
  outbox: readonly Pick<Waiting, 'endpoint' | 'refused'>[],
): NextStep[] {
  const waits = (endpoint: string) => outbox.some((each) => each.endpoint === endpoint && !each.refused)
  if (waits('screening.record')) return ['waiting']
  const plan = planOf(record)
  const again = paperOf(record.papers, 'treatment')?.state === 'again' && !waits('consent.sign')
  switch (record.client.stage) {
    case 'added':
      return ['intake']
    case 'in-review':
      return ['in-review']
    case 'not-now':
      return ['not-now']
    case 'screened':
      return ['plan-soon']
    case 'planned':
      return waits('consent.sign') ? ['plan'] : ['sign', 'plan']
    case 'consented':
    case 'ready':
      return again ? ['sign-again', 'plan'] : ['ready', 'plan']
    case 'healing':
      return plan ? (signedPaper(record.consents, 'treatment', plan.id) ? ['plan'] : ['sign', 'plan']) : []
    case 'healed':
      return ['again', ...(plan ? (['plan'] as const) : [])]
  }
}

export function NextSteps({ steps }: { readonly steps: readonly NextStep[] }) {
  const { clinicId } = useClient()
  const { screening } = useRecord()
  const params = { clinicId }
  const decision = screening && (
    <LinkButton to="/c/$clinicId/answers/$screeningId" params={{ clinicId, screeningId: screening.id }}>
      {t('next.seeDecision')}
    </LinkButton>
  )
  const actions: Readonly<Record<NextStep, ReactNode>> = {
    intake: (
      <LinkButton kind="primary" wide to="/c/$clinicId/intake" params={params}>
        {t('next.intakeButton')}
      </LinkButton>
    ),
    waiting: null,
    'in-review': decision,
    'not-now': decision,
    'plan-soon': decision,
    plan: (
      <LinkButton to="/c/$clinicId/plan" params={params}>
        {t('next.planButton')}
      </LinkButton>
    ),
    sign: (
      <LinkButton kind="primary" wide to="/c/$clinicId/papers" params={params}>
        {t('next.signButton')}
      </LinkButton>
    ),
    'sign-again': (
      <LinkButton kind="primary" wide to="/c/$clinicId/papers" params={params}>
        {t('next.signAgainButton')}
      </LinkButton>
    ),
    ready: null,
    again: (
      <LinkButton wide to="/c/$clinicId/intake" params={params}>
        {t('next.againButton')}
      </LinkButton>
    ),
  }
  return (
    <ol className={css.steps}>
      {steps.map((step) => (
        <li key={step}>
          <h2>{t(`next.${step}`)}</h2>
          <p>{t(`next.${step}Says`)}</p>
          {actions[step]}
        </li>
      ))}
    </ol>
  )
}
