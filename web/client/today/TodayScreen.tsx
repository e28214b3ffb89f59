/** Her page for today: what waits for her, then how she heals, what to do and what to leave. */

import type { Pathway } from '@needlepoint/pathway'
import { addSpan, dateAt, printSpan } from '@needlepoint/pathway'
import { LinkButton } from '../../shared/components/button.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Section, Stack } from '../../shared/components/page.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDate, printDay, printMoment } from '../../shared/format/format.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { isUrgent } from '../check-in/check-in.ts'
import { HowItWent } from '../check-in/HowItWent.tsx'
import { PastCheckIns } from '../check-in/PastCheckIns.tsx'
import { planOf } from '../consent/papers.ts'
import {
  type AfterSession,
  aftercareAt,
  checkInAt,
  courseAt,
  healedAt,
  isHealing,
  ms,
} from '../healing/after-session.ts'
import { Curves } from '../healing/Curves.tsx'
import css from '../healing/healing.module.css'
import { Rules } from '../healing/Rules.tsx'
import { useAfterSession } from '../healing/use-after-session.ts'
import { WhoToCall, WhoWatches } from '../healing/WhoToCall.tsx'
import { textOf } from '../questions/fact-texts.ts'
import { useClient } from '../shell/client.tsx'
import { todayIn, useNow } from '../shell/now.ts'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { BeforeSession } from './BeforeSession.tsx'
import { LastReport, shownFor } from './LastReport.tsx'
import { News } from './News.tsx'
import { NextSteps, nextStepsOf } from './NextSteps.tsx'
import { NormalNow } from './NormalNow.tsx'
import { TreatedAreas } from './TreatedAreas.tsx'
import { UntilHealed } from './UntilHealed.tsx'

export function TodayScreen() {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const now = useNow()
  const after = useAfterSession()
  if (after && isHealing(pathway, after, now)) return <Healing pathway={pathway} after={after} now={now} />
  return after ? <AfterWatch after={after} now={now} /> : <BeforeFirst now={now} />
}

/** Nothing was done yet: what comes next, and the days before the session. */
function BeforeFirst({ now }: { readonly now: string }) {
  const record = useRecord()
  const steps = nextStepsOf(record, useOutbox())
  return (
    <Page
      title={t('today.hello', { name: record.client.name })}
      windowTitle={t('today.title')}
      eyebrow={printDay(now, record.client.zone, 'full')}
      lead={t('today.beforeLead')}
    >
      <News now={now} />
      <BeforeSession />
      {steps.length > 0 ? (
        <NextSteps steps={steps} />
      ) : (
        <EmptyState title={t('today.emptyTitle')}>{t('today.emptySays')}</EmptyState>
      )}
    </Page>
  )
}

/** The watched weeks are over. Something can still come late: the way to tell it stays on the page. */
function AfterWatch({ after, now }: { readonly after: AfterSession; readonly now: string }) {
  const { clinicId } = useClient()
  const record = useRecord()
  const steps = nextStepsOf(record, useOutbox())
  const { zone } = record.client
  return (
    <Page
      title={t('today.hello', { name: record.client.name })}
      windowTitle={t('today.title')}
      eyebrow={printDay(now, zone, 'full')}
      lead={t('today.healedLead')}
    >
      <Stack gap={4}>
        <p>{t('today.lastSession', { count: record.sessions.length, when: printDay(after.session.at, zone) })}</p>
        <LastReport after={after} now={now} />
        <p>{t('today.lateSays')}</p>
        <LinkButton wide to="/c/$clinicId/check-in" params={{ clinicId }} search={{ wrong: true }}>
          {t('today.wrong')}
        </LinkButton>
        <WhoToCall />
      </Stack>
      <News now={now} />
      {steps.length > 0 && <NextSteps steps={steps} />}
      <HowItWent />
      <PastCheckIns />
    </Page>
  )
}

interface HealingProps {
  readonly pathway: Pathway
  readonly after: AfterSession
  readonly now: string
}

