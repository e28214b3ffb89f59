/** How is your skin today? What must not wait is asked first; the answer comes from this device at once. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { explain, type FieldMessage } from '../../shared/api/explain.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Dots } from '../../shared/components/dots.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { newId } from '../../shared/device/ids.ts'
import { releasePhotos, sendPhotos } from '../../shared/device/photo-outbox.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printMoment } from '../../shared/format/format.ts'
import { type AfterSession, checkInAt } from '../healing/after-session.ts'
import css from '../healing/healing.module.css'
import { useAfterSession } from '../healing/use-after-session.ts'
import { CallNow, WhoToCall } from '../healing/WhoToCall.tsx'
import { PhotoField } from '../photos/PhotoField.tsx'
import { textOf } from '../questions/fact-texts.ts'
import { backward, forward } from '../questions/path.ts'
import { QuestionStep } from '../questions/QuestionStep.tsx'
import { type Filled, fillList, type Step, ticksOf } from '../questions/steps.ts'
import { TickList } from '../questions/TickList.tsx'
import { Above, BackButton } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { todayIn, useNow } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { send } from '../shell/send.ts'
import { t } from '../texts.ts'
import { deviceTriageOf, problemWith, type ReportDraft, startReport, triageAt, triageNow } from './check-in.ts'
import { PastCheckIns } from './PastCheckIns.tsx'

interface Kept {
  readonly id: string
  readonly draft: ReportDraft
  /** Her day: an unfinished report of yesterday says nothing of today. */
  readonly day: string
}

export function CheckInScreen() {
  const after = useAfterSession()
  if (after) return <AfterOne key={after.sessionId} after={after} />
  return (
    <Page title={t('checkIn.title')}>
      <EmptyState title={t('checkIn.noneTitle')}>{t('checkIn.noneSays')}</EmptyState>
      <WhoToCall />
    </Page>
  )
}

function AfterOne({ after }: { readonly after: AfterSession }) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { client } = useRecord()
  const { wrong } = useSearch({ from: '/c/$clinicId/check-in' })
  const now = useNow()
  const { due, next, items } = checkInAt(pathway, after, now)
  const day = todayIn(client.zone)
  const kept = useDraft<Kept | null>(`check-in ${after.sessionId}`, null)
  if (!kept.ready) return <Skeleton title />
  const begin = () => kept.change({ id: newId(), day, draft: startReport(withTalk(due?.items ?? items)) })
  if (!kept.value || kept.value.day !== day)
    return (
      <Page
        title={wrong ? t('checkIn.wrongTitle') : due ? due.title : t('checkIn.title')}
        lead={wrong ? t('checkIn.wrongLead') : t('checkIn.lead')}
      >
        <Stack gap={4}>
          <WhoToCall open={wrong === true} />
          <Button kind="primary" wide onClick={begin}>
            {wrong ? t('checkIn.startWrong') : t('checkIn.start')}
          </Button>
          {!due && next && (
            <p className={css.soft}>{t('today.nextCheckIn', { when: printMoment(next.at, client.zone) })}</p>
          )}
        </Stack>
        <PastCheckIns />
      </Page>
    )
  return (
    <Asking
      key={kept.value.id}
      after={after}
      kept={kept.value}
      change={(draft) => kept.value && kept.change({ ...kept.value, draft })}
      drop={() => {
        kept.change(null)
        kept.drop()
      }}
    />
  )
}

/** She may always ask to talk to a person. */
const withTalk = (items: readonly string[]) => (items.includes('worried') ? items : [...items, 'worried'])

interface AskingProps {
  readonly after: AfterSession
  readonly kept: Kept
  readonly change: (draft: ReportDraft) => void
  readonly drop: () => void
}

