/**
 * The healing curve in dots: one a day, today's is larger. The dots are the most that is expected; all below them is normal, and
 * after the usual end the band says how long it may still last. What she reported is drawn as rings.
 */
import { t } from '../texts/shared.ts'
import css from './healing-curve.module.css'

export interface HealingCurveProps {
  /** “Redness” */
  readonly name: string
  /** The most severe expected on each day, 0 to 4, from day 0 on: `EffectCourse.days`. */
  readonly days: readonly number[]
  /** Day of healing today. */
  readonly today: number
  /** Days since the session at which it usually ends, and after which it counts as prolonged. */
  readonly usualEnd: number
  readonly prolongedAfter: number
  readonly reported?: readonly { readonly day: number; readonly severity: number }[]
}

/** More days than a phone has room for are not drawn; the text says when it ends. */
const mostDays = 28
const top = 34
const floor = 150
const start = 10

export function HealingCurve({ name, days, today, usualEnd, prolongedAfter, reported = [] }: HealingCurveProps) {
  const shown = Math.max(7, Math.min(mostDays, Math.max(days.length, today + 1) + 1))
  const step = 340 / shown
  const x = (day: number) => start + (day + 0.5) * step
  const y = (severity: number) => floor - (severity / 4) * (floor - top)
  const at = (day: number) => days[day] ?? 0
  const all = Array.from({ length: shown }, (_, day) => day)
  const peak = days.indexOf(Math.max(...days))
  const edge = all.map((day) => `${x(day)},${y(at(day))}`).join(' ')
  const lateFrom = Math.min(usualEnd, shown - 1)
  const lateTo = Math.min(prolongedAfter, shown - 0.5)
  const todayShown = today >= 0 && today < shown
  const hereEnd = todayShown && x(today) > 250
  const summary = t('curve.summary', { name, peak, usualEnd, prolongedAfter, today })
  return (
    <figure className={css.figure}>
      <svg viewBox="0 0 360 184" className={css.drawing} role="img" aria-label={summary}>
        <polygon points={`${x(0)},${floor} ${edge} ${x(shown - 1)},${floor}`} className={css.normal} />
        {lateTo > lateFrom && (
          <rect x={x(lateFrom)} y={floor - 5} width={x(lateTo) - x(lateFrom)} height="5" className={css.late} />
        )}
        <line x1={start} x2="350" y1={floor} y2={floor} className={css.axis} />
        {all.map((day) => (
          <circle
            key={day}
            cx={x(day)}
            cy={y(at(day))}
            r={day === today ? 7 : Math.min(3.4, step / 4)}
            className={day === today ? css.today : day < today ? css.past : css.ahead}
          />
        ))}
        {reported
          .filter(({ day }) => day < shown)
          .map(({ day, severity }) => (
            <circle key={`r${day}`} cx={x(day)} cy={y(severity)} r="5" className={css.reported} />
          ))}
        {todayShown && (
          <>
            <line x1={x(today)} x2={x(today)} y1={y(at(today)) - 9} y2="24" className={css.lead} />
            <text
              x={x(today)}
              y="16"
              textAnchor={hereEnd ? 'end' : today < 2 ? 'start' : 'middle'}
              className={css.here}
            >
              {t('curve.here')}
            </text>
          </>
        )}
        <text x={start} y={floor + 20} className={css.word}>
          {t('curve.sessionDay')}
        </text>
        <text x={x(Math.min(usualEnd, shown - 1))} y={floor + 20} textAnchor="middle" className={css.word}>
          {usualEnd > 1 && usualEnd < shown - 1 ? t('curve.usualEnd', { day: usualEnd }) : ''}
        </text>
      </svg>
      <figcaption className={css.caption}>{summary}</figcaption>
    </figure>
  )
}
