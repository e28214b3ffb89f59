/** How is your skin today? What must not wait is asked first; the answer comes from this device at once. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { explain, type FieldMessage } from '../../shared/api/explain.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { Dots } from '../../shared/components/dots.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { ToneWord, toneOfLevel } from '../../shared/components/tone.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { nowInstant } from '../../shared/device/clock.ts'
import { newId } from '../../shared/device/ids.ts'
import { releasePhotos, sendPhotos } from '../../shared/device/photo-outbox.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printMoment } from '../../shared/format/format.ts'
import { type AfterSession, checkInAt } from '../healing/after-session.ts'
import css from '../healing/healing.module.css'
import { useAfterSession } from '../healing/use-after-session.ts'
import { CallNow, WhoToCall, WhoWatches } from '../healing/WhoToCall.tsx'
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
import { keepToSend } from '../shell/send.ts'
import { t } from '../texts.ts'
import {
  deviceTriageOf,
  type FlagGroup,
  flagGroups,
  problemWith,
  type ReportDraft,
  startMore,
  startReport,
  startWrong,
  triageAt,
  triageNow,
} from './check-in.ts'
import { PastCheckIns } from './PastCheckIns.tsx'
import { signNameOf } from './Trend.tsx'

/** Below what she came for: it does not hold the page up. */
const HowItWent = lazy(async () => ({ default: (await import('./HowItWent.tsx')).HowItWent }))

interface Kept {
  readonly id: string
  readonly draft: ReportDraft
  /** Her day: an unfinished report of yesterday says nothing of today. */
  readonly day: string
  /** Something is wrong: what is ticked on the first page is sent at once. */
  readonly wrong?: boolean
}

export function CheckInScreen() {
  const after = useAfterSession()
  const { wrong, more, begin } = useSearch({ from: '/c/$clinicId/check-in' })
  // That something is wrong begins on its own page, however far a check-in had come.
  if (after)
    return wrong || more ? (
      <Wrong key={`${after.sessionId} ${more}`} after={after} more={more} />
    ) : (
      <AfterOne key={after.sessionId} after={after} begin={begin === true} />
    )
  return (
    <Page title={t('checkIn.title')}>
      <EmptyState title={t('checkIn.noneTitle')}>{t('checkIn.noneSays')}</EmptyState>
      <WhoToCall />
    </Page>
  )
}

function AfterOne({ after, begin }: { readonly after: AfterSession; readonly begin: boolean }) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { client } = useRecord()
  const now = useNow()
  const { due, next, items } = checkInAt(pathway, after, now)
  const day = todayIn(client.zone)
  const kept = useDraft<Kept | null>(`check-in ${after.sessionId}`, null)
  const [fresh] = useState((): Kept => ({ id: newId(), day, draft: startReport(due?.items ?? items) }))
  if (!kept.ready) return <Skeleton title />
  const current = kept.value?.day === day ? kept.value : begin ? fresh : undefined
  if (!current)
    return (
      <Page title={due ? due.title : t('checkIn.title')} lead={t('checkIn.lead')}>
        <Stack gap={4}>
          <WhoToCall />
          <Button kind="primary" wide onClick={() => kept.change(fresh)}>
            {t('checkIn.start')}
          </Button>
          <LinkButton wide to="/c/$clinicId/check-in" params={{ clinicId }} search={{ wrong: true }}>
            {t('checkIn.wrongTitle')}
          </LinkButton>
          {!due && next && (
            <p className={css.soft}>{t('today.nextCheckIn', { when: printMoment(next.at, client.zone) })}</p>
          )}
          <WhoWatches />
        </Stack>
        <Suspense>
          <HowItWent />
          <PastCheckIns />
        </Suspense>
      </Page>
    )
  return (
    <Asking
      key={current.id}
      after={after}
      kept={current}
      change={(draft) => kept.change({ ...current, draft })}
      drop={() => {
        kept.change(null)
        kept.drop()
      }}
    />
  )
}

/** From “something is wrong” to an answer: no page in between, one tick, and what to do. */
function Wrong({ after, more }: { readonly after: AfterSession; readonly more: string | undefined }) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { client } = useRecord()
  const navigate = useNavigate()
  const day = todayIn(client.zone)
  const kept = useDraft<Kept | null>(`wrong ${after.sessionId} ${more ?? ''}`, null)
  const [fresh] = useState((): Kept => {
    const now = new Date().toISOString()
    const said = after.reports.find(({ id }) => id === more)?.report
    const draft = said ? startMore(pathway, after, said, now) : startWrong(pathway, after, now)
    return { id: newId(), day, draft, wrong: true }
  })
  if (!kept.ready) return <Skeleton title />
  const current = kept.value?.day === day ? kept.value : fresh
  return (
    <Asking
      key={current.id}
      after={after}
      kept={current}
      change={(draft) => kept.change({ ...current, draft })}
      drop={kept.drop}
      leave={() => void navigate({ to: '/c/$clinicId', params: { clinicId } })}
    />
  )
}

interface AskingProps {
  readonly after: AfterSession
  readonly kept: Kept
  readonly change: (draft: ReportDraft) => void
  readonly drop: () => void
  /** From the first page back, where it is not the page before the questions. */
  readonly leave?: () => void
}

