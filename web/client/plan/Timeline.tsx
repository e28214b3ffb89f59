/** Sessions as dots on a thread: done, sure, and perhaps not needed. Below it the same in words. */
import type { PlannedSession } from '@needlepoint/pathway'
import { printDate } from '../../shared/format/format.ts'
import { t } from '../texts.ts'
import css from './plan.module.css'

export interface TimelineProps {
  readonly dates: readonly PlannedSession[]
  /** How many are needed in any case. */
  readonly sure: number
  readonly done: number
}

export function Timeline({ dates, sure, done }: TimelineProps) {
  const step = 320 / Math.max(1, dates.length)
  const x = (at: number) => 20 + step * at
  const words = dates.map(({ session, earliest, latest }) => ({
    session,
    state: session <= done ? t('plan.done') : session > sure ? t('plan.perhaps') : undefined,
    when:
      earliest === latest
        ? printDate(earliest)
        : t('plan.between', { from: printDate(earliest), to: printDate(latest) }),
  }))
  return (
    <div>
      <svg viewBox="0 0 360 40" className={css.timeline} aria-hidden="true">
        {dates.slice(1).map(({ session }, at) =>
          Array.from({ length: 8 }, (_, dot) => (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place.
              key={`${session} ${dot}`}
              cx={x(at) + 14 + (dot * (step - 28)) / 7}
              cy="20"
              r="1.3"
              className={css.thread}
            />
          )),
        )}
        {dates.map(({ session }, at) => (
          <circle
            key={session}
            cx={x(at)}
            cy="20"
            r={session === done + 1 ? 9 : 7}
            className={session <= done ? css.done : session > sure ? css.perhaps : css.sure}
          />
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
}
