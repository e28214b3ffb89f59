/** Her data: to take along, and to have erased as far as the law lets it go. */
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { download } from '../shell/download.ts'
import { t } from '../texts.ts'
import css from './more.module.css'

export function DataScreen() {
  const { clinicId, clientId } = useClient()
  const [busy, setBusy] = useState<'export' | 'erase'>()
  const [asks, setAsks] = useState(false)
  const [reason, setReason] = useState('')
  const [id] = useState(newId)
  const [asked, setAsked] = useState<OutputOf<'erasure.request'>['record']>()
  const params = { clinicId, clientId }

  async function take() {
    setBusy('export')
    try {
      const all = await api['client.export']({ params })
      download(`needlepoint-${all.exportedAt.slice(0, 10)}.json`, 'application/json', JSON.stringify(all, null, 2))
      toast(t('data.taken'))
    } catch (error) {
      toast(explain(error))
    } finally {
      setBusy(undefined)
    }
  }

  async function erase() {
    setBusy('erase')
    try {
      const body = { id, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }
      setAsked((await api['erasure.request']({ params, body })).record)
      setAsks(false)
    } catch (error) {
      toast(explain(error))
    } finally {
      setBusy(undefined)
    }
  }

  return (
    <Page
      title={t('data.title')}
      back={
        <BackLink to="/c/$clinicId/more" params={{ clinicId }}>
          {t('nav.more')}
        </BackLink>
      }
    >
      <Section title={t('data.takeTitle')}>
        <Stack gap={3}>
          <p>{t('data.takeSays')}</p>
          <Row>
            <Button busy={busy === 'export'} onClick={() => void take()}>
              {t('data.take')}
            </Button>
          </Row>
        </Stack>
      </Section>
      <Section title={t('data.eraseTitle')}>
        {asked ? (
          <div role="status">
            <Stack gap={3}>
              <p>{t('data.asked')}</p>
              {asked.kept.length > 0 && (
                <>
                  <p className={css.name}>{t('data.kept')}</p>
                  <ul className={css.kept}>
                    {asked.kept.map(({ what, why }) => (
                      <li key={what}>
                        {t(`data.what.${what}`)}: {why}
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </Stack>
          </div>
        ) : (
          <Stack gap={3}>
            <p>{t('data.eraseSays')}</p>
            <Row>
              <Button kind="danger" onClick={() => setAsks(true)}>
                {t('data.erase')}
              </Button>
            </Row>
          </Stack>
        )}
      </Section>
      <Dialog open={asks} onClose={() => setAsks(false)} title={t('data.sureTitle')}>
        <p>{t('data.sureSays')}</p>
        <TextArea label={t('data.reason')} optional rows={3} maxLength={2000} value={reason} onChange={setReason} />
        <Row>
          <Button onClick={() => setAsks(false)}>{t('dialog.cancel')}</Button>
          <Button kind="danger" busy={busy === 'erase'} onClick={() => void erase()}>
            {t('data.sure')}
          </Button>
        </Row>
      </Dialog>
    </Page>
  )
}
