/** The demo goes as it came: everything at once. */
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Row } from '../../shared/components/page.tsx'
import { forgetEverything } from '../../shared/device/store.ts'
import { useForm } from '../accounts/use-form.ts'
import { t } from '../texts.ts'

export function RemoveDemo() {
  const form = useForm()
  const [asks, setAsks] = useState(false)
  async function remove() {
    await api['demo.remove']()
    await forgetEverything()
    location.assign('/demo')
  }
  return (
    <>
      <Button kind="danger" onClick={() => setAsks(true)}>
        {t('demoPage.remove')}
      </Button>
      <Dialog open={asks} onClose={() => setAsks(false)} title={t('demoPage.removeTitle')}>
        <p>{t('demoPage.removeSays')}</p>
        <ErrorSummary messages={form.messages} />
        <Row>
          <Button kind="danger" busy={form.busy} onClick={() => void form.run(remove)}>
            {t('demoPage.removeNow')}
          </Button>
          <Button onClick={() => setAsks(false)}>{t('dialog.cancel')}</Button>
        </Row>
      </Dialog>
    </>
  )
}
