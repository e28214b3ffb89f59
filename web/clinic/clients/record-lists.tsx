/** The lists of a record, each with what may be done next. Replaced versions stay, and are set apart. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LinkButton } from '../../shared/components/button.tsx'
import { Section } from '../../shared/components/page.tsx'
import { moreOf, ShowMore } from '../../shared/components/show-more.tsx'
import { ToneWord, toneOfDecision, toneOfLevel, toneOfReadiness } from '../../shared/components/tone.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printAmount, printDate, printList, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { knowledgeText } from '../answers/fact-texts.ts'
import { useMay } from '../may.ts'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './clients.module.css'
import { type ClientRecord, holding } from './record-reads.ts'

interface ListProps {
  readonly record: ClientRecord
  readonly clientId: string
}

/** @param of the list that goes on when somebody asks for more */
function Lines<Item extends { readonly id: string }>({
  items,
  of,
  none,
  children,
}: {
  readonly items: readonly Item[]
  readonly of: Parameters<typeof moreOf>[0]
  readonly none: string
  readonly children: (item: Item) => ReactNode
}) {
  if (items.length === 0) return <p className={css.soft}>{none}</p>
  return (
    <ShowMore kind="plain" more={moreOf(of)} label={t('list.more')}>
      <ul className={css.list}>
        {items.map((item) => (
          <li key={item.id}>{children(item)}</li>
        ))}
      </ul>
    </ShowMore>
  )
}

const replaced = (supersededBy: string | null) =>
  supersededBy === null ? null : <span className={css.soft}>{t('list.replaced')}</span>

export function Screenings({ record, clientId }: ListProps) {
  const { clinicId } = useWork()
  const may = useMay()
  return (
    <Section
      title={t('record.screenings')}
      actions={
        may('screening.record') && (
          <LinkButton kind="plain" to="/clinic/$clinicId/clients/$clientId/screen" params={{ clinicId, clientId }}>
            {t('next.screen')}
          </LinkButton>
        )
      }
    >
      <Loaded query={record.screenings} lines={2}>
        {({ items }) => (
          <Lines items={items} of={record.screenings} none={t('record.noScreenings')}>
            {({ id, decidedOn, holds, final, overridden, differs, supersededBy }) => (
              <>
                <Link
                  to="/clinic/$clinicId/clients/$clientId/screenings/$screeningId"
                  params={{ clinicId, clientId, screeningId: id }}
                >
                  {printDate(decidedOn)}
                </Link>
                <ToneWord tone={toneOfDecision[holds]}>
                  {final || overridden ? t(`staffDecisions.${holds}`) : t('record.open')}
                </ToneWord>
                {overridden && <span>{t('record.overridden')}</span>}
                {differs && <span>{t('record.differs')}</span>}
                {replaced(supersededBy)}
              </>
            )}
          </Lines>
        )}
      </Loaded>
    </Section>
  )
}

export function Plans({ record, clientId }: ListProps) {
  const { clinicId } = useWork()
  const may = useMay()
  return (
    <Section
      title={t('record.plans')}
      actions={
        may('plan.record') && (
          <LinkButton kind="plain" to="/clinic/$clinicId/clients/$clientId/plan" params={{ clinicId, clientId }}>
            {holding(record.plans.data?.items) ? t('record.replacePlan') : t('next.plan')}
          </LinkButton>
        )
      }
    >
      <Loaded query={record.plans} lines={2}>
        {({ items }) => (
          <Lines items={items} of={record.plans} none={t('record.noPlans')}>
            {({ id, plannedOn, plan, newerScreeningId, supersededBy }) => (
              <>
                <Link
                  to="/clinic/$clinicId/clients/$clientId/plans/$planId"
                  params={{ clinicId, clientId, planId: id }}
                >
                  {printDate(plannedOn)}
                </Link>
                <span>{printList(plan.courses.map(({ name }) => name))}</span>
                <span>
                  {plan.maxDepthMm === null ? '' : t('plan.upTo', { depth: printAmount(plan.maxDepthMm, 'mm') })}
                </span>
                {newerScreeningId && supersededBy === null && <ToneWord tone="ask">{t('plan.outOfDate')}</ToneWord>}
                {replaced(supersededBy)}
              </>
            )}
          </Lines>
        )}
      </Loaded>
    </Section>
  )
}

