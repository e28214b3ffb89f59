/**
 * A screening written down by staff: all of it for somebody who sits here, or what is still open of what she answered herself.
 * The decision stands beside the questions and moves with each answer; nothing waits for the server.
 */
import { intakeOf } from '@needlepoint/contract/intake'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { useForm } from '../accounts/use-form.ts'
import answersCss from '../answers/answers.module.css'
import { toSend, tryToDecide } from '../answers/decide.ts'
import { Question } from '../answers/Question.tsx'
import { todayIn } from '../parts/day.ts'
import parts from '../parts/parts.module.css'
import { aboutClient, type Client, type Screening } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { DecisionCard } from './DecisionCard.tsx'
import { inProtocolOrder, inShort, mayAnswer } from './screening-answers.ts'

export function ScreeningForm({ client, before }: { readonly client: Client; readonly before?: Screening }) {
  const { clinicId, clinic } = useWork()
  const pathway = usePathway(clinicId)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [day] = useState(() => todayIn(client.zone))
  const draft = useDraft<Record<string, unknown>>(`screening ${client.id} ${before?.id ?? ''}`, {})
  const known = useMemo(() => {
    if (!before) return {}
    // On the same day an answer is what it was; later it carries the day on which it was given.
    return before.decidedOn === day
      ? before.facts
      : intakeOf({ screening: { decidedOn: before.decidedOn, facts: before.facts } })
  }, [before, day])
  const given = toSend(draft.value)
  const { decision, wrong } = tryToDecide({ ...known, ...given }, (answers) => pathway.screen(answers, day))
  const open = decision ? [...decision.ask, ...decision.alsoAsk, ...decision.stale] : []
  const shown = inProtocolOrder(pathway, [
    ...open,
    ...Object.keys(draft.value),
    ...wrong.map(({ field }) => field.slice(6)),
  ])
  const forUs = shown.filter((each) => mayAnswer(clinic.roles, pathway.protocol.facts[each]?.askedOf))
  const forOthers = shown.length - forUs.length
  const messages = [
    ...form.messages,
    ...wrong.filter(({ field }) => !form.messages.some((each) => each.field === field)),
  ]

  async function save() {
    const facts = { ...known, ...given }
    const { record } = await api['screening.record']({
      params: { clinicId },
      body: {
        id,
        clientId: client.id,
        decidedOn: day,
        facts,
        deviceDecision: inShort(pathway, facts, day),
        ...(before ? { supersedes: before.id } : {}),
      },
    })
    draft.drop()
    await queries.invalidateQueries(aboutClient(clinicId, client.id))
    toast(t('screening.saved'))
    await navigate({
      to: '/clinic/$clinicId/clients/$clientId/screenings/$screeningId',
      params: { clinicId, clientId: client.id, screeningId: record.id },
    })
  }
  const nothing = () =>
    Object.keys(given).length === 0
      ? [{ field: `facts.${forUs[0] ?? ''}`, message: t('screening.nothingAnswered') }]
      : wrong

  return (
    <form noValidate onSubmit={form.submit(save, nothing)}>
      <ErrorSummary messages={form.messages} />
      <div className={parts.columns}>
        <div className={parts.main}>
          <Section title={t('screening.questions', { count: forUs.length })}>
            <p className={parts.soft}>{t('screening.keys')}</p>
            <div className={answersCss.questions}>
              {forUs.map((each) => (
                <Question
                  key={each}
                  pathway={pathway}
                  id={each}
                  day={day}
                  value={draft.value[each]}
                  onChange={(answer) => draft.change({ ...draft.value, [each]: answer })}
                  error={messageFor(messages, `facts.${each}`)}
                />
              ))}
            </div>
            {forOthers > 0 && <p className={parts.soft}>{t('screening.forOthers', { count: forOthers })}</p>}
          </Section>
        </div>
        <div className={parts.aside}>
          {decision && (!before || Object.keys(given).length > 0) && (
            <DecisionCard pathway={pathway} decided={decision} />
          )}
          <Stack gap={2}>
            <Row>
              <Button kind="primary" type="submit" busy={form.busy}>
                {t('screening.save')}
              </Button>
            </Row>
            <p className={parts.soft}>
              {decision && !decision.decision.final ? t('screening.saveOpen') : t('screening.saveFinal')}
            </p>
          </Stack>
        </div>
      </div>
    </form>
  )
}
