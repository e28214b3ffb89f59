/** One session as it was charted, in the version that the address names, with the versions before and after it. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { FaceMap } from '../../shared/components/face-map.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { Section } from '../../shared/components/page.tsx'
import { Table } from '../../shared/components/table.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printAmount, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { AnswerList } from '../answers/AnswerList.tsx'
import { knowledgeText } from '../answers/fact-texts.ts'
import { useMay } from '../may.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { type Session, sessionQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './treatment.module.css'

export function SessionScreen() {
  const { clientId, sessionId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/sessions/$sessionId' })
  const { clinicId } = useWork()
  const may = useMay()
  const session = useQuery(sessionQuery(clinicId, sessionId))
  const { data } = session
  return (
    <ClientPage
      key={sessionId}
      clientId={clientId}
      title={data ? t('session.titleOf', { when: printMoment(data.endedAt, data.zone) }) : t('session.title')}
      actions={
        data?.supersededBy === null &&
        may('session.record') && (
          <LinkButton
            to="/clinic/$clinicId/clients/$clientId/sessions/$sessionId/amend"
            params={{ clinicId, clientId, sessionId }}
          >
            {t('session.amend')}
          </LinkButton>
        )
      }
    >
      {() => (
        <Loaded query={session} lines={8}>
          {(loaded) => <Shown session={loaded} />}
        </Loaded>
      )}
    </ClientPage>
  )
}

function Shown({ session }: { readonly session: Session }) {
  const { clinicId } = useWork()
  const pathway = usePathway(clinicId)
  const text = knowledgeText(pathway, todayIn(session.zone))
  const nameOf = (area: string) => text(`areas.${area}.name`, area)
  const { zones, products, device, cartridgeLot, practitioner, notes, facts, clientId } = session
  const most = Math.max(1, ...zones.map(({ passes }) => passes))
  return (
    <>
      {session.supersededBy !== null && (
        <CareCard tone="ask" word={t('session.replaced')}>
          <Link
            to="/clinic/$clinicId/clients/$clientId/sessions/$sessionId"
            params={{ clinicId, clientId, sessionId: session.supersededBy }}
          >
            {t('session.toNewer')}
          </Link>
        </CareCard>
      )}
      <div className={parts.columns}>
        <div className={parts.main}>
          <Section title={t('chart.zones')}>
            <div className={css.chart}>
              <FaceMap chosen={new Map(zones.map(({ area, passes }) => [area, passes / most]))} nameOf={nameOf} />
              <Table
                caption={t('chart.zones')}
                rows={zones}
                keyOf={({ area }) => area}
                columns={[
                  { id: 'area', title: t('chart.zone'), cell: ({ area }) => nameOf(area) },
                  {
                    id: 'depth',
                    title: t('chart.depth'),
                    numeric: true,
                    cell: ({ depthMm }) => printAmount(depthMm, 'mm'),
                  },
                  { id: 'passes', title: t('chart.passes'), numeric: true, cell: ({ passes }) => passes },
                  {
                    id: 'endpoint',
                    title: t('chart.endpoint'),
                    cell: ({ endpoint }) => text(`facts.endpoint.options.${endpoint}`, endpoint),
                  },
                ]}
              />
            </div>
          </Section>
          {(Object.keys(facts).length > 0 || notes) && (
            <Section title={t('chart.also')}>
              <AnswerList pathway={pathway} answers={facts} day={todayIn(session.zone)} />
              {notes && <p className={parts.measure}>{notes}</p>}
            </Section>
          )}
        </div>
        <div className={parts.aside}>
          <Section title={t('chart.with')}>
            <Facts
              items={[
                [t('chart.practitioner'), practitioner.name],
                [t('preflight.device'), device.name],
                [t('preflight.lot'), cartridgeLot ? `${cartridgeLot.product}, ${cartridgeLot.lot}` : '–'],
                ...products.map(({ product, lot }, at): [string, string] => [
                  t('chart.product', { number: at + 1 }),
                  lot ? `${product}, ${lot.lot}` : product,
                ]),
                [
                  t('session.check'),
                  <Link
                    key="c"
                    to="/clinic/$clinicId/clients/$clientId/preflights/$preflightId"
                    params={{ clinicId, clientId, preflightId: session.preflightId }}
                  >
                    {t('session.openCheck')}
                  </Link>,
                ],
                [
                  t('session.stored'),
                  `${session.recordedBy.name ?? t('list.somebody')}, ${printMoment(session.recordedAt, zoneOfDevice())}`,
                ],
              ]}
            />
          </Section>
          {session.supersedes !== null && (
            <Section title={t('session.versions')}>
              <p>
                {t('session.because')} “{session.amendedBecause}”
              </p>
              <p>
                <Link
                  to="/clinic/$clinicId/clients/$clientId/sessions/$sessionId"
                  params={{ clinicId, clientId, sessionId: session.supersedes }}
                >
                  {t('session.toEarlier')}
                </Link>
              </p>
            </Section>
          )}
        </div>
      </div>
    </>
  )
}