export function Consents({ record, clientId }: ListProps) {
  const { clinicId } = useWork()
  const may = useMay()
  const plan = holding(record.plans.data?.items)
  return (
    <Section
      title={t('record.consents')}
      actions={
        plan &&
        may('consent.witness') && (
          <LinkButton
            kind="plain"
            to="/clinic/$clinicId/clients/$clientId/plans/$planId/consent"
            params={{ clinicId, clientId, planId: plan.id }}
          >
            {t('next.consent')}
          </LinkButton>
        )
      }
    >
      <Loaded query={record.consents} lines={2}>
        {({ items }) => (
          <Lines items={items} of={record.consents} none={t('record.noConsents')}>
            {({ id, kind, purposes, signedAt, withdrawnAt, planId }) => (
              <>
                <Link
                  to="/clinic/$clinicId/clients/$clientId/consents/$consentId"
                  params={{ clinicId, clientId, consentId: id }}
                >
                  {kind === 'treatment' ? t('consent.treatment') : t(`purposes.${purposes[0] as 'record'}`)}
                </Link>
                {withdrawnAt ? (
                  <ToneWord tone="stop">
                    {t('consent.withdrawnOn', { when: printMoment(withdrawnAt, zoneOfDevice()) })}
                  </ToneWord>
                ) : (
                  <span>{t('consent.signedOn', { when: printMoment(signedAt, zoneOfDevice()) })}</span>
                )}
                {plan && planId !== plan.id && <span className={css.soft}>{t('consent.otherPlan')}</span>}
              </>
            )}
          </Lines>
        )}
      </Loaded>
    </Section>
  )
}

export function Preflights({ record, clientId }: ListProps) {
  const { clinicId } = useWork()
  const may = useMay()
  const plan = holding(record.plans.data?.items)
  return (
    <Section
      title={t('record.preflights')}
      actions={
        plan &&
        may('preflight.record') && (
          <LinkButton
            kind="plain"
            to="/clinic/$clinicId/clients/$clientId/plans/$planId/preflight"
            params={{ clinicId, clientId, planId: plan.id }}
          >
            {t('next.preflight')}
          </LinkButton>
        )
      }
    >
      <Loaded query={record.preflights} lines={2}>
        {({ items }) => (
          <Lines items={items} of={record.preflights} none={t('record.noPreflights')}>
            {({ id, checkedOn, result, differs }) => (
              <>
                <Link
                  to="/clinic/$clinicId/clients/$clientId/preflights/$preflightId"
                  params={{ clinicId, clientId, preflightId: id }}
                >
                  {printDate(checkedOn)}
                </Link>
                <ToneWord tone={toneOfReadiness[result.decision]}>{t(`readiness.${result.decision}`)}</ToneWord>
                {differs && <span>{t('record.differs')}</span>}
              </>
            )}
          </Lines>
        )}
      </Loaded>
    </Section>
  )
}

export function Sessions({ record, clientId }: ListProps) {
  const { clinicId } = useWork()
  const pathway = usePathway(clinicId)
  const text = knowledgeText(pathway, todayIn(zoneOfDevice()))
  return (
    <Section title={t('record.sessions')}>
      <Loaded query={record.sessions} lines={2}>
        {({ items }) => (
          <Lines items={items} of={record.sessions} none={t('record.noSessions')}>
            {({ id, endedAt, zone, areas, depthMm, practitioner, supersedes }) => (
              <>
                <Link
                  to="/clinic/$clinicId/clients/$clientId/sessions/$sessionId"
                  params={{ clinicId, clientId, sessionId: id }}
                >
                  {printMoment(endedAt, zone)}
                </Link>
                <span>{printList(areas.map((area) => text(`areas.${area}.name`, area)))}</span>
                {depthMm !== null && <span>{t('plan.upTo', { depth: printAmount(depthMm, 'mm') })}</span>}
                {supersedes !== null && <span className={css.soft}>{t('session.amended')}</span>}
                <span className={css.when}>{practitioner}</span>
              </>
            )}
          </Lines>
        )}
      </Loaded>
    </Section>
  )
}

export function CheckIns({ record, clientId }: ListProps) {
  const { clinicId } = useWork()
  return (
    <Section title={t('record.checkIns')}>
      <Loaded query={record.checkIns} lines={2}>
        {({ items }) => (
          <Lines items={items} of={record.checkIns} none={t('record.noCheckIns')}>
            {({ id, day, level, final, reportedAt, readAt, hasWords, differs }) => (
              <>
                <Link
                  to="/clinic/$clinicId/clients/$clientId/check-ins/$checkInId"
                  params={{ clinicId, clientId, checkInId: id }}
                >
                  {t('checkIn.day', { day })}
                </Link>
                <ToneWord tone={toneOfLevel[level]}>{t(`staffLevels.${level}`)}</ToneWord>
                {!final && <span>{t('checkIn.unfinished')}</span>}
                {hasWords && <span>{t('checkIn.wrote')}</span>}
                {differs && <span>{t('record.differs')}</span>}
                {readAt === null && <strong>{t('checkIn.unread')}</strong>}
                <span className={css.when}>{printMoment(reportedAt, zoneOfDevice())}</span>
              </>
            )}
          </Lines>
        )}
      </Loaded>
    </Section>
  )
}
