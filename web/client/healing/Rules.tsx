/** What to do or to leave now: the action, how long still and what ends it; why, and where that comes from, one tap away. */
import type { InstructionNow, Pathway, Zone } from '@needlepoint/pathway'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { printLeft, printMoment } from '../../shared/format/format.ts'
import { t } from '../texts.ts'
import { ms } from './after-session.ts'
import css from './healing.module.css'

export interface RulesProps {
  readonly pathway: Pathway
  readonly rules: readonly InstructionNow[]
  readonly now: string
  readonly zone: Zone
  /** How many stand in sight; the others are one tap away. */
  readonly most: number
}

export function Rules({ pathway, rules, now, zone, most }: RulesProps) {
  const first = foremost(rules, most)
  const others = rules.filter((rule) => !first.includes(rule))
  const list = (shown: readonly InstructionNow[]) => (
    <ul className={css.rules}>
      {shown.map((rule) => (
        <li key={rule.instruction}>
          <details>
            <summary>
              <RuleMark kind={rule.kind} />
              <span>
                <span className={css.says}>{rule.says}</span>
                <span className={css.until}>
                  <Gone from={rule.from} until={rule.until} now={now} />
                  {endOf(rule, now, zone)}
                </span>
              </span>
            </summary>
            <div className={css.reason}>
              <p>{rule.why}</p>
              <Sources claims={pathway.claims(rule.claims)} disagree={pathway.claims(rule.disagree)} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
  return (
    <>
      {list(first)}
      {others.length > 0 && <Disclosure summary={t('rules.more', { count: others.length })}>{list(others)}</Disclosure>}
    </>
  )
}

/** What most sources speak of comes first; a long list hides what matters. In the order of the list, which is by what ends first. */
export function foremost(rules: readonly InstructionNow[], most: number): readonly InstructionNow[] {
  const chosen = new Set(rules.toSorted((a, b) => b.claims.length - a.claims.length).slice(0, most))
  return rules.length <= most + 1 ? rules : rules.filter((rule) => chosen.has(rule))
}

/** “5 more hours, until Sat 21 Nov, 14:00” */
export function endOf(
  { until, untilHealed, phase, from }: Pick<InstructionNow, 'until' | 'untilHealed' | 'phase' | 'from'>,
  now: string,
  zone: Zone,
): string {
  if (phase === 'later') return t('rules.from', { when: printMoment(from, zone) })
  const left = until === null ? 0 : ms(until) - ms(now)
  if (until !== null && left > 0) {
    const values = { left: printLeft(left), when: printMoment(until, zone) }
    return untilHealed ? t('rules.leftAndHealed', values) : t('rules.left', values)
  }
  return untilHealed ? t('rules.untilHealed') : t('rules.always')
}

const dots = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** How much of the time has gone by: ten dots, those behind her filled. The words beside it say how long still. */
function Gone({ from, until, now }: { readonly from: string; readonly until: string | null; readonly now: string }) {
  if (until === null || ms(now) >= ms(until) || ms(now) < ms(from)) return null
  const share = (ms(now) - ms(from)) / Math.max(1, ms(until) - ms(from))
  return (
    <svg className={css.gone} viewBox="0 0 80 8" aria-hidden="true">
      {dots.map((dot) => (
        <circle
          key={dot}
          cx={4 + dot * 8}
          cy="4"
          r="2.4"
          className={dot < Math.floor(share * 10) ? css.behind : css.ahead}
        />
      ))}
    </svg>
  )
}

/** A tick and a cross, told apart without colour. */
export function RuleMark({ kind }: { readonly kind: InstructionNow['kind'] }) {
  return (
    <svg
      className={`${css.mark} ${css[kind]}`}
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
    >
      <path
        d={kind === 'do' ? 'M2.5 8.5 6.5 12.5 13.5 4' : 'M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5'}
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  )
}
