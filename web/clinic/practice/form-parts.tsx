/** The end of every small form here: what was wrong above, save and cancel below. */
import type { FormEvent, ReactNode } from 'react'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Row, Stack } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'

export function SmallForm({
  messages,
  busy,
  onSubmit,
  onCancel,
  save,
  danger = false,
  children,
}: {
  readonly messages: readonly FieldMessage[]
  readonly busy: boolean
  readonly onSubmit: (event: FormEvent) => void
  readonly onCancel: () => void
  readonly save: string
  readonly danger?: boolean
  readonly children?: ReactNode
}) {
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack>
        <ErrorSummary messages={messages} />
        {children}
        <Row>
          <Button kind={danger ? 'danger' : 'primary'} type="submit" busy={busy}>
            {save}
          </Button>
          <Button onClick={onCancel}>{t('dialog.cancel')}</Button>
        </Row>
      </Stack>
    </form>
  )
}
