/** Her plan: when, how deep, what it costs, what to expect and how sure that is, and what to do before. */

import { dayNumber, type ISODate, parseDate, printSpan } from '@needlepoint/pathway'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { now } from '../../shared/device/clock.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printAmount, printDate, printMoney } from '../../shared/format/format.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { planOf, signedPaper } from '../consent/papers.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { download } from '../shell/download.ts'
import { todayIn } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { writeCalendar } from './calendar.ts'
import css from './plan.module.css'
import { byDay, eventsOf, longestOf, nextSessionOf, preparationFor } from './plan-events.ts'
import { Timeline } from './Timeline.tsx'

export function PlanScreen() {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const record = useRecord()
  const plan = planOf(record)
  const today = todayIn(record.client.zone)
  const back = (
    <BackLink to="/c/$clinicId" params={{ clinicId }}>
      {t('toToday')}
    </BackLink>
  )
  if (!plan)
    return (
      <Page title={t('plan.title')} back={back}>
        <EmptyState title={t('plan.noneTitle')}>{t('plan.noneSays')}</EmptyState>
      </Page>
    )
  const planned = plan.plan
  const longest = longestOf(planned)
  const doneSessions = record.sessions.filter(({ planId }) => planId === plan.id)
  const done = doneSessions.length
  const next = nextSessionOf(planned, doneSessions)
  const steps = next === null ? [] : preparationFor(planned, next)
  const span = (value: Parameters<typeof printSpan>[0]) => printSpan(value, chosenLanguage())
  // The day that was planned has gone by without the next one being named: what to do before still holds, its dates do not.
  const isPast = next !== null && next < today
  const unsigned = !signedPaper(record.consents, 'treatment', plan.id)

  return (
    <Page title={t('plan.title')} lead={planned.courses.map(({ name }) => name).join(', ')} back={back}>
      {plan.newerScreeningId && <p className={css.note}>{t('plan.outdated')}</p>}
      {longest && (
        <Section title={t('plan.sessions')}>
          <Stack>
            <p>
              {longest.sessions.from === longest.sessions.to
                ? t('plan.count', { count: longest.sessions.from })
                : t('plan.countRange', longest.sessions)}{' '}
              {span(longest.interval.from) === span(longest.interval.to)
                ? t('plan.interval', { interval: span(longest.interval.from) })
                : t('plan.intervalRange', { from: span(longest.interval.from), to: span(longest.interval.to) })}
            </p>
            <Timeline
              dates={longest.dates}
              sure={longest.sessions.from}
              done={done}
              results={longest.results}
              today={today}
            />
            <Sources claims={pathway.claims(longest.claims)} disagree={pathway.claims(longest.disagree)} />
          </Stack>
        </Section>
      )}
      <Section title={t('plan.depth')}>
        <Stack gap={3}>
          <Facts
            items={planned.areas.map(({ name, depthMm, treat }) => [
              name,
              depthMm === null
                ? t('plan.notTreated')
                : `${depthMm.from === depthMm.to ? printAmount(depthMm.to, 'mm') : t('plan.depthRange', { from: printAmount(depthMm.from, 'mm'), to: printAmount(depthMm.to, 'mm') })}${treat === 'clinician-only' ? ` · ${t('plan.clinicianOnly')}` : ''}`,
            ])}
          />
          <p className={css.soft}>{t('plan.depthSays')}</p>
          {planned.limits.length > 0 && (
            <Disclosure summary={t('plan.limits')}>
              <Stack gap={3}>
                {planned.limits.map(({ limit, reason, claims }) => (
                  <div key={limit}>
                    <p>{reason}</p>
                    <Sources claims={pathway.claims(claims)} />
                  </div>
                ))}
              </Stack>
            </Disclosure>
          )}
          <Sources claims={pathway.claims([...new Set(planned.areas.flatMap(({ claims }) => claims))])} />
        </Stack>
      </Section>
      <Price plan={plan} />
      <Section title={t('plan.results')}>
        <Stack gap={5}>
          {planned.courses.map((course) => (
            <Stack key={course.indication} gap={3}>
              <h3 className={css.name}>{course.name}</h3>
              <p>{course.says}</p>
              <p>
                <strong>{t('plan.sure')}</strong> {t(`evidence.${course.evidence}`)}
              </p>
              <ol className={css.days}>
                {course.results
                  .toSorted((a, b) => (a.from < b.from ? -1 : 1))
                  .map((result) => (
                    <li key={result.id}>
                      <p className={css.when}>
                        {result.from === result.to
                          ? printDate(result.from)
                          : t('plan.between', { from: printDate(result.from), to: printDate(result.to) })}
                      </p>
                      <p>{result.says}</p>
                      <Sources claims={pathway.claims(result.claims)} />
                    </li>
                  ))}
              </ol>
            </Stack>
          ))}
        </Stack>
      </Section>
      {steps.length > 0 && next !== null && (
        <Section title={t('plan.preparation')}>
          <Stack gap={4}>
            <ol className={css.days}>
              {byDay(steps, isPast ? '' : today).map(([from, onDay]) => (
                <li key={from}>
                  <p className={css.when}>
                    {isPast ? daysBefore(from, next) : from <= today ? t('plan.fromNow') : printDate(from, 'full')}
                    {from > today && <span className={css.soft}> · {daysBefore(from, next)}</span>}
                  </p>
                  <ul className={css.prep}>
                    {onDay.map(({ id, says, why, claims }) => (
                      <li key={id}>
                        <details>
                          <summary>{says}</summary>
                          <p>{why}</p>
                          <Sources claims={pathway.claims(claims)} />
                        </details>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ol>
            <Row>
              <Button onClick={save}>{t('plan.calendar')}</Button>
            </Row>
            <p className={css.soft}>{t('plan.calendarSays')}</p>
          </Stack>
        </Section>
      )}
      {planned.advice.length > 0 && (
        <Section title={t('plan.advice')}>
          <ul className={css.advice}>
            {planned.advice.map(({ advice, says, claims }) => (
              <li key={advice}>
                <p>{says}</p>
                <Sources claims={pathway.claims(claims)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {unsigned && (
        <LinkButton kind="primary" wide to="/c/$clinicId/papers" params={{ clinicId }}>
          {t('next.signButton')}
        </LinkButton>
      )}
    </Page>
  )

  function save() {
    const [session] = record.sessions
    const file = writeCalendar(
      t('plan.title'),
      eventsOf(
        {
          clientId: record.client.id,
          planned,
          madeAt: plan?.recordedAt ?? '',
          zone: record.client.zone,
          today,
          done: doneSessions,
          checkIns: session ? pathway.checkInPlan({ at: session.endedAt, zone: session.zone }).checkIns : [],
        },
        {
          preparation: t('plan.eventPreparation'),
          session: (number) => t('plan.eventSession', { number }),
          between: (from, to) => t('plan.between', { from: printDate(from), to: printDate(to) }),
          checkIn: t('plan.eventCheckIn'),
        },
      ),
      now(),
    )
    download('needlepoint.ics', 'text/calendar', file)
  }
}

function Price({ plan }: { readonly plan: NonNullable<ReturnType<typeof planOf>> }) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { price } = plan
  const { cost } = plan.plan
  if (!price && !cost) return null
  const money = (value: number, currency: string) => printMoney(price ? value : value * 100, currency)
  const { currency } = price ?? (cost as NonNullable<typeof cost>)
  const perSession = price
    ? { from: price.perSession, to: price.perSession }
    : (cost as NonNullable<typeof cost>).perSession
  const course = (price ?? (cost as NonNullable<typeof cost>)).course
  const range = ({ from, to }: { readonly from: number; readonly to: number }) =>
    from === to ? money(from, currency) : t('plan.moneyRange', { from: money(from, currency), to: money(to, currency) })
  return (
    <Section title={t('plan.price')}>
      <Stack gap={3}>
        <Facts
          items={[
            [t('plan.perSession'), range(perSession)],
            [t('plan.course'), range(course)],
          ]}
        />
        <p className={css.soft}>{price ? t('plan.priceOurs') : t('plan.priceUsual')}</p>
        {!price && cost && <Sources claims={pathway.claims(cost.claims)} />}
      </Stack>
    </Section>
  )
}

function daysBefore(from: ISODate, start: ISODate): string {
  const [a, b] = [parseDate(from), parseDate(start)]
  const count = a && b ? dayNumber(b) - dayNumber(a) : 0
  return count === 0 ? t('plan.onTheDay') : t('plan.daysBefore', { count })
}
