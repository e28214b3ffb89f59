/** What rules found: what to do first, then why, then the sources. */
import type { CitedClaim, Finding } from '@needlepoint/pathway'
import { printDate } from '../format/format.ts'
import { t } from '../texts/shared.ts'
import css from './findings.module.css'
import { Sources } from './sources.tsx'
import { type Tone, ToneShape } from './tone.tsx'

export interface FindingsProps {
  readonly findings: readonly Finding[]
  /** `pathway.claims` */
  readonly claimsOf: (ids: readonly string[]) => readonly CitedClaim[]
  /** Of each finding's effect; without it no shape stands before them. */
  readonly toneOf?: (effect: string) => Tone
  /** For staff: the reason first, which is what they judge by. */
  readonly reasonFirst?: boolean
}

export function Findings({ findings, claimsOf, toneOf, reasonFirst = false }: FindingsProps) {
  return (
    <ul className={css.findings}>
      {findings.map(({ rule, effect, says, action, claims, disagree = [], until }) => (
        <li key={rule} className={toneOf ? css.marked : undefined}>
          {toneOf && <ToneShape tone={toneOf(effect)} />}
          <div>
            <p className={css.first}>{reasonFirst ? says : action || says}</p>
            {action && <p className={css.then}>{reasonFirst ? action : says}</p>}
            {until && <p className={css.until}>{t('findings.until', { date: printDate(until, 'full') })}</p>}
            <Sources claims={claimsOf(claims)} disagree={claimsOf(disagree)} />
          </div>
        </li>
      ))}
    </ul>
  )
}
