/** The check before the first pass. The engine says what still has to be looked at; go or no-go stands beside it all the time. */

import type { Paper } from '@needlepoint/contract'
import { decideWith, intakeOf } from '@needlepoint/contract/intake'
import { ofTheRecord, recordFacts } from '@needlepoint/contract/record-facts'
import type { Answers } from '@needlepoint/pathway'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { Changes } from '../../shared/consent/Changes.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { useForm } from '../accounts/use-form.ts'
import { AnswerList } from '../answers/AnswerList.tsx'
import answersCss from '../answers/answers.module.css'
import { toSend, tryToDecide } from '../answers/decide.ts'
import { knowledgeText } from '../answers/fact-texts.ts'
import { Question } from '../answers/Question.tsx'
import { holding, useRecord } from '../clients/record-reads.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import {
  aboutClient,
  type Client,
  devicesQuery,
  lotsQuery,
  type Plan,
  papersQuery,
  planQuery,
  type Screening,
  screeningQuery,
  useClinic,
} from '../parts/reads.ts'
import { mayAnswer } from '../screening/screening-answers.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { inGroups } from './check-groups.ts'
import { type ConsentLine, consentTo, type Device, type Lot, onRecord, type SessionLine } from './on-record.ts'
import { ReadinessCard } from './ReadinessCard.tsx'
import { DeviceField, LotField } from './stock-fields.tsx'
import css from './treatment.module.css'

