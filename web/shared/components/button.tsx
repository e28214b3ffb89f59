/** One primary action on a page; the others are quiet. */
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import css from './button.module.css'
import { classNames } from './class-names.ts'

export type ButtonKind = 'primary' | 'quiet' | 'danger' | 'plain'

export interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: ButtonKind
  /** While what it does is under way. It keeps the focus, and a second press does nothing. */
  readonly busy?: boolean
  /** As wide as what it stands in. */
  readonly wide?: boolean
}

export function Button({
  kind = 'quiet',
  busy = false,
  wide = false,
  type = 'button',
  onClick,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy || rest['aria-disabled']}
      data-busy={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
      className={classNames(css.button, css[kind], wide && css.wide, className)}
    />
  )
}

interface AnchorProps extends ComponentProps<'a'> {
  readonly kind?: ButtonKind
  readonly wide?: boolean
}

/** A link that looks like a button: it leads somewhere. */
export function AnchorButton({ kind = 'quiet', wide = false, className, ...rest }: AnchorProps) {
  return <a {...rest} className={classNames(css.button, css[kind], wide && css.wide, className)} />
}

/** The same, to a route: `<LinkButton to="/c/$clinicId" params={{ clinicId }}>`. */
export const LinkButton = createLink(AnchorButton)
