/** What is normal today for her depth and her skin, sign by sign, with “you are here”. */
import { type Course, daysBetween, type EffectCourse, type Pathway } from '@needlepoint/pathway'
import { useState } from 'react'
import { HealingCurve } from '../../shared/components/healing-curve.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { t } from '../texts.ts'
import { type AfterSession, ms } from './after-session.ts'
import css from './healing.module.css'

const dayOf = (instant: string, { session }: AfterSession) =>
  Math.round(((ms(instant) - ms(session.at)) / 86_400_000) * 10) / 10

/** The signs that have a curve and can be felt or seen now: what she reported today first, then the strongest. */
export const shownIn = ({ effects }: Course): EffectCourse[] =>
  effects
    .filter(({ expected, item, phase, days }) => expected && item && days.length > 0 && phase !== 'over')
    .toSorted(
      (a, b) =>
        Number((b.reported ?? 0) > 0) - Number((a.reported ?? 0) > 0) ||
        b.expectedNow - a.expectedNow ||
        b.claims.length - a.claims.length,
    )

export function Curves({
  pathway,
  course,
  after,
}: {
  readonly pathway: Pathway
  readonly course: Course
  readonly after: AfterSession
}) {
  const shown = shownIn(course)
  const [chosen, setChosen] = useState<string>()
  const effect = shown.find((each) => each.effect === chosen) ?? shown[0]
  if (!effect) return <p>{t('curves.none')}</p>
  const reported = after.reports.flatMap(({ reportedAt, report }) => {
    const answer = effect.item ? report[effect.item] : undefined
    const severity = typeof answer === 'number' ? answer : undefined
    return severity === undefined
      ? []
      : [{ day: daysBetween(ms(after.session.at), ms(reportedAt), after.session.zone), severity }]
  })
  return (
    <div className={css.signs}>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons is no form. */}
      <div className={css.pick} role="group" aria-label={t('curves.pick')}>
        {shown.map((each) => (
          <button key={each.effect} type="button" aria-pressed={each === effect} onClick={() => setChosen(each.effect)}>
            {each.name}
          </button>
        ))}
      </div>
      <HealingCurve
        name={effect.name}
        days={effect.days}
        today={course.day}
        usualEnd={Math.ceil(dayOf(effect.usualEnd, after))}
        prolongedAfter={Math.ceil(dayOf(effect.prolongedAfter, after))}
        reported={reported}
      />
      <p>{effect.says}</p>
      <p>
        <strong>{t('curves.notNormal')}</strong> {effect.whenToWorry}
      </p>
      <Sources claims={pathway.claims(effect.claims)} />
    </div>
  )
}
