/** A plan as the engine made it: how often, when, how deep where, what limits it, what to prepare, what it costs, what to expect. */
import type { CoursePlan, Pathway, Plan } from '@needlepoint/pathway'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { Section, Stack } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { Table } from '../../shared/components/table.tsx'
import { printAmount, printDate, printMoney, printNumber } from '../../shared/format/format.ts'
import { unitText } from '../answers/fact-texts.ts'
import { t } from '../texts.ts'
import css from './planning.module.css'
import type { CoursePrice } from './price.ts'

const range = (from: number, to: number) =>
  from === to ? printNumber(from) : `${printNumber(from)}–${printNumber(to)}`
const spans = ({ from, to }: CoursePlan['interval']) =>
  from.unit === to.unit && from.amount === to.amount
    ? printAmount(to.amount, unitText(to.unit))
    : `${printAmount(from.amount, unitText(from.unit))} – ${printAmount(to.amount, unitText(to.unit))}`

export function PlanView({
  pathway,
  plan,
  price,
  open = false,
}: {
  readonly pathway: Pathway
  readonly plan: Plan
  readonly price: CoursePrice | null
  /** Preparation and advice are unfolded. */
  readonly open?: boolean
}) {
  const longest = Math.max(...plan.courses.map(({ sessions }) => sessions.to))
  const shortest = Math.max(...plan.courses.map(({ sessions }) => sessions.from))
  return (
    <Stack gap={5}>
      <div className={css.depths}>
        <Figure value={plan.start ? printDate(plan.start) : '–'} name={t('plan.first')} />
        <Figure value={range(shortest, longest)} name={t('plan.sessions')} />
        <Figure
          value={plan.maxDepthMm === null ? t('plan.nowhere') : printAmount(plan.maxDepthMm, 'mm')}
          name={t('plan.deepest')}
        />
        {price && (
          <Figure
            value={`${printMoney(price.course.from, price.currency)}${price.course.from === price.course.to ? '' : ` – ${printMoney(price.course.to, price.currency)}`}`}
            name={t('plan.price', { each: printMoney(price.perSession, price.currency) })}
          />
        )}
      </div>
      <Section title={t('plan.areas')}>
        <Table
          caption={t('plan.areas')}
          rows={plan.areas}
          keyOf={({ area }) => area}
          columns={[
            { id: 'area', title: t('plan.area'), cell: ({ name }) => name },
            {
              id: 'depth',
              title: t('plan.depth'),
              numeric: true,
              cell: ({ depthMm }) => (depthMm === null ? t('plan.never') : `${range(depthMm.from, depthMm.to)} mm`),
            },
            {
              id: 'by',
              title: t('plan.cappedBy'),
              cell: ({ cappedBy }) => cappedByText(cappedBy, plan),
            },
            {
              id: 'sources',
              title: t('plan.source'),
              minor: true,
              cell: ({ claims }) => <Sources claims={pathway.claims(claims)} />,
            },
          ]}
        />
      </Section>
      {plan.limits.length > 0 && (
        <Section title={t('plan.limits')}>
          <ul className={css.said}>
            {plan.limits.map(({ limit, maxDepthMm, certain, reason, claims }) => (
              <li key={limit}>
                <p>
                  <strong>{t('plan.upTo', { depth: printAmount(maxDepthMm, 'mm') })}</strong>{' '}
                  {!certain && <span className={css.soft}>{t('plan.uncertain')}</span>}
                </p>
                <p>{reason}</p>
                <Sources claims={pathway.claims(claims)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('plan.course')}>
        {plan.courses.map((course) => (
          <Course key={course.indication} course={course} pathway={pathway} />
        ))}
      </Section>
      {plan.preparation.length > 0 && (
        <Section title={t('plan.preparation')}>
          <Disclosure summary={t('plan.steps', { count: plan.preparation.length })} open={open}>
            <Facts
              items={plan.preparation.map(({ id, from, says, why, claims }) => [
                t('plan.from', { date: printDate(from, 'day') }),
                <div key={id}>
                  <p>{says}</p>
                  <p className={css.soft}>{why}</p>
                  <Sources claims={pathway.claims(claims)} />
                </div>,
              ])}
            />
          </Disclosure>
        </Section>
      )}
      {plan.advice.length > 0 && (
        <Section title={t('plan.advice')}>
          <Disclosure summary={t('plan.points', { count: plan.advice.length })} open={open}>
            <ul className={css.said}>
              {plan.advice.map(({ advice, says, claims }) => (
                <li key={advice}>
                  <p>{says}</p>
                  <Sources claims={pathway.claims(claims)} />
                </li>
              ))}
            </ul>
          </Disclosure>
        </Section>
      )}
    </Stack>
  )
}

function Figure({ value, name }: { readonly value: string; readonly name: string }) {
  return (
    <p className={css.figure}>
      <strong>{value}</strong>
      <span>{name}</span>
    </p>
  )
}

function cappedByText(cappedBy: string, plan: Plan): string {
  if (cappedBy === 'area') return t('plan.cap.area')
  if (cappedBy === 'device') return t('plan.cap.device')
  if (cappedBy === 'goal') return t('plan.cap.goal')
  return plan.limits.find(({ limit }) => limit === cappedBy)?.reason ?? cappedBy
}

function Course({ course, pathway }: { readonly course: CoursePlan; readonly pathway: Pathway }) {
  const { name, says, sessions, dates, results, claims, disagree, evidence, outlook } = course
  return (
    <div className={css.course}>
      <h3>{name}</h3>
      <p>{says}</p>
      <Facts
        items={[
          [
            t('plan.howOften'),
            t('plan.apart', { sessions: range(sessions.from, sessions.to), interval: spans(course.interval) }),
          ],
          [t('plan.outlook'), `${t(`plan.outlooks.${outlook}`)} · ${t(`plan.evidence.${evidence}`)}`],
          [
            t('plan.dates'),
            dates
              .map(({ earliest, latest }) =>
                earliest === latest
                  ? printDate(earliest, 'day')
                  : `${printDate(earliest, 'day')} – ${printDate(latest, 'day')}`,
              )
              .join(' · '),
          ],
          ...results.map(({ says: result, from, to, claims: of, id }): [string, React.ReactNode] => [
            t('plan.between', { from: printDate(from), to: printDate(to) }),
            <div key={id}>
              {result}
              <Sources claims={pathway.claims(of)} />
            </div>,
          ]),
        ]}
      />
      <Sources claims={pathway.claims(claims)} disagree={pathway.claims(disagree)} />
    </div>
  )
}