function Asking({ after, kept, change, drop }: AskingProps) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { protocol } = pathway
  const { draft, day, id } = kept
  const [now] = useState(() => new Date().toISOString())
  const { triage, ahead } = useMemo(() => triageNow(pathway, after, draft, now), [pathway, after, draft, now])
  const { path, at } = draft
  const step = triage.level === 'emergency' ? undefined : at === null ? ahead[0] : path[at]
  const previous = backward(draft)
  const back = () => (previous === undefined ? drop() : change({ ...draft, at: previous }))
  if (!step)
    return (
      <Send
        after={after}
        id={id}
        draft={draft}
        urgent={triage.level === 'emergency'}
        onBack={back}
        change={change}
        drop={drop}
      />
    )

  function take(filled: Filled, answered: Step): readonly FieldMessage[] {
    const problem = problemWith(pathway, after, filled.facts, now)
    if (problem) return [{ field: answered.list ? 'ticks' : (answered.facts[0] ?? ''), message: problem }]
    change({ ...draft, ...filled, ...forward(draft, answered) })
    return []
  }

  const done = at ?? path.length
  const total = Math.max(path.length + ahead.length, done + 1) + 1
  const shared = {
    pathway,
    day,
    above: (
      <Above>
        <BackButton onClick={back}>{t('back')}</BackButton>
        <Dots done={done} total={total} label={t('checkIn.progress', { done: done + 1, total })} />
      </Above>
    ),
    below: <WhoToCall />,
  }
  const key = `${done} ${step.facts.join(' ')}`
  const [first = ''] = step.facts
  if (!step.list)
    return (
      <QuestionStep
        key={key}
        {...shared}
        id={first}
        value={draft.facts[first]}
        onAnswer={(answer) =>
          take({ facts: { ...draft.facts, [first]: answer }, open: draft.open.filter((each) => each !== first) }, step)
        }
      />
    )
  const text = textOf(pathway, day)
  const signName = (sign: string) => {
    const effect = Object.entries(protocol.recovery.effects).find(([, { item }]) => item === sign)?.[0]
    return effect && text(`effects.${effect}.name`)
  }
  const isSigns = protocol.facts[first]?.kind === 'severity'
  const isFirst = path.length === 0 || at === 0
  const isKnown = step.facts.some((each) => each in draft.facts || draft.open.includes(each))
  return (
    <TickList
      key={key}
      {...shared}
      facts={step.facts}
      title={isSigns ? t('checkIn.signs') : isFirst ? t('checkIn.flags') : t('checkIn.others')}
      {...(isSigns ? { lead: t('checkIn.signsLead'), labelOf: signName } : {})}
      before={isKnown ? ticksOf(protocol.facts, draft, step) : undefined}
      onAnswer={(ticked, unsure) => take(fillList(protocol.facts, draft, step, ticked, unsure), step)}
    />
  )
}

interface SendProps {
  readonly after: AfterSession
  readonly id: string
  readonly draft: ReportDraft
  /** Nothing more is asked: it is sent without waiting for her. */
  readonly urgent: boolean
  readonly onBack: () => void
  readonly change: (draft: ReportDraft) => void
  readonly drop: () => void
}

/** Her own words and a photo, then it goes. In an emergency it goes at once. */
function Send({ after, id, draft, urgent, onBack, change, drop }: SendProps) {
  const { clinicId, clientId } = useClient()
  const pathway = usePathway(clinicId)
  const record = useRecord()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const began = useRef(false)

  async function sendIt() {
    setBusy(true)
    const reportedAt = new Date().toISOString()
    const triage = triageAt(pathway, after, draft.facts, reportedAt)
    const words = draft.words.trim()
    try {
      const sent = await send('check-in.record', {
        params: { clinicId },
        body: {
          id,
          clientId,
          sessionId: after.sessionId,
          reportedAt,
          report: draft.facts,
          ...(words === '' ? {} : { words }),
          deviceTriage: deviceTriageOf(triage),
        },
      })
      if (sent.state === 'refused') return setMessages([{ field: '', message: sent.detail }])
      drop()
      record.reload()
      // After the report: what somebody must read never waits behind a photo.
      void releasePhotos(id)
        .then(sendPhotos)
        .catch(() => undefined)
      await navigate({ to: '/c/$clinicId/check-ins/$checkInId', params: { clinicId, checkInId: id } })
    } catch (error) {
      setMessages([{ field: '', message: explain(error) }])
    } finally {
      setBusy(false)
    }
  }
  useEffect(() => {
    if (!urgent || began.current) return
    began.current = true
    void sendIt()
  })

  if (urgent)
    return (
      <Page title={t('checkIn.stopTitle')}>
        <CareCard tone="stop" word={t('levels.emergency')} announce />
        <CallNow />
        <WhoToCall />
        <ErrorSummary messages={messages} />
        {messages.length > 0 && (
          <Button wide busy={busy} onClick={() => void sendIt()}>
            {t('checkIn.send')}
          </Button>
        )}
      </Page>
    )
  return (
    <Page
      title={t('checkIn.lastTitle')}
      lead={t('checkIn.lastLead')}
      back={<BackButton onClick={onBack}>{t('back')}</BackButton>}
    >
      <Stack gap={5}>
        <ErrorSummary messages={messages} />
        <TextArea
          label={t('checkIn.words')}
          hint={t('checkIn.wordsHint')}
          optional
          maxLength={4000}
          value={draft.words}
          onChange={(words) => change({ ...draft, words })}
        />
        <PhotoField belongs={{ sessionId: after.sessionId, checkInId: id }} hold />
        <Button kind="primary" wide busy={busy} onClick={() => void sendIt()}>
          {t('checkIn.send')}
        </Button>
        <LinkButton wide to="/c/$clinicId" params={{ clinicId }}>
          {t('checkIn.later')}
        </LinkButton>
      </Stack>
    </Page>
  )
}
