/** Her page for today: what waits for her, then how she heals, what to do and what to leave. */

import { LinkButton } from '../../shared/components/button.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDay, printMoment } from '../../shared/format/format.ts'
import { aftercareAt, checkInAt, courseAt, healedAt, isHealing } from '../healing/after-session.ts'
import { Curves } from '../healing/Curves.tsx'
import css from '../healing/healing.module.css'
import { Rules } from '../healing/Rules.tsx'
import { useAfterSession } from '../healing/use-after-session.ts'
import { WhoToCall } from '../healing/WhoToCall.tsx'
import { useClient } from '../shell/client.tsx'
import { useNow } from '../shell/now.ts'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { NextSteps, nextStepsOf } from './NextSteps.tsx'

export function TodayScreen() {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const record = useRecord()
  const outbox = useOutbox()
  const now = useNow()
  const after = useAfterSession()
  const steps = nextStepsOf(record, outbox)
  const hello = t('today.hello', { name: record.client.name })
  const zone = record.client.zone
  if (!after || !isHealing(pathway, after, now))
    return (
      <Page
        title={hello}
        windowTitle={t('today.title')}
        eyebrow={printDay(now, zone, 'full')}
        lead={after ? t('today.healedLead') : t('today.beforeLead')}
      >
        {steps.length > 0 ? (
          <NextSteps steps={steps} />
        ) : (
          <EmptyState title={t('today.emptyTitle')}>{t('today.emptySays')}</EmptyState>
        )}
        {after && <WhoToCall />}
      </Page>
    )
  const care = aftercareAt(pathway, after, now)
  const course = courseAt(pathway, after, now)
  const healed = healedAt(pathway, after, now)
  const checkIn = checkInAt(pathway, after, now)
  return (
    <Page
      title={t('today.day', { day: care.day })}
      windowTitle={t('today.title')}
      eyebrow={printDay(now, zone, 'full')}
      lead={healed.answer === 'yes' ? healed.says : care.day === 0 ? t('today.lead0') : t('today.lead')}
    >
      <Stack gap={4}>
        <WhoToCall />
        {checkIn.due ? (
          <LinkButton kind="primary" wide to="/c/$clinicId/check-in" params={{ clinicId }}>
            {t('today.checkInNow', { title: checkIn.due.title })}
          </LinkButton>
        ) : (
          checkIn.next && (
            <p className={css.soft}>{t('today.nextCheckIn', { when: printMoment(checkIn.next.at, zone) })}</p>
          )
        )}
        <Row>
          <LinkButton to="/c/$clinicId/check-in" params={{ clinicId }} search={{ wrong: true }}>
            {t('today.wrong')}
          </LinkButton>
        </Row>
      </Stack>
      <Section title={t('today.normal')}>
        <Curves pathway={pathway} course={course} after={after} />
      </Section>
      <Section title={t('today.dont')}>
        <Rules pathway={pathway} most={6} rules={care.dont} now={now} zone={zone} />
      </Section>
      <Section title={t('today.do')}>
        <Rules pathway={pathway} most={5} rules={care.do} now={now} zone={zone} />
      </Section>
      {care.later.length > 0 && (
        <Section title={t('today.later')}>
          <Rules pathway={pathway} most={4} rules={care.later} now={now} zone={zone} />
        </Section>
      )}
      {steps.length > 0 && (
        <Section title={t('today.also')}>
          <NextSteps steps={steps} />
        </Section>
      )}
    </Page>
  )
}