function Healing({ pathway, after, now }: HealingProps) {
  const { clinicId } = useClient()
  const record = useRecord()
  const steps = nextStepsOf(record, useOutbox())
  const { zone } = record.client
  const care = aftercareAt(pathway, after, now)
  const course = courseAt(pathway, after, now)
  const healed = healedAt(pathway, after, now)
  const checkIn = checkInAt(pathway, after, now)
  const text = textOf(pathway, todayIn(zone))
  const areaName = (area: string) => text(`facts.areas.options.${area}`) ?? area
  const waitsForHealing = [...care.dont, ...care.do].some(({ untilHealed }) => untilHealed)
  const count = record.sessions.length
  const [told] = record.checkIns
  const isAlarmed =
    told !== undefined &&
    isUrgent(told.level) &&
    ms(told.reportedAt) >= ms(after.session.at) &&
    ms(now) - ms(told.reportedAt) < shownFor
  return (
    <Page
      title={t('today.day', { day: care.day })}
      windowTitle={t('today.title')}
      eyebrow={printDay(now, zone, 'full')}
      lead={
        isAlarmed
          ? t('today.leadAlarm')
          : healed.answer === 'yes'
            ? healed.says
            : care.day === 0
              ? t('today.lead0')
              : t('today.lead')
      }
    >
      <Stack gap={4}>
        <p className={css.soft}>{t('today.lastSession', { count, when: printMoment(after.session.at, zone) })}</p>
        <WhoToCall />
        <LastReport after={after} now={now} />
        {checkIn.due && (
          <LinkButton kind="primary" wide to="/c/$clinicId/check-in" params={{ clinicId }} search={{ begin: true }}>
            {t('today.checkInNow', { title: checkIn.due.title })}
          </LinkButton>
        )}
        <LinkButton wide to="/c/$clinicId/check-in" params={{ clinicId }} search={{ wrong: true }}>
          {t('today.wrong')}
        </LinkButton>
        {!checkIn.due && checkIn.next && (
          <p className={css.soft}>{t('today.nextCheckIn', { when: printMoment(checkIn.next.at, zone) })}</p>
        )}
        <WhoWatches />
      </Stack>
      <News now={now} />
      <Section title={t('today.normal')}>
        <Stack gap={5}>
          <Curves pathway={pathway} course={course} after={after} />
          <NormalNow pathway={pathway} course={course} after={after} text={text} />
        </Stack>
      </Section>
      <Section title={t('today.dont')}>
        <Rules pathway={pathway} most={6} rules={care.dont} now={now} zone={zone} />
      </Section>
      <Section title={t('today.do')}>
        <Rules pathway={pathway} most={5} rules={care.do} now={now} zone={zone} />
      </Section>
      {waitsForHealing && (
        <Section title={t('untilHealed.title')}>
          <UntilHealed pathway={pathway} after={after} healed={healed} text={text} />
        </Section>
      )}
      {care.later.length > 0 && (
        <Section title={t('today.later')}>
          <Rules pathway={pathway} most={4} rules={care.later} now={now} zone={zone} />
        </Section>
      )}
      <PastCheckIns />
      <Section title={t('areas.title')}>
        <TreatedAreas nameOf={areaName} />
      </Section>
      <NextSession after={after} now={now} />
      {steps.length > 0 && (
        <Section title={t('today.also')}>
          <NextSteps steps={steps} />
        </Section>
      )}
    </Page>
  )
}

/** Between sessions: from when the next one may be. Nothing where the plan has no more. */
function NextSession({ after, now }: Pick<HealingProps, 'after' | 'now'>) {
  const record = useRecord()
  const plan = planOf(record)
  const [last] = record.sessions
  if (!plan || !last || plan.id !== last.planId) return null
  const longest = plan.plan.courses.toSorted((a, b) => b.sessions.to - a.sessions.to)[0]
  const done = record.sessions.filter(({ planId }) => planId === plan.id).length
  const next = longest?.dates[done]
  if (!longest || !next) return null
  // What was planned may be sooner than the skin that was needled since allows.
  const soonest = dateAt(addSpan(ms(after.session.at), longest.interval.from, after.session.zone), after.session.zone)
  const from = next.earliest > soonest ? next.earliest : soonest
  const today = dateAt(ms(now), after.session.zone)
  return (
    <Section title={t('nextSession.title', { number: done + 1 })}>
      <Stack gap={2}>
        <p>
          {from > today
            ? t('nextSession.from', { day: printDate(from, 'full') })
            : t('nextSession.open', { day: printDate(from, 'full') })}
        </p>
        <p className={css.soft}>
          {t(done + 1 > longest.sessions.from ? 'nextSession.perhaps' : 'nextSession.why', {
            interval: printSpan(longest.interval.from, chosenLanguage()),
          })}
        </p>
      </Stack>
    </Section>
  )
}
