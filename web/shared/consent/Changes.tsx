/** What has changed since something was signed, one sentence for each difference. */
import type { ConsentChange } from '@needlepoint/contract'
import { parseDate } from '@needlepoint/pathway'
import { Disclosure } from '../components/disclosure.tsx'
import { printDate } from '../format/format.ts'
import { t } from '../texts/shared.ts'
import css from './consent.module.css'

/** More than these stand one tap away. */
const most = 6

export function Changes({ changes }: { readonly changes: readonly ConsentChange[] }) {
  const list = (shown: readonly ConsentChange[]) => (
    <ul className={css.changes}>
      {shown.map((change) => (
        <li key={`${change.what} ${change.before} ${change.now}`}>{sayChange(change)}</li>
      ))}
    </ul>
  )
  const rest = changes.slice(most)
  return (
    <>
      {list(changes.slice(0, most))}
      {rest.length > 0 && (
        <Disclosure quiet summary={t('changes.more', { count: rest.length })}>
          {list(rest)}
        </Disclosure>
      )}
    </>
  )
}

export function sayChange({ what, before, now }: ConsentChange): string {
  const values = { before: said(before), now: said(now) }
  switch (what) {
    case 'plan':
    case 'device':
    case 'depth':
    case 'areas':
      return t(`changes.${what}`, values)
    case 'risk':
      return t(now === null ? 'changes.riskGone' : before === null ? 'changes.risk' : 'changes.riskOther', values)
    case 'likelier':
      return t(now === null ? 'changes.likelierGone' : 'changes.likelier', values)
    case 'text':
      return t(now === null ? 'changes.textGone' : 'changes.text', values)
  }
}

/** Days are written as people write them. */
const said = (part: string | null) =>
  part === null ? t('changes.nothing') : parseDate(part) ? printDate(part, 'full') : part
