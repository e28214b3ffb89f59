/**
 * Sessions and results on one line of time: done, sure, perhaps not needed; the days in which a result can be expected; and where she
 * is today. Below it the same in words.
 */
import { dayNumber, type ExpectedResult, type ISODate, type PlannedSession, parseDate } from '@needlepoint/pathway'
import { printDate } from '../../shared/format/format.ts'
import { locale } from '../../shared/texts/languages.ts'
import { t } from '../texts.ts'
import css from './plan.module.css'

export interface TimelineProps {
  readonly dates: readonly PlannedSession[]
  /** How many are needed in any case. */
  readonly sure: number
  readonly done: number
  readonly results: readonly ExpectedResult[]
  readonly today: ISODate
}

const [left, right] = [16, 344]
const number = (date: ISODate) => {
  const day = parseDate(date)
  return day ? dayNumber(day) : 0
}

export function Timeline({ dates, sure, done, results, today }: TimelineProps) {
  const words = dates.map(({ session, earliest, latest }) => ({
    session,
    state: session <= done ? t('plan.done') : session > sure ? t('plan.perhaps') : undefined,
    when:
      earliest === latest
        ? printDate(earliest)
        : t('plan.between', { from: printDate(earliest), to: printDate(latest) }),
  }))
  const best = results.toSorted((a, b) => number(b.to) - number(a.to))[0]
  // Judging goes on for months: the line shows where it begins, so that there is room for the sessions.
  const all = [...dates.flatMap(({ earliest, latest }) => [earliest, latest]), ...(best ? [best.from] : [])].map(number)
  const first = Math.min(...all)
  const last = Math.max(...all) + Math.ceil((Math.max(...all) - first) / 6)
  const x = (date: ISODate) =>
    left + ((Math.min(last, Math.max(first, number(date))) - first) / Math.max(1, last - first)) * (right - left)
  const isNow = number(today) >= first && number(today) <= last
  const beads = Math.floor((right - left) / 8)
  return (
    <div>
      <svg viewBox="0 0 360 92" className={css.timeline} role="img" aria-label={said()}>
        {Array.from({ length: beads + 1 }, (_, bead) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place.
            key={bead}
            cx={left + (bead * (right - left)) / beads}
            cy="40"
            r="1.2"
            className={css.thread}
          />
        ))}
        {best && (
          <>
            <rect
              x={x(best.from)}
              y="52"
              width={Math.max(6, x(best.to) - x(best.from))}
              height="6"
              rx="3"
              className={css.result}
            />
            <text x={(x(best.from) + x(best.to)) / 2} y="74" className={css.label} textAnchor={anchor(best)}>
              {t('plan.judge')}
            </text>
          </>
        )}
        {isNow && (
          <>
            <line x1={x(today)} x2={x(today)} y1="20" y2="60" className={css.today} />
            <text
              x={x(today)}
              y="14"
              className={css.label}
              textAnchor={x(today) > 300 ? 'end' : x(today) < 60 ? 'start' : 'middle'}
            >
              {t('plan.youAreHere')}
            </text>
          </>
        )}
        {dates.map(({ session, earliest }) => (
          <g key={session}>
            <circle
              cx={x(earliest)}
              cy="40"
              r={session === done + 1 ? 10 : 8}
              className={session <= done ? css.done : session > sure ? css.perhaps : css.sure}
            />
            <text x={x(earliest)} y="44" textAnchor="middle" className={session <= done ? css.onDone : css.number}>
              {new Intl.NumberFormat(locale()).format(session)}
            </text>
          </g>
        ))}
      </svg>
      <ol className={css.sessions}>
        {words.map(({ session, state, when }) => (
          <li key={session}>
            <span className={css.name}>{t('plan.session', { number: session })}</span> {when}
            {state && <span className={css.soft}> · {state}</span>}
          </li>
        ))}
      </ol>
    </div>
  )

  function anchor({ from, to }: ExpectedResult): 'start' | 'middle' | 'end' {
    const middle = (x(from) + x(to)) / 2
    return middle > 260 ? 'end' : middle < 100 ? 'start' : 'middle'
  }

  function said(): string {
    const parts = words.map(({ session, state, when }) =>
      [t('plan.session', { number: session }), when, state].filter(Boolean).join(' '),
    )
    const when = best && t('plan.between', { from: printDate(best.from), to: printDate(best.to) })
    return [...parts, ...(best ? [`${t('plan.judge')}: ${when}`] : [])].join('. ')
  }
}