function Asking({ after, kept, change, drop, leave = drop }: AskingProps) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { protocol } = pathway
  const { draft, day, id, wrong = false } = kept
  const [now] = useState(nowInstant)
  const { triage, ahead } = useMemo(() => triageNow(pathway, after, draft, now), [pathway, after, draft, now])
  const groups = useMemo(() => flagGroups(pathway, after, now), [pathway, after, now])
  const { path, at } = draft
  const step = triage.level === 'emergency' || draft.sendNow ? undefined : at === null ? ahead[0] : path[at]
  const previous = backward(draft)
  const back = () => (previous === undefined ? leave() : change({ ...draft, at: previous }))
  if (!step)
    return (
      <Send
        after={after}
        id={id}
        draft={draft}
        atOnce={draft.sendNow || triage.level === 'emergency'}
        onBack={back}
        change={change}
        drop={drop}
      />
    )

  const isFlags = step.list && groups.some(({ facts }) => facts.includes(step.facts[0] ?? ''))
  const groupOf = (flag: string) => {
    const level = groups.find(({ facts }) => facts.includes(flag))?.level
    return level && { id: level, title: <ToneWord tone={toneOfLevel[level]}>{t(`levels.${level}`)}</ToneWord> }
  }

  function take(filled: Filled, answered: Step): readonly FieldMessage[] {
    const problem = problemWith(pathway, after, filled.facts, now)
    if (problem) return [{ field: answered.list ? 'ticks' : (answered.facts[0] ?? ''), message: problem }]
    const isAlarm = wrong && isFlags && answered.facts.some((each) => filled.facts[each] === 'yes')
    change({ ...draft, ...filled, ...forward(draft, answered), ...(isAlarm ? { sendNow: true } : {}) })
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
  const signName = signNameOf(pathway, text)
  const isSigns = protocol.facts[first]?.kind === 'severity'
  const isKnown = step.facts.some((each) => each in draft.facts || draft.open.includes(each))
  return (
    <TickList
      key={key}
      {...shared}
      facts={isFlags ? inGroups(step.facts, groups) : step.facts}
      title={
        isSigns
          ? t('checkIn.signs')
          : !isFlags
            ? t('checkIn.others')
            : wrong
              ? t('checkIn.wrongTitle')
              : t('checkIn.flags')
      }
      {...(isSigns ? { lead: t('checkIn.signsLead'), labelOf: signName } : {})}
      {...(isFlags ? { groupOf, soFar: soFar(groups, wrong) } : {})}
      {...(isFlags && wrong
        ? {
            lead: t('checkIn.wrongLead'),
            none: { label: t('checkIn.else'), hint: t('checkIn.elseSays') },
            submit: t('checkIn.seeWhat'),
          }
        : {})}
      before={isKnown ? ticksOf(protocol.facts, draft, step) : undefined}
      onAnswer={(ticked, unsure) => take(fillList(protocol.facts, draft, step, ticked, unsure), step)}
    />
  )
}

/** The order of the groups; a flag of none comes last. */
function inGroups(facts: readonly string[], groups: readonly FlagGroup[]): readonly string[] {
  const place = (id: string) => groups.findIndex((group) => group.facts.includes(id)) + 1 || groups.length + 1
  return facts.toSorted((a, b) => place(a) - place(b))
}

/** As soon as something is ticked it is said how soon to act; for help at once nobody has to send anything first. */
const soFar = (groups: readonly FlagGroup[], wrong: boolean) => (ticked: readonly string[]) => {
  const level = groups.find(({ facts }) => ticked.some((id) => facts.includes(id)))?.level
  if (!level && !wrong) return null
  return (
    <div className={css.soFar}>
      {level ? (
        <ToneWord tone={toneOfLevel[level]}>{t(`levels.${level}`)}</ToneWord>
      ) : (
        <strong>{t('call.question')}</strong>
      )}
      {(!level || level === 'emergency') && <CallNow wide={false} />}
    </div>
  )
}

interface SendProps {
  readonly after: AfterSession
  readonly id: string
  readonly draft: ReportDraft
  /** Nothing more is asked first: it is sent without waiting for her. */
  readonly atOnce: boolean
  readonly onBack: () => void
  readonly change: (draft: ReportDraft) => void
  readonly drop: () => void
}

/** Her own words and a photo, then it goes. In an emergency it goes at once. */
function Send({ after, id, draft, atOnce, onBack, change, drop }: SendProps) {
  const { clinicId, clientId } = useClient()
  const pathway = usePathway(clinicId)
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const began = useRef(false)

  async function sendIt() {
    setBusy(true)
    const reportedAt = nowInstant()
    const triage = triageAt(pathway, after, draft.facts, reportedAt)
    const words = draft.words.trim()
    try {
      // The answer comes from this device: she does not wait for the line.
      const { sending } = await keepToSend('check-in.record', {
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
      drop()
      // After the report: what somebody must read never waits behind a photo.
      void Promise.all([sending, releasePhotos(id)])
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
    if (!atOnce || began.current) return
    began.current = true
    void sendIt()
  })

  if (atOnce)
    return (
      <Page title={t('result.title')}>
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
