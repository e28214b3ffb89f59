/** On which days, from when until when somebody looks at what clients send. A day without a tick is one on which nobody does. */
import type { WatchHours } from '@needlepoint/contract/watch-hours'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { messageFor } from '../../shared/components/error-summary.tsx'
import { locale } from '../../shared/texts/languages.ts'
import { t } from '../texts.ts'
import css from './practice.module.css'

interface DayDraft extends WatchHours {
  readonly ticked: boolean
}

const week = [1, 2, 3, 4, 5, 6, 7]
const usual = { from: '09:00', to: '18:00' }

/** 1 January 2024 was a Monday. */
export const weekday = (day: number): string =>
  new Intl.DateTimeFormat(locale(), { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))

export const draftOfWatchHours = (hours: readonly WatchHours[] | null): readonly DayDraft[] =>
  week.map((day) => {
    const given = hours?.find((each) => each.day === day)
    return { day, ...usual, ...given, ticked: given !== undefined }
  })

/** @returns null with no day ticked: then the clinic has not said */
export function readWatchHours(days: readonly DayDraft[]): WatchHours[] | null {
  const ticked = days.filter((each) => each.ticked)
  // A field of the browser has no 24:00; midnight as an end is the end of the day.
  const read = ticked.map(({ day, from, to }) => ({ day, from, to: to === '00:00' ? '24:00' : to }))
  return read.length === 0 ? null : read
}

export const printWatchHours = (hours: readonly WatchHours[] | null): string | undefined =>
  hours?.map(({ day, from, to }) => `${weekday(day)} ${from}–${to}`).join(', ')

export function WatchHoursField({
  days,
  onChange,
  messages,
}: {
  readonly days: readonly DayDraft[]
  readonly onChange: (days: readonly DayDraft[]) => void
  readonly messages: readonly FieldMessage[]
}) {
  const change = (day: number, to: Partial<DayDraft>) =>
    onChange(days.map((each) => (each.day === day ? { ...each, ...to } : each)))
  return (
    <fieldset className={css.watch} id="watchHours">
      <legend className="hidden-from-eyes">{t('clinicSettings.watchTitle')}</legend>
      {days.map(({ day, from, to, ticked }) => {
        const name = weekday(day)
        const error = messageFor(messages, `watch-${day}`)
        return (
          <div key={day}>
            <label className={css.watchDay}>
              <input type="checkbox" checked={ticked} onChange={() => change(day, { ticked: !ticked })} />
              {name}
            </label>
            <input
              id={`watch-${day}`}
              type="time"
              disabled={!ticked}
              aria-label={t('clinicSettings.watchFrom', { day: name })}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `watch-${day}-error` : undefined}
              value={from}
              onChange={(event) => change(day, { from: event.target.value })}
            />
            <span aria-hidden="true">–</span>
            <input
              type="time"
              disabled={!ticked}
              aria-label={t('clinicSettings.watchTo', { day: name })}
              value={to === '24:00' ? '00:00' : to}
              onChange={(event) => change(day, { to: event.target.value })}
            />
            {error && (
              <p id={`watch-${day}-error`} className={css.watchError}>
                {error}
              </p>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
