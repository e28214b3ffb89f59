/** What a route shows when it fails, leads nowhere, or is not here yet. */
import type { ErrorComponentProps } from '@tanstack/react-router'
import { isMissingFile } from '../api/explain.ts'
import { AnchorButton } from '../components/button.tsx'
import { EmptyState, ErrorNotice } from '../components/notices.tsx'
import { Page } from '../components/page.tsx'
import { Skeleton } from '../components/waiting.tsx'
import { t } from '../texts/shared.ts'

export const RouteFailed = ({ error, reset }: ErrorComponentProps) => (
  // A browser remembers that a file did not come, and does not ask for it again on this page.
  <PageFailed error={error} retry={isMissingFile(error) ? () => location.reload() : reset} />
)

/** In place of a whole page. */
export const PageFailed = ({ error, retry }: { readonly error: unknown; readonly retry: () => void }) => (
  <Page title={t('problem.title')}>
    <ErrorNotice error={error} retry={retry} titled={false} />
  </Page>
)

export function RouteMissing() {
  return (
    <Page title={t('problem.pageMissing')}>
      <EmptyState
        title={t('problem.pageMissingSays')}
        action={<AnchorButton href="/">{t('problem.toStart')}</AnchorButton>}
      />
    </Page>
  )
}

export const RoutePending = () => <Skeleton title lines={6} />

/** Past what every page repeats. The router knows nothing of it: addresses with # are its own. */
export function SkipLink() {
  return (
    <button type="button" className="hidden-from-eyes" onClick={() => document.getElementById('content')?.focus()}>
      {t('skip.toContent')}
    </button>
  )
}
