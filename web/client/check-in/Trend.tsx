/** Since the last time, sign by sign: in words, with a small drawing of where it was and where it is. */
import type { Pathway } from '@needlepoint/pathway'
import { t } from '../texts.ts'
import css from './check-in.module.css'
import type { SignTrend } from './trend.ts'

/** “Redness”: the sign by the name of the effect that it shows. */
export function signNameOf(pathway: Pathway, text: (key: string) => string | undefined): (item: string) => string {
  const effects = Object.entries(pathway.protocol.recovery.effects)
  return (item) => {
    const effect = effects.find(([, each]) => each.item === item)?.[0]
    return (effect && text(`effects.${effect}.name`)) ?? item
  }
}

export function Trend({
  signs,
  nameOf,
}: {
  readonly signs: readonly SignTrend[]
  readonly nameOf: (item: string) => string
}) {
  return (
    <ul className={css.trend}>
      {signs.map(({ item, before, now, change }) => (
        <li key={item}>
          <span className={css.sign}>{nameOf(item)}</span>
          <Steps before={before} now={now} />
          <span className={css[change]}>
            {t(`trend.${change}`)}
            <span className={css.soft}>
              {' '}
              {before === null || before === now
                ? t(`severity.${now as 0}`)
                : t('trend.fromTo', { from: t(`severity.${before as 0}`), to: t(`severity.${now as 0}`) })}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Four dots a sign: filled up to where it is now, ringed up to where it was. The words beside it say the same. */
function Steps({ before, now }: Pick<SignTrend, 'before' | 'now'>) {
  return (
    <svg viewBox="0 0 64 16" className={css.steps} aria-hidden="true">
      {[1, 2, 3, 4].map((step) => (
        <circle
          key={step}
          cx={step * 16 - 8}
          cy="8"
          r="5"
          className={step <= now ? css.full : step <= (before ?? 0) ? css.was : css.none}
        />
      ))}
    </svg>
  )
}
