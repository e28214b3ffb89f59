/** Where something comes from, one tap away: each claim in our words, its source, how strong it is, and who says otherwise. */
import type { CitedClaim } from '@needlepoint/pathway'
import { t } from '../texts/shared.ts'
import { Disclosure } from './disclosure.tsx'
import css from './sources.module.css'

export interface SourcesProps {
  readonly claims: readonly CitedClaim[]
  /** Claims that say otherwise; the stricter one was followed. */
  readonly disagree?: readonly CitedClaim[]
}

export function Sources({ claims, disagree = [] }: SourcesProps) {
  if (claims.length === 0 && disagree.length === 0) return null
  return (
    <Disclosure quiet late summary={t('sources.title', { count: claims.length + disagree.length })}>
      <ul className={css.claims}>
        {claims.map((claim) => (
          <ClaimLine key={claim.id} claim={claim} />
        ))}
      </ul>
      {disagree.length > 0 && (
        <>
          <p className={css.disagree}>{t('sources.disagree')}</p>
          <ul className={css.claims}>
            {disagree.map((claim) => (
              <ClaimLine key={claim.id} claim={claim} />
            ))}
          </ul>
        </>
      )}
    </Disclosure>
  )
}

function ClaimLine({ claim }: { readonly claim: CitedClaim }) {
  const { publication: source } = claim
  const where = source && [source.publisher, source.year].filter(Boolean).join(', ')
  const address = source?.url ?? (source?.doi ? `https://doi.org/${source.doi}` : undefined)
  return (
    <li>
      <p>{claim.says}</p>
      <p className={css.source}>
        {address ? (
          <a href={address} rel="noreferrer" target="_blank">
            {source?.title}
            <span className="hidden-from-eyes"> {t('sources.newWindow')}</span>
          </a>
        ) : (
          (source?.title ?? claim.source)
        )}
        {where && ` · ${where}`}
        {` · ${t(`sources.strength.${claim.strength}`)}`}
        {claim.unverified && ` · ${t('sources.unverified')}`}
      </p>
    </li>
  )
}
