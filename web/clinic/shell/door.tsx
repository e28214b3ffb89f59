/** Around the pages before somebody is signed in. */
import type { ReactNode } from 'react'
import { SkipLink } from '../../shared/app/fallbacks.tsx'
import { Mark } from '../../shared/components/mark.tsx'
import { OfflineBanner } from '../../shared/components/notices.tsx'
import css from './door.module.css'

export function Door({ children }: { readonly children: ReactNode }) {
  return (
    <div className={css.door}>
      <SkipLink />
      <OfflineBanner />
      <header>
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
