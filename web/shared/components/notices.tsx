/** The states between: nothing here yet, it did not work, no connection. */
import type { ReactNode } from 'react'
import { explain } from '../api/explain.ts'
import { useOnline } from '../device/online.ts'
import { t } from '../texts/shared.ts'
import { Button } from './button.tsx'
import css from './notices.module.css'

/** Nothing here yet, with the one useful next step. */
export function EmptyState({
  title,
  children,
  action,
}: {
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className={css.empty}>
      <p className={css.title}>{title}</p>
      {children && <p>{children}</p>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  )
}

/** It did not work: what happened, what is safe, and another try. */
export function ErrorNotice({
  error,
  retry,
  titled = true,
}: {
  readonly error: unknown
  readonly retry?: () => void
  /** Not where the page's own title says it. */
  readonly titled?: boolean
}) {
  return (
    <div className={css.error} role="alert">
      {titled && <p className={css.title}>{t('problem.title')}</p>}
      <p>{explain(error)}</p>
      {retry && (
        <div className={css.action}>
          <Button onClick={retry}>{t('problem.again')}</Button>
        </div>
      )}
    </div>
  )
}

/** @param children what still works here, in a sentence */
export function OfflineBanner({ children }: { readonly children?: ReactNode }) {
  const online = useOnline()
  return (
    <div role="status" className={css.status}>
      {!online && (
        <p className={css.offline}>
          <strong>{t('offline.title')}</strong> {children ?? t('offline.says')}
        </p>
      )}
    </div>
  )
}

/** Marks what holds nobody real. */
export function DemoBanner() {
  return <p className={css.demo}>{t('demo.says')}</p>
}
