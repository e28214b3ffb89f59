/** The review: what was decided and why, what is open, whether the device agreed, and what a person decided instead. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { Row, Section } from '../../shared/components/page.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDate, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { AnswerList } from '../answers/AnswerList.tsx'
import { factsBehind } from '../answers/facts-behind.ts'
import { useMay } from '../may.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { type Client, type Screening, screeningQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Comparison } from './Comparison.tsx'
import { DecisionCard } from './DecisionCard.tsx'
import { OverrideForm } from './OverrideForm.tsx'
import { ScreeningForm } from './ScreeningForm.tsx'

export function ScreeningScreen() {
  const { clientId, screeningId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/screenings/$screeningId' })
  const { clinicId } = useWork()
  const screening = useQuery(screeningQuery(clinicId, screeningId))
  const decidedOn = screening.data?.decidedOn
  return (
    <ClientPage
      key={screeningId}
      clientId={clientId}
      title={decidedOn ? t('screening.titleOf', { date: printDate(decidedOn) }) : t('screening.title')}
    >
      {(client) => (
        <Loaded query={screening} lines={8}>
          {(loaded) => <Review key={loaded.id} client={client} screening={loaded} />}
        </Loaded>
      )}
    </ClientPage>
  )
}

function Review({ client, screening }: { readonly client: Client; readonly screening: Screening }) {
  const { clinicId } = useWork()
  const may = useMay()
  const pathway = usePathway(clinicId)
  const { decision, overrides, holds, supersededBy } = screening
  const last = overrides.at(-1)
  const isOpen = !decision.decision.final && supersededBy === null
  const allowed = holds === 'proceed' || holds === 'proceed-with-precautions' || (holds === 'clinician-review' && last)
  return (
    <>
      {supersededBy !== null && (
        <CareCard tone="ask" word={t('screening.replaced')}>
          <p>
            <Link
              to="/clinic/$clinicId/clients/$clientId/screenings/$screeningId"
              params={{ clinicId, clientId: client.id, screeningId: supersededBy }}
            >
              {t('screening.toNewer')}
            </Link>
          </p>
        </CareCard>
      )}
      <div className={parts.columns}>
        <div className={parts.main}>
          <DecisionCard
            pathway={pathway}
            decided={decision}
            {...(last ? { holds } : {})}
            note={
              last && (
                <p>
                  {t('screening.overriddenBy', {
                    name: last.recordedBy.name ?? t('list.somebody'),
                    role: last.role,
                    when: printMoment(last.recordedAt, zoneOfDevice()),
                  })}{' '}
                  “{last.reason}”
                </p>
              )
            }
          />
          {supersededBy === null && allowed && may('plan.record') && (
            <Row>
              <LinkButton
                kind="primary"
                to="/clinic/$clinicId/clients/$clientId/plan"
                params={{ clinicId, clientId: client.id }}
              >
                {t('next.plan')}
              </LinkButton>
            </Row>
          )}
        </div>
        <div className={parts.aside}>
          <Section title={t('screening.facts')}>
            <Facts
              items={[
                [t('screening.answeredBy'), screening.recordedBy.name ?? t(`kinds.${screening.recordedBy.kind}`)],
                [t('screening.recordedAt'), printMoment(screening.recordedAt, zoneOfDevice())],
                [
                  t('screening.protocol'),
                  <code key="p">{screening.protocol.replace('sha256:', '').slice(0, 12)}</code>,
                ],
              ]}
            />
          </Section>
          <Comparison screening={screening} />
          {overrides.length > 0 && (
            <Section title={t('screening.overrides')}>
              <Facts
                items={overrides.map(({ decision: to, recordedBy, recordedAt, reason, role }) => [
                  <>
                    {recordedBy.name} ({role})
                    <br />
                    {printMoment(recordedAt, zoneOfDevice())}
                  </>,
                  <>
                    <strong>{t(`staffDecisions.${to}`)}</strong>
                    <br />
                    {reason}
                  </>,
                ])}
              />
            </Section>
          )}
        </div>
      </div>
      {isOpen && may('screening.record') && (
        <Section title={t('screening.complete')}>
          <ScreeningForm client={client} before={screening} />
        </Section>
      )}
      {supersededBy === null && may('screening.override') && <OverrideForm screening={screening} />}
      <Section title={t('screening.answers')}>
        <Disclosure summary={t('screening.showAnswers', { count: Object.keys(screening.facts).length })} open={!isOpen}>
          <AnswerList
            riskFirst={factsBehind(pathway.protocol.screening.rules, decision.findings)}
            pathway={pathway}
            answers={screening.facts}
            day={screening.decidedOn}
          />
        </Disclosure>
      </Section>
    </>
  )
}
