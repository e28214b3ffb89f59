/** The clinic's questions, one page at a time, as long as an answer can still change the decision; on whichever device she goes on. */
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { explain, type FieldMessage } from '../../shared/api/explain.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Page, Section, Stack } from '../../shared/components/page.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { allowPhoto, keptPhotos, sendPhotos } from '../../shared/device/photo-outbox.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { PhotoField } from '../photos/PhotoField.tsx'
import { BackButton, BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { todayIn } from '../shell/now.ts'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { send } from '../shell/send.ts'
import { t } from '../texts.ts'
import { Asking } from './Asking.tsx'
import { BothChanged } from './BothChanged.tsx'
import css from './intake.module.css'
import { type Decided, deviceDecisionOf, type IntakeDraft, resumeIntake, startIntake } from './intake.ts'
import { LookThrough } from './LookThrough.tsx'
import { useSharedDraft } from './use-shared-draft.ts'
import { Verdict } from './Verdict.tsx'

export function IntakeScreen() {
  const { clinicId, clientId } = useClient()
  const pathway = usePathway(clinicId)
  const { client, screening, screenings, reload } = useRecord()
  const waits = useOutbox()
  const today = todayIn(client.zone)
  const start = () => startIntake(pathway, today, screening ?? undefined)
  const shared = useSharedDraft({
    clinicId,
    clientId,
    initial: start,
    isSent: (id) => waits.some((each) => each.id === id) || screenings.some((each) => each.id === id),
  })
  const { kept } = shared
  if (!shared.ready) return <Skeleton title />
  if (shared.gone) {
    const id = kept.id
    const wasSent = screenings.some((each) => each.id === id)
    return (
      <Page title={t('intake.goneTitle')} lead={t('intake.goneSays')} back={<ToToday />}>
        <Stack>
          {wasSent ? (
            <LinkButton
              kind="primary"
              wide
              to="/c/$clinicId/answers/$screeningId"
              params={{ clinicId, screeningId: id }}
            >
              {t('intake.goneSee')}
            </LinkButton>
          ) : (
            <Button kind="primary" wide onClick={reload}>
              {t('intake.goneLook')}
            </Button>
          )}
          {/* What is on this device alone is not lost: it can be sent as a correction. */}
          <Button wide onClick={() => shared.restart({ ...kept.draft, at: null })}>
            {t('intake.goneKeep')}
          </Button>
          <Button wide onClick={() => shared.restart(start())}>
            {t('intake.goneNew')}
          </Button>
        </Stack>
      </Page>
    )
  }
  if (shared.other) return <BothChanged pathway={pathway} here={kept} there={shared.other} onChoose={shared.choose} />
  const leave = () => shared.change({ started: false })
  const draft = resumeIntake(kept.draft, today)
  if (!kept.started)
    return (
      <Page
        title={screening ? t('intake.againTitle') : t('intake.title')}
        lead={screening ? t('intake.againLead') : t('intake.lead')}
        back={<ToToday />}
      >
        <Stack gap={5}>
          <ul className={css.rules}>
            <li>{t('intake.rule1')}</li>
            <li>{t('intake.rule2')}</li>
            <li>{t('intake.rule3')}</li>
          </ul>
          <Button kind="primary" wide onClick={() => shared.change({ started: true })}>
            {draft.path.length > 0 ? t('intake.goOn') : t('intake.start')}
          </Button>
        </Stack>
      </Page>
    )
  const change = (next: IntakeDraft) => shared.change({ draft: next })
  if (draft.confirm) return <LookThrough pathway={pathway} draft={draft} onChange={change} onBack={leave} />
  return (
    <Asking
      key={kept.id}
      pathway={pathway}
      draft={draft}
      onChange={change}
      onLeave={leave}
      below={<p className={css.soft}>{t(shared.saved ? 'intake.keptBoth' : 'intake.kept')}</p>}
      done={(result) => <Done key={kept.id} id={kept.id} {...result} onSent={shared.drop} />}
    />
  )
}

function ToToday() {
  const { clinicId } = useClient()
  return (
    <BackLink to="/c/$clinicId" params={{ clinicId }}>
      {t('back')}
    </BackLink>
  )
}

/** The question that a photo answers: what is to be treated. */
const photographed = 'areas'

/** They waited for the answers, so that nothing leaves before she says so. */
async function sendPhotosOfIntake(): Promise<void> {
  for (const { id, state, question, checkInId } of await keptPhotos())
    if (state === 'held' && question === photographed && !checkInId) await allowPhoto(id)
  await sendPhotos()
}

interface DoneProps {
  readonly id: string
  readonly draft: IntakeDraft
  readonly decided: Decided
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
  const [elsewhere, setElsewhere] = useState(false)
  const { screening, clinicAsks } = decided

  async function sendIt() {
    setBusy(true)
    try {
      const sent = await send('screening.record', {
        params: { clinicId },
        body: { id, clientId, decidedOn: draft.day, facts: draft.facts, deviceDecision: deviceDecisionOf(screening) },
      })
      if (sent.state === 'refused') {
        // Another device of hers has sent this intake, with other answers.
        setElsewhere(sent.code === 'id-taken')
        return setMessages([{ field: '', message: sent.code === 'id-taken' ? t('intake.sentElsewhere') : sent.detail }])
      }
      onSent()
      reload()
      void sendPhotosOfIntake().catch(() => undefined)
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
      {screening.decision.atLeast !== 'do-not-treat' && (
        <Section title={t('intake.photoTitle')}>
          <p className={css.soft}>{t('intake.photoSays')}</p>
          <PhotoField belongs={{ question: photographed }} hold />
        </Section>
      )}
      <Stack>
        <ErrorSummary messages={messages} />
        {elsewhere ? (
          <p>
            <Link to="/c/$clinicId/answers/$screeningId" params={{ clinicId, screeningId: id }} onClick={onSent}>
              {t('intake.goneSee')}
            </Link>
          </p>
        ) : (
          <Button kind="primary" wide busy={busy} onClick={() => void sendIt()}>
            {t('intake.send')}
          </Button>
        )}
        <p className={css.soft}>{t('intake.sendSays')}</p>
      </Stack>
    </Page>
  )
}
