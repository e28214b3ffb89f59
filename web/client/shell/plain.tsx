/** Around a page that anybody may see: the mark above, nothing else. */
import type { ReactNode } from 'react'
import { SkipLink } from '../../shared/app/fallbacks.tsx'
import { Mark } from '../../shared/components/mark.tsx'
import { ShellNotes } from './ShellNotes.tsx'
import css from './shell.module.css'

export function Plain({ children }: { readonly children: ReactNode }) {
  return (
    <div className={css.shell}>
      <SkipLink />
      <ShellNotes />
      <header className={css.top}>
        <a className={css.brand} href="/">
          <Mark size={22} />
          Needlepoint
        </a>
      </header>
      <main id="content" tabIndex={-1} className={css.main}>
        {children}
      </main>
    </div>
  )
}