export function NewPreflightScreen() {
  const { clientId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/plans/$planId/preflight' })
  return (
    <ClientPage clientId={clientId} title={t('preflight.newTitle')}>
      {(client) => <Read client={client} />}
    </ClientPage>
  )
}

/** Everything that the decision rests on, before anything is decided. */
function Read({ client }: { readonly client: Client }) {
  const { planId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/plans/$planId/preflight' })
  const { clinicId } = useWork()
  const record = useRecord(client.id)
  const clinic = useClinic()
  const plan = useQuery(planQuery(clinicId, planId))
  const counts = holding(record.screenings.data?.items)
  const screening = useQuery({ ...screeningQuery(clinicId, counts?.id ?? ''), enabled: counts !== undefined })
  const devices = useQuery(devicesQuery(clinicId))
  const lots = useQuery(lotsQuery(clinicId))
  const consent = plan.data && consentTo(plan.data, record.consents.data?.items ?? [])
  const document = useQuery({
    queryKey: ['consent-document', clinicId, planId, 'current', consent?.language],
    queryFn: () =>
      api['consent.prepare']({
        params: { clinicId, planId },
        body: { kind: 'treatment', purposes: [], language: consent?.language ?? client.language },
      }),
    enabled: consent !== undefined && plan.data?.newerScreeningId === null,
    staleTime: 0,
    retry: false,
  })
  const papers = useQuery(papersQuery(clinicId, client.id))
  const all = [plan, clinic, devices, lots, record.consents, record.sessions, record.screenings]
  const failed = all.find(({ error, data }) => error !== null && data === undefined)
  if (failed) return <Loaded query={failed as typeof plan}>{() => null}</Loaded>
  if (record.screenings.data && !counts)
    return <EmptyState title={t('plan.noScreening')}>{t('plan.noScreeningSays')}</EmptyState>
  if (
    !plan.data ||
    !clinic.data ||
    !screening.data ||
    !devices.data ||
    !lots.data ||
    !record.consents.data ||
    !record.sessions.data ||
    (document.isPending && document.isEnabled)
  )
    return (
      <Loaded query={screening} lines={10}>
        {() => null}
      </Loaded>
    )
  return (
    <Form
      client={client}
      clinic={clinic.data}
      plan={plan.data}
      screening={screening.data}
      consents={record.consents.data.items}
      sessions={record.sessions.data.items}
      currentHash={document.data?.documentHash}
      paper={papers.data?.papers.find(({ kind }) => kind === 'treatment')}
      devices={devices.data.items}
      lots={lots.data}
    />
  )
}

interface FormProps {
  readonly client: Client
  readonly clinic: OutputOf<'clinic.show'>
  readonly plan: Plan
  readonly screening: Screening
  readonly consents: readonly ConsentLine[]
  readonly sessions: readonly SessionLine[]
  readonly currentHash: string | undefined
  readonly paper: Paper | undefined
  readonly devices: readonly Device[]
  readonly lots: readonly Lot[]
}

function Form(props: FormProps) {
  const { client, clinic, plan, screening, consents, sessions, currentHash, paper, devices, lots } = props
  const { clinicId, clinic: work } = useWork()
  const pathway = usePathway(clinicId)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [day] = useState(() => todayIn(clinic.zone))
  const [deviceId, setDeviceId] = useState(() => onlyOne(devices.filter(({ status }) => status === 'in-service')))
  const cartridges = lots.filter(({ kind }) => kind === 'cartridge')
  const [lotId, setLotId] = useState(() => onlyOne(cartridges.filter(({ usable }) => usable)))
  const draft = useDraft<Record<string, unknown>>(`preflight ${plan.id} ${day}`, {})
  const text = knowledgeText(pathway, day)

  const device = devices.find((each) => each.id === deviceId)
  const lot = lots.find((each) => each.id === lotId)
  const read = onRecord({ pathway, client, plan, screening, consents, sessions, currentHash, device, lot })
  const record = recordFacts(read, day)
  const intake = intakeOf({
    screening: { decidedOn: screening.decidedOn, facts: screening.facts },
    plan: { plannedOn: plan.plannedOn, facts: plan.facts },
  })
  const sent = Object.fromEntries(Object.entries(toSend(draft.value)).filter(([each]) => !(each in record)))
  const decide = (answers: Answers) => {
    const now = { ...answers, ...record }
    return decideWith(intake, Object.keys(now), (known) => pathway.preflight({ ...known, ...now }, day)).decision
  }
  const { decision: result, wrong } = tryToDecide(sent, decide)
  const shown = [...new Set([...(result?.ask ?? []), ...(result?.clarify ?? []), ...Object.keys(draft.value)])].filter(
    (each) => !(each in record) && !ofTheRecord.has(each),
  )
  const missingHere = (result?.ask ?? []).filter((each) => ofTheRecord.has(each))
  const messages = [...form.messages, ...wrong]

  async function save() {
    const deviceResult =
      result && plan.newerScreeningId === null && wrong.length === 0
        ? {
            decision: result.decision,
            final: result.final,
            rules: result.findings.map(({ rule }) => rule),
            protocol: result.protocol,
          }
        : undefined
    const { record: stored } = await api['preflight.record']({
      params: { clinicId },
      body: {
        id,
        clientId: client.id,
        planId: plan.id,
        checkedOn: day,
        ...(deviceId ? { deviceId } : {}),
        ...(lotId ? { cartridgeLotId: lotId } : {}),
        facts: sent,
        ...(deviceResult ? { deviceResult } : {}),
      },
    })
    draft.drop()
    await queries.invalidateQueries(aboutClient(clinicId, client.id))
    await navigate({
      to: '/clinic/$clinicId/clients/$clientId/preflights/$preflightId',
      params: { clinicId, clientId: client.id, preflightId: stored.id },
    })
  }

  return (
    <form noValidate onSubmit={form.submit(save, () => wrong)}>
      <ErrorSummary messages={form.messages} />
      <div className={parts.columns}>
        <div className={parts.main}>
          <Section title={t('preflight.with')}>
            <div className={css.pair}>
              <DeviceField
                id="deviceId"
                label={t('preflight.device')}
                items={devices}
                value={deviceId}
                onChange={setDeviceId}
                className={(deviceClass) => text(`facts.deviceClass.options.${deviceClass}`, deviceClass)}
                error={messageFor(messages, 'deviceId')}
              />
              <LotField
                id="cartridgeLotId"
                label={t('preflight.lot')}
                items={cartridges}
                day={day}
                value={lotId}
                onChange={setLotId}
                error={messageFor(messages, 'cartridgeLotId')}
              />
            </div>
          </Section>
          <Section title={t('preflight.checks')}>
            <p className={parts.soft}>{t('screening.keys')}</p>
            {inGroups(shown).map(([group, ids]) => (
              <div key={group} className={css.group}>
                <h3>{t(`checkGroups.${group}`)}</h3>
                <div className={answersCss.questions}>
                  {ids.map((each) => (
                    <Question
                      key={each}
                      pathway={pathway}
                      id={each}
                      day={day}
                      value={draft.value[each]}
                      onChange={(answer) => draft.change({ ...draft.value, [each]: answer })}
                      error={messageFor(messages, `facts.${each}`)}
                      locked={
                        !mayAnswer(work.roles, pathway.protocol.facts[each]?.askedOf) && each !== 'patchTestAsked'
                      }
                    />
                  ))}
                </div>
              </div>
            ))}
          </Section>
        </div>
        <div className={parts.aside}>
          {result && (
            <ReadinessCard pathway={pathway} result={result}>
              {missingHere.length > 0 && <p>{t('preflight.fromRecordMissing')}</p>}
            </ReadinessCard>
          )}
          {paper?.state === 'again' && (
            <CareCard tone="stop" word={t('preflight.again')}>
              <Changes changes={paper.changes} />
            </CareCard>
          )}
          <Stack gap={2}>
            <Row>
              <Button kind="primary" type="submit" busy={form.busy}>
                {t('preflight.save')}
              </Button>
            </Row>
            <p className={parts.soft}>{t('preflight.saveSays')}</p>
          </Stack>
          <Section title={t('preflight.fromRecord')}>
            <Disclosure quiet summary={t('preflight.fromRecordSays', { count: Object.keys(record).length })}>
              <AnswerList narrow pathway={pathway} answers={record} day={day} />
            </Disclosure>
          </Section>
        </div>
      </div>
    </form>
  )
}

/** Chosen already where there is nothing to choose. */
const onlyOne = (items: readonly { readonly id: string }[]) => (items.length === 1 ? (items[0]?.id ?? '') : '')
