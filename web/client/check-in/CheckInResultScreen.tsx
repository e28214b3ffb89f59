/** What a report came to: what to do first, why, and whether anybody has read it. */

import type { Instant, Triage } from '@needlepoint/pathway'
import { useParams } from '@tanstack/react-router'
import { api, type InputOf } from '../../shared/api/api.ts'
import { LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { Findings } from '../../shared/components/findings.tsx'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Section, Stack } from '../../shared/components/page.tsx'
import { toneOfLevel } from '../../shared/components/tone.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { useCopy } from '../../shared/device/use-copy.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printMoment } from '../../shared/format/format.ts'
import { useAfterSession } from '../healing/use-after-session.ts'
import { CallClinic, CallNow, useWatch, WhoToCall } from '../healing/WhoToCall.tsx'
import { factTexts, textOf } from '../questions/fact-texts.ts'
import { printAnswer } from '../questions/print-answer.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { todayIn } from '../shell/now.ts'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { useReloadWhenSent } from '../shell/use-sent.ts'
import { t } from '../texts.ts'
import css from './check-in.module.css'
import { isUrgent, triageAt } from './check-in.ts'
import { signNameOf, Trend } from './Trend.tsx'
import { trendOf } from './trend.ts'
import { WhatHappensNext, type WhereItIs } from './WhatHappensNext.tsx'

export function CheckInResultScreen() {
  const { clinicId } = useClient()
  const { checkInId } = useParams({ from: '/c/$clinicId/check-ins/$checkInId' })
  const pathway = usePathway(clinicId)
  const after = useAfterSession()
  const waits = useOutbox().find(({ id }) => id === checkInId)
  const stored = useCopy(`check-in ${checkInId}`, () => api['check-in.show']({ params: { clinicId, checkInId } }))
  useReloadWhenSent(waits !== undefined, stored.reload)

  if (stored.value) {
    const { triage, level, reads, report, words, reportedAt, recordedAt } = stored.value
    const read = reads[0]
    return (
      <Shown
        triage={{ ...triage, level }}
        where={
          read
            ? {
                state: 'read',
                sentAt: recordedAt,
                at: read.readAt,
                by: read.readBy.name ?? t('result.somebody'),
              }
            : { state: 'sent', at: recordedAt }
        }
        id={checkInId}
        reportedAt={reportedAt}
        report={report}
        words={words}
      />
    )
  }
  if (waits && after) {
    const { body } = waits.input as InputOf<'check-in.record'>
    const others = { ...after, reports: after.reports.filter(({ reportedAt }) => reportedAt < body.reportedAt) }
    return (
      <Shown
        triage={triageAt(pathway, others, body.report, body.reportedAt)}
        where={waits.refused ? { state: 'refused', detail: waits.refused.detail } : { state: 'waits' }}
        id={checkInId}
        reportedAt={body.reportedAt}
        report={body.report}
        words={body.words ?? null}
      />
    )
  }
  if (stored.state === 'loading') return <Skeleton title />
  return (
    <Page title={t('result.title')} back={<BackHome />}>
      <ErrorNotice error={stored.error} retry={stored.reload} />
    </Page>
  )
}

function BackHome() {
  const { clinicId } = useClient()
  return (
    <BackLink to="/c/$clinicId" params={{ clinicId }}>
      {t('toToday')}
    </BackLink>
  )
}

interface ShownProps {
  readonly triage: Triage
  readonly where: WhereItIs
  readonly id: string
  readonly reportedAt: Instant
  readonly report: Readonly<Record<string, unknown>>
  readonly words: string | null
}

function Shown({ triage, where, id, reportedAt, report, words }: ShownProps) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { client } = useRecord()
  const after = useAfterSession()
  const watch = useWatch()
  const { level, advice, findings, checkAgainAfter, final, ask } = triage
  const day = todayIn(client.zone)
  const trend = trendOf(pathway, after?.reports ?? [], { report, reportedAt })
  const answered = Object.keys(pathway.protocol.facts).filter((id) => id in report)
  return (
    <Page title={t('result.title')} eyebrow={printMoment(reportedAt, client.zone)} back={<BackHome />}>
      <CareCard tone={toneOfLevel[level]} word={t(`levels.${level}`)} announce>
        {advice.length === 1 ? (
          <p>{advice[0]}</p>
        ) : (
          <ul className={css.advice}>
            {advice.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        )}
        {checkAgainAfter && <p>{t('result.again', { when: printMoment(checkAgainAfter, client.zone) })}</p>}
      </CareCard>
      {level === 'emergency' && <CallNow />}
      {level === 'same-day' && <CallClinic primary />}
      {level === 'contact-clinic' && <CallClinic />}
      {!final && level !== 'emergency' && (
        <Stack gap={2}>
          <p>{t('result.openSays', { count: Math.max(1, ask.length) })}</p>
          <LinkButton wide to="/c/$clinicId/check-in" params={{ clinicId }} search={{ more: id }}>
            {t('result.finish')}
          </LinkButton>
        </Stack>
      )}
      <Section title={where.state === 'read' ? t('result.readTitle') : t('after.title')}>
        <Stack gap={3}>
          <WhatHappensNext where={where} level={level} />
          {where.state !== 'read' && <p>{isUrgent(level) ? t('result.dontWait') : t('result.ifWorse')}</p>}
          {isUrgent(level) && watch.state !== 'watched' && <p>{t('call.cannotWait')}</p>}
          {isUrgent(level) && <WhoToCall />}
        </Stack>
      </Section>
      {trend.length > 0 && (
        <Section title={t('trend.title')}>
          <Trend signs={trend} nameOf={signNameOf(pathway, textOf(pathway, day))} />
        </Section>
      )}
      {findings.length > 0 && (
        <Section title={t('result.why')}>
          <Findings
            findings={findings}
            claimsOf={pathway.claims}
            toneOf={(effect) => toneOfLevel[effect as Triage['level']]}
            reasonFirst
          />
        </Section>
      )}
      <Disclosure summary={t('result.said')}>
        {words && <p>“{words}”</p>}
        <Facts
          items={answered.map((id) => [
            factTexts(pathway, id, day).question,
            printAnswer(pathway, id, report[id], day),
          ])}
        />
      </Disclosure>
    </Page>
  )
}
