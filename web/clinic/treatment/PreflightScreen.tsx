/** A check that was stored: what came of it, what was looked at, and what came from the record. */
import { ofTheRecord } from '@needlepoint/contract/record-facts'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { LinkButton } from '../../shared/components/button.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { Row, Section } from '../../shared/components/page.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDate, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { AnswerList } from '../answers/AnswerList.tsx'
import { factsBehind } from '../answers/facts-behind.ts'
import { useMay } from '../may.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { type Preflight, preflightQuery, useClinic } from '../parts/reads.ts'
import { DifferenceTable } from '../screening/Comparison.tsx'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { ReadinessCard } from './ReadinessCard.tsx'

export function PreflightScreen() {
  const { clientId, preflightId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/preflights/$preflightId' })
  const { clinicId } = useWork()
  const preflight = useQuery(preflightQuery(clinicId, preflightId))
  return (
    <ClientPage
      clientId={clientId}
      title={
        preflight.data ? t('preflight.titleOf', { date: printDate(preflight.data.checkedOn) }) : t('preflight.title')
      }
    >
      {() => (
        <Loaded query={preflight} lines={8}>
          {(loaded) => <Shown preflight={loaded} />}
        </Loaded>
      )}
    </ClientPage>
  )
}

function Shown({ preflight }: { readonly preflight: Preflight }) {
  const { clinicId } = useWork()
  const may = useMay()
  const pathway = usePathway(clinicId)
  const clinic = useClinic()
  const { id, clientId, planId, result, facts, checkedOn, differs, deviceResult, recordedBy, recordedAt } = preflight
  const fromRecord = Object.fromEntries(
    Object.entries(facts).filter(
      ([each]) => ofTheRecord.has(each) || pathway.protocol.facts[each]?.askedOf === 'record',
    ),
  )
  const checked = Object.fromEntries(
    Object.entries(facts).filter(([each]) => {
      const fact = pathway.protocol.facts[each]
      return fact?.step === 'treatment' && fact.askedOf !== 'record' && !ofTheRecord.has(each)
    }),
  )
  const isToday = clinic.data !== undefined && checkedOn === todayIn(clinic.data.zone)
  const ready = result.decision !== 'not-ready'
  return (
    <div className={parts.columns}>
      <div className={parts.main}>
        <ReadinessCard pathway={pathway} result={result} />
        <Row>
          {ready && isToday && may('session.record') && (
            <LinkButton
              kind="primary"
              to="/clinic/$clinicId/clients/$clientId/preflights/$preflightId/session"
              params={{ clinicId, clientId, preflightId: id }}
            >
              {t('next.session')}
            </LinkButton>
          )}
          {may('preflight.record') && (
            <LinkButton
              to="/clinic/$clinicId/clients/$clientId/plans/$planId/preflight"
              params={{ clinicId, clientId, planId }}
            >
              {t('preflight.again')}
            </LinkButton>
          )}
        </Row>
        {ready && !isToday && <p className={parts.soft}>{t('preflight.otherDay')}</p>}
        {differs && deviceResult && (
          <Section title={t('compare.title')}>
            <DifferenceTable
              differences={[
                { what: 'decision', device: deviceResult.decision, server: result.decision },
                { what: 'rules', device: deviceResult.rules, server: result.findings.map(({ rule }) => rule) },
              ]}
            />
          </Section>
        )}
        <Section title={t('preflight.checked')}>
          <AnswerList
            riskFirst={factsBehind(pathway.protocol.treatment.rules, result.findings)}
            pathway={pathway}
            answers={checked}
            day={checkedOn}
          />
        </Section>
      </div>
      <div className={parts.aside}>
        <Section title={t('preflight.fromRecord')}>
          <Disclosure quiet summary={t('preflight.fromRecordSays', { count: Object.keys(fromRecord).length })}>
            <AnswerList narrow pathway={pathway} answers={fromRecord} day={checkedOn} />
          </Disclosure>
        </Section>
        <Facts
          items={[
            [t('preflight.by'), recordedBy.name ?? t('list.somebody')],
            [t('preflight.at'), printMoment(recordedAt, zoneOfDevice())],
          ]}
        />
      </div>
    </div>
  )
}
