/** One sign on its healing curve, with what she reported of it: as rings, and in words for whoever does not see them. */
import type { Course, EffectCourse } from '@needlepoint/pathway'
import { HealingCurve } from '../../shared/components/healing-curve.tsx'
import { printList } from '../../shared/format/format.ts'
import { t } from '../texts.ts'
import { type AfterSession, ms } from './after-session.ts'
import css from './healing.module.css'
import { reportedOf } from './reported.ts'

export interface SignCurveProps {
  readonly effect: EffectCourse
  readonly course: Course
  readonly after: AfterSession
}

export function SignCurve({ effect, course, after }: SignCurveProps) {
  const reported = reportedOf(after, effect.item)
  const dayOf = (instant: string) =>
    Math.ceil(Math.round(((ms(instant) - ms(after.session.at)) / 86_400_000) * 10) / 10)
  return (
    <>
      <HealingCurve
        name={effect.name}
        days={effect.days}
        today={course.day}
        usualEnd={dayOf(effect.usualEnd)}
        prolongedAfter={dayOf(effect.prolongedAfter)}
        reported={reported}
      />
      {reported.length > 0 && (
        <p className={css.reported}>
          {t('curves.reported', {
            points: printList(
              reported.map(({ day, severity }) =>
                t('curves.point', { day, severity: t(`severity.${severity as 0}`).toLocaleLowerCase() }),
              ),
            ),
          })}
        </p>
      )}
    </>
  )
}

/** The sign by its name, one at a time. @returns nothing where there is nothing to choose */
export function PickSign({
  effects,
  chosen,
  onChoose,
}: {
  readonly effects: readonly EffectCourse[]
  readonly chosen: EffectCourse
  readonly onChoose: (effect: string) => void
}) {
  if (effects.length < 2) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons is no form.
    <div className={css.pick} role="group" aria-label={t('curves.pick')}>
      {effects.map((each) => (
        <button key={each.effect} type="button" aria-pressed={each === chosen} onClick={() => onChoose(each.effect)}>
          {each.name}
        </button>
      ))}
    </div>
  )
}
