/** The clinic's questions, one page at a time, as long as an answer can still change the decision. */
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { explain, type FieldMessage } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { Dots } from '../../shared/components/dots.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { factTexts } from '../questions/fact-texts.ts'
import { backward, forward } from '../questions/path.ts'
import { QuestionStep } from '../questions/QuestionStep.tsx'
import { type Filled, fillList, type Step, ticksOf } from '../questions/steps.ts'
import { TickList } from '../questions/TickList.tsx'
import { Above, BackButton, BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { todayIn } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { send } from '../shell/send.ts'
import { t } from '../texts.ts'
import css from './intake.module.css'
import { decideIntake, deviceDecisionOf, type IntakeDraft, resumeIntake, settle, startIntake } from './intake.ts'
import { listTitles } from './layout.ts'
import { Verdict } from './Verdict.tsx'

interface Kept {
  readonly id: string
  readonly started: boolean
  readonly draft: IntakeDraft
}

export function IntakeScreen() {
  const { clinicId, clientId } = useClient()
  const pathway = usePathway(clinicId)
  const { client, screening } = useRecord()
  const today = todayIn(client.zone)
  const kept = useDraft<Kept>(`intake ${clientId}`, {
    id: newId(),
    started: false,
    draft: startIntake(pathway, today, screening ?? undefined),
  })
  if (!kept.ready) return <Skeleton title />
  if (!kept.value.started)
    return (
      <Page
        title={screening ? t('intake.againTitle') : t('intake.title')}
        lead={screening ? t('intake.againLead') : t('intake.lead')}
        back={
          <BackLink to="/c/$clinicId" params={{ clinicId }}>
            {t('back')}
          </BackLink>
        }
      >
        <Stack gap={5}>
          <ul className={css.rules}>
            <li>{t('intake.rule1')}</li>
            <li>{t('intake.rule2')}</li>
            <li>{t('intake.rule3')}</li>
          </ul>
          <Button kind="primary" wide onClick={() => kept.change({ ...kept.value, started: true })}>
            {t('intake.start')}
          </Button>
        </Stack>
      </Page>
    )
  const draft = resumeIntake(kept.value.draft, today)
  return (
    <Asking
      key={kept.value.id}
      id={kept.value.id}
      draft={draft}
      onChange={(next) => kept.change({ ...kept.value, draft: next })}
      onLeave={() => kept.change({ ...kept.value, started: false })}
      onSent={kept.drop}
    />
  )
}

interface AskingProps {
  readonly id: string
  readonly draft: IntakeDraft
  readonly onChange: (draft: IntakeDraft) => void
  readonly onLeave: () => void
  readonly onSent: () => void
}

function Asking({ id, draft, onChange, onLeave, onSent }: AskingProps) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { protocol } = pathway
  const { path, at, day } = draft
  // A draft from an older version of the knowledge, or of another day, may hold what does not go together any more.
  const settled = useMemo(() => settle(pathway, draft, [], day).filled, [pathway, draft, day])
  const decided = useMemo(() => decideIntake(pathway, settled, day), [pathway, settled, day])
  const step = at === null ? decided.ahead[0] : path[at]
  const previous = backward(draft)
  const back = () => (previous === undefined ? onLeave() : onChange({ ...draft, at: previous }))
  if (!step) return <Done id={id} draft={{ ...draft, ...settled }} decided={decided} onBack={back} onSent={onSent} />

  /** Keeps the page and goes on; a clash is told in place. */
  function take(filled: Filled, answered: Step): readonly FieldMessage[] {
    const result = settle(pathway, filled, answered.facts, day)
    const [clash] = result.clashes
    if (clash) {
      const other = clash.facts.find((each) => !answered.facts.includes(each))
      const field = answered.list ? 'ticks' : (answered.facts[0] ?? '')
      const hint = other ? ` ${t('intake.clash', { question: factTexts(pathway, other, day).question })}` : ''
      return [{ field, message: clash.reason + hint }]
    }
    onChange({ ...draft, ...result.filled, ...forward(draft, answered) })
    return []
  }

  const done = at ?? path.length
  const total = Math.max(path.length + decided.ahead.length, done + 1)
  const shared = {
    pathway,
    day,
    above: (
      <Above>
        <BackButton onClick={back}>{t('back')}</BackButton>
        <Dots done={done} total={total} label={t('intake.progress', { done: done + 1, total })} />
      </Above>
    ),
    below: <p className={css.soft}>{t('intake.kept')}</p>,
  }
  const key = `${done} ${step.facts.join(' ')}`
  const [first = ''] = step.facts
  if (step.list) {
    const title = listTitles[first as keyof typeof listTitles] ?? 'intake.list.other'
    const isKnown = step.facts.some((each) => each in settled.facts || settled.open.includes(each))
    return (
      <TickList
        key={key}
        {...shared}
        facts={step.facts}
        title={t(title)}
        before={isKnown ? ticksOf(protocol.facts, settled, step) : undefined}
        onAnswer={(ticked, unsure) => take(fillList(protocol.facts, settled, step, ticked, unsure), step)}
      />
    )
  }
  return (
    <QuestionStep
      key={key}
      {...shared}
      id={first}
      value={settled.facts[first]}
      onAnswer={(answer) =>
        take(
          { facts: { ...settled.facts, [first]: answer }, open: settled.open.filter((each) => each !== first) },
          step,
        )
      }
    />
  )
}

interface DoneProps {
  readonly id: string
  readonly draft: IntakeDraft
  readonly decided: ReturnType<typeof decideIntake>
  readonly onBack: () => void
  readonly onSent: () => void
}

/** Nothing that she could answer would change the decision: it is shown, and sent when she says so. */
function Done({ id, draft, decided, onBack, onSent }: DoneProps) {
  const { clinicId, clientId } = useClient()
  const pathway = usePathway(clinicId)
  const { reload } = useRecord()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const { screening, clinicAsks } = decided

  async function sendIt() {
    setBusy(true)
    try {
      const sent = await send('screening.record', {
        params: { clinicId },
        body: { id, clientId, decidedOn: draft.day, facts: draft.facts, deviceDecision: deviceDecisionOf(screening) },
      })
      if (sent.state === 'refused') return setMessages([{ field: '', message: sent.detail }])
      onSent()
      reload()
      await navigate({ to: '/c/$clinicId/answers/$screeningId', params: { clinicId, screeningId: id } })
    } catch (error) {
      setMessages([{ field: '', message: explain(error) }])
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page
      title={t('intake.doneTitle')}
      lead={screening.decision.final ? t('intake.doneFinal') : t('intake.doneLead')}
      back={<BackButton onClick={onBack}>{t('back')}</BackButton>}
    >
      <Verdict pathway={pathway} screening={screening} day={draft.day} facts={draft.facts} clinicAsks={clinicAsks} />
      <Stack>
        <ErrorSummary messages={messages} />
        <Button kind="primary" wide busy={busy} onClick={() => void sendIt()}>
          {t('intake.send')}
        </Button>
        <p className={css.soft}>{t('intake.sendSays')}</p>
      </Stack>
    </Page>
  )
}
