/** Makes a plan: what is wanted on the left, what follows from it at once on the right. A plan that is there is replaced. */
import { intakeOf } from '@needlepoint/contract/intake'
import type { Answers } from '@needlepoint/pathway'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Choice, ManyChoice } from '../../shared/components/choice.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import map from '../../shared/components/face-map.module.css'
import { FaceMap } from '../../shared/components/face-map.tsx'
import { TextArea, TextField } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { useForm } from '../accounts/use-form.ts'
import { toSend, tryToDecide } from '../answers/decide.ts'
import { factTexts, plainAnswer } from '../answers/fact-texts.ts'
import { Question } from '../answers/Question.tsx'
import { holding, useRecord } from '../clients/record-reads.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { aboutClient, type Client, type Plan, type Screening, screeningQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { PlanView } from './PlanView.tsx'
import { coursePrice, priceInForce } from './price.ts'

export function NewPlanScreen() {
  const { clientId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/plan' })
  const { clinicId } = useWork()
  const { screenings, plans } = useRecord(clientId)
  const counts = holding(screenings.data?.items)
  const screening = useQuery({ ...screeningQuery(clinicId, counts?.id ?? ''), enabled: counts !== undefined })
  const before = holding(plans.data?.items)
  return (
    <ClientPage clientId={clientId} title={before ? t('plan.replaceTitle') : t('plan.newTitle')}>
      {(client) => (
        <Loaded query={screenings} lines={6}>
          {() =>
            counts ? (
              <Loaded query={screening} lines={6}>
                {(loaded) => (
                  <Loaded query={plans} lines={6}>
                    {() => <Form key={loaded.id} client={client} screening={loaded} before={before} />}
                  </Loaded>
                )}
              </Loaded>
            ) : (
              <EmptyState
                title={t('plan.noScreening')}
                action={
                  <LinkButton to="/clinic/$clinicId/clients/$clientId/screen" params={{ clinicId, clientId }}>
                    {t('next.screen')}
                  </LinkButton>
                }
              >
                {t('plan.noScreeningSays')}
              </EmptyState>
            )
          }
        </Loaded>
      )}
    </ClientPage>
  )
}

interface FormProps {
  readonly client: Client
  readonly screening: Screening
  readonly before: Plan | undefined
}

function Form({ client, screening, before }: FormProps) {
  const { clinicId } = useWork()
  const pathway = usePathway(clinicId)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [day] = useState(() => todayIn(client.zone))
  const [facts, setFacts] = useState<Record<string, unknown>>(() => wantedBefore(screening, before))
  const [start, setStart] = useState(before?.start && before.start > day ? before.start : '')
  const [notes, setNotes] = useState('')
  const prices = useQuery({
    queryKey: ['prices', clinicId],
    queryFn: () => api['price.list']({ params: { clinicId } }),
  })

  const sent = toSend(facts)
  const intake = intakeOf({ screening: { decidedOn: screening.decidedOn, facts: screening.facts } })
  const ready = listIn(facts.goals).length > 0 && listIn(facts.areas).length > 0
  const { decision: plan, wrong } = ready
    ? tryToDecide({ ...intake, ...sent }, (answers) => pathway.plan(answers, day, start || undefined))
    : { decision: undefined, wrong: [] }
  const startWrong = wrong.find(({ field }) => field === 'facts.start')?.message
  const set = (fact: string) => (value: unknown) => setFacts({ ...facts, [fact]: value })
  const messages = form.messages
  const open = (plan?.ask ?? []).filter((each) => pathway.protocol.facts[each]?.askedOf !== 'record')
  const asked = [
    ...new Set([...open, ...Object.keys(facts).filter((each) => !['goals', 'areas', 'deviceClass'].includes(each))]),
  ]

  async function save() {
    const body = {
      id,
      clientId: client.id,
      screeningId: screening.id,
      plannedOn: day,
      facts: sent,
      ...(start ? { start } : {}),
      ...(notes.trim() ? { notes: notes.trim() } : {}),
      ...(before ? { supersedes: before.id } : {}),
    }
    const { record } = await api['plan.record']({ params: { clinicId }, body })
    await queries.invalidateQueries(aboutClient(clinicId, client.id))
    toast(t('plan.saved'))
    await navigate({
      to: '/clinic/$clinicId/clients/$clientId/plans/$planId',
      params: { clinicId, clientId: client.id, planId: record.id },
    })
  }
  const missing = () => [
    ...(listIn(facts.goals).length > 0 ? [] : [{ field: 'facts.goals', message: t('plan.goalsMissing') }]),
    ...(listIn(facts.areas).length > 0 ? [] : [{ field: 'facts.areas', message: t('plan.areasMissing') }]),
    ...(startWrong ? [{ field: 'start', message: startWrong }] : []),
  ]

  const { planning } = pathway.protocol
  const never = Object.entries(planning.areas).flatMap(([area, { treat }]) => (treat === 'never' ? [area] : []))
  const areas = factTexts(pathway, 'areas', day)
  const goals = factTexts(pathway, 'goals', day)
  const deviceClass = factTexts(pathway, 'deviceClass', day)
  const toggle = (area: string) => {
    const chosen = listIn(facts.areas)
    set('areas')(chosen.includes(area) ? chosen.filter((each) => each !== area) : [...chosen, area])
  }
  const areaOption = (area: string) => ({ value: area, label: areas.option(area) })
  const byView = (view: 'face' | 'body') =>
    Object.entries(planning.areas).flatMap(([area, of]) => (of.view === view && of.treat !== 'never' ? [area] : []))

  return (
    <form noValidate onSubmit={form.submit(save, missing)}>
      <Stack gap={5}>
        <ErrorSummary messages={messages} />
        <Forbidden screening={screening} />
        <div className={parts.columns} data-wide>
          <div className={parts.main}>
            <Section title={t('plan.wanted')}>
              <Stack gap={5}>
                <ManyChoice
                  id="facts.goals"
                  inline
                  legend={t('plan.goals')}
                  values={listIn(facts.goals)}
                  onChange={set('goals')}
                  options={Object.keys(planning.indications).map((goal) => ({
                    value: goal,
                    label: goals.option(goal),
                  }))}
                  error={messageFor(messages, 'facts.goals')}
                />
                <div className={map.where}>
                  <FaceMap
                    chosen={new Map(listIn(facts.areas).map((area) => [area, densityOf(area, plan)]))}
                    never={never}
                    nameOf={areas.option}
                    onToggle={toggle}
                  />
                  <Stack>
                    <ManyChoice
                      id="facts.areas"
                      inline
                      legend={t('plan.onFace')}
                      values={listIn(facts.areas)}
                      onChange={set('areas')}
                      options={byView('face').map(areaOption)}
                      error={messageFor(messages, 'facts.areas')}
                    />
                    <ManyChoice
                      inline
                      legend={t('plan.onBody')}
                      values={listIn(facts.areas)}
                      onChange={set('areas')}
                      options={byView('body').map(areaOption)}
                    />
                    <p className={parts.soft}>{t('plan.neverThere', { areas: never.map(areas.option).join(', ') })}</p>
                  </Stack>
                </div>
                <Choice
                  id="facts.deviceClass"
                  inline
                  legend={t('plan.device')}
                  value={facts.deviceClass as string | undefined}
                  onChange={set('deviceClass')}
                  options={Object.keys(planning.devices).map((each) => ({
                    value: each,
                    label: deviceClass.option(each),
                  }))}
                  error={messageFor(messages, 'facts.deviceClass')}
                />
                <TextField
                  id="start"
                  type="date"
                  optional
                  chars={12}
                  min={day}
                  label={t('plan.start')}
                  hint={t('plan.startHint')}
                  value={start}
                  onChange={setStart}
                  error={messageFor(messages, 'start') ?? startWrong}
                />
                {asked.length > 0 && (
                  <div>
                    <h3>{t('plan.alsoAsk')}</h3>
                    {asked.map((each) => (
                      <Question
                        key={each}
                        pathway={pathway}
                        id={each}
                        day={day}
                        value={facts[each]}
                        onChange={set(each)}
                        error={messageFor([...messages, ...wrong], `facts.${each}`)}
                      />
                    ))}
                  </div>
                )}
                <TextArea
                  id="notes"
                  optional
                  rows={2}
                  label={t('plan.notes')}
                  value={notes}
                  onChange={setNotes}
                  error={messageFor(messages, 'notes')}
                />
              </Stack>
            </Section>
            <Row>
              <Button kind="primary" type="submit" busy={form.busy}>
                {before ? t('plan.replace') : t('plan.save')}
              </Button>
              <LinkButton to="/clinic/$clinicId/clients/$clientId" params={{ clinicId, clientId: client.id }}>
                {t('dialog.cancel')}
              </LinkButton>
            </Row>
          </div>
          <section className={parts.preview} aria-label={t('plan.preview')} aria-live="polite">
            {plan ? (
              <PlanView
                pathway={pathway}
                plan={plan}
                price={coursePrice(priceInForce(prices.data?.items ?? [], 'session', day), plan)}
              />
            ) : (
              <EmptyState title={t('plan.previewEmpty')}>{t('plan.previewSays')}</EmptyState>
            )}
          </section>
        </div>
      </Stack>
    </form>
  )
}

const listIn = (answer: unknown): string[] => (Array.isArray(answer) ? answer.map(String) : [])

/** Dots as dense as the depth: deeper is denser. */
function densityOf(
  area: string,
  plan:
    | { readonly areas: readonly { readonly area: string; readonly depthMm: { readonly to: number } | null }[] }
    | undefined,
) {
  return (plan?.areas.find((each) => each.area === area)?.depthMm?.to ?? 0.5) / 2
}

/** What she wanted so far: in the plan that is replaced, else in her own answers. */
function wantedBefore(screening: Screening, before: Plan | undefined): Record<string, unknown> {
  const known: Answers = { ...screening.facts, ...before?.facts }
  return Object.fromEntries(
    (['goals', 'areas', 'deviceClass'] as const).flatMap((fact): [string, unknown][] => {
      const value = plainAnswer(known[fact])
      return value === undefined || value === 'dont-know' ? [] : [[fact, value]]
    }),
  )
}

function Forbidden({ screening }: { readonly screening: Screening }) {
  const { clinicId } = useWork()
  const { holds, overrides, clientId, id } = screening
  if (holds === 'proceed' || holds === 'proceed-with-precautions') return null
  if (holds === 'clinician-review' && overrides.length > 0) return null
  return (
    <CareCard tone="stop" word={t(`staffDecisions.${holds}`)} title={t('plan.forbidden')}>
      <LinkButton
        to="/clinic/$clinicId/clients/$clientId/screenings/$screeningId"
        params={{ clinicId, clientId, screeningId: id }}
      >
        {t('next.review')}
      </LinkButton>
    </CareCard>
  )
}
