/** A list of places to go to. */
import { createLink } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'
import css from './more.module.css'

interface PlaceProps extends ComponentProps<'a'> {
  readonly says?: ReactNode
}

export const PlaceLink = createLink(({ says, children, ...rest }: PlaceProps) => (
  <a {...rest} className={css.place}>
    <span className={css.name}>{children}</span>
    {says && <span className={css.soft}>{says}</span>}
  </a>
))

export const Places = ({ children }: { readonly children: ReactNode }) => <ul className={css.places}>{children}</ul>
