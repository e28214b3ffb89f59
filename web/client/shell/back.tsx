/** The way back, with a drawn arrow that turns where reading does. */
import { createLink } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from '../../shared/components/button.tsx'
import css from './back.module.css'

export const BackButton = (props: ComponentProps<typeof Button>) => (
  <Button kind="plain" className={css.back ?? ''} {...props} />
)

export const BackLink = createLink((props: ComponentProps<'a'>) => <a {...props} className={css.back} />)

/** Above a page's title: the way back, and how far along. */
export const Above = ({ children }: { readonly children: ReactNode }) => <div className={css.above}>{children}</div>
