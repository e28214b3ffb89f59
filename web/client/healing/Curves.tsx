/** What is normal today for her depth and her skin, sign by sign, with “you are here”. */
import type { Course, EffectCourse, Pathway } from '@needlepoint/pathway'
import { useState } from 'react'
import { Sources } from '../../shared/components/sources.tsx'
import { t } from '../texts.ts'
import type { AfterSession } from './after-session.ts'
import css from './healing.module.css'
import { PickSign, SignCurve } from './SignCurve.tsx'

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
  return (
    <div className={css.signs}>
      <PickSign effects={shown} chosen={effect} onChoose={setChosen} />
      <SignCurve effect={effect} course={course} after={after} />
      <p>{effect.says}</p>
      <p>
        <strong>{t('curves.notNormal')}</strong> {effect.whenToWorry}
      </p>
      <Sources claims={pathway.claims(effect.claims)} />
    </div>
  )
}
