/** Names and values, two columns: what a record says. */
import type { ReactNode } from 'react'
import css from './facts.module.css'

export function Facts({ items }: { readonly items: readonly (readonly [name: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {items.map(([name, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one record keep their order.
        <div key={at}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
