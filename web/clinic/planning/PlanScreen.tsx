/** A plan that was stored, with what comes next: the consent, the check, or a new plan. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Section } from '../../shared/components/page.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDate } from '../../shared/format/format.ts'
import { AnswerList } from '../answers/AnswerList.tsx'
import { useMay } from '../may.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { type Plan, planQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { PlanView } from './PlanView.tsx'

export function PlanScreen() {
  const { clientId, planId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/plans/$planId' })
  const { clinicId } = useWork()
  const may = useMay()
  const plan = useQuery(planQuery(clinicId, planId))
  const holds = plan.data?.supersededBy === null
  const ids = { clinicId, clientId, planId }
  return (
    <ClientPage
      key={planId}
      clientId={clientId}
      title={plan.data ? t('plan.titleOf', { date: printDate(plan.data.plannedOn) }) : t('plan.title')}
      actions={
        holds && (
          <>
            {may('plan.record') && (
              <LinkButton to="/clinic/$clinicId/clients/$clientId/plan" params={ids}>
                {t('record.replacePlan')}
              </LinkButton>
            )}
            {may('preflight.record') && (
              <LinkButton to="/clinic/$clinicId/clients/$clientId/plans/$planId/preflight" params={ids}>
                {t('next.preflight')}
              </LinkButton>
            )}
            {may('consent.witness') && (
              <LinkButton kind="primary" to="/clinic/$clinicId/clients/$clientId/plans/$planId/consent" params={ids}>
                {t('next.consent')}
              </LinkButton>
            )}
          </>
        )
      }
    >
      {() => (
        <Loaded query={plan} lines={8}>
          {(loaded) => <Shown plan={loaded} />}
        </Loaded>
      )}
    </ClientPage>
  )
}

function Shown({ plan }: { readonly plan: Plan }) {
  const { clinicId } = useWork()
  const pathway = usePathway(clinicId)
  const { clientId, supersededBy, newerScreeningId, notes } = plan
  return (
    <>
      {supersededBy !== null && (
        <CareCard tone="ask" word={t('plan.replaced')}>
          <Link
            to="/clinic/$clinicId/clients/$clientId/plans/$planId"
            params={{ clinicId, clientId, planId: supersededBy }}
          >
            {t('plan.toNewer')}
          </Link>
        </CareCard>
      )}
      {supersededBy === null && newerScreeningId !== null && (
        <CareCard tone="ask" word={t('plan.outOfDate')}>
          <p>{t('plan.outOfDateSays')}</p>
        </CareCard>
      )}
      <PlanView pathway={pathway} plan={plan.plan} price={plan.price} />
      <Section title={t('plan.wanted')}>
        <AnswerList pathway={pathway} answers={plan.facts} day={plan.plannedOn} />
        {notes && <p className={parts.measure}>{notes}</p>}
      </Section>
    </>
  )
}
