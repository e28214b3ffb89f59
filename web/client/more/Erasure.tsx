/** What she asked to have erased and what has become of it; what has to stay is said with its reason. */
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useCopy } from '../../shared/device/use-copy.ts'
import { printDate, printDay } from '../../shared/format/format.ts'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './more.module.css'

type Request = OutputOf<'own-erasure.list'>['items'][number]

export function Erasure() {
  const { clinicId, clientId } = useClient()
  const params = { clinicId, clientId }
  const requests = useCopy(`erasures ${clientId}`, () => api['own-erasure.list']({ params }))
  const [asks, setAsks] = useState(false)
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState('')
  const [id, setId] = useState(newId)
  const [problem, setProblem] = useState('')
  const items = requests.value?.items ?? []
  const waits = items.some(({ answer }) => answer === null)

  async function ask() {
    setBusy(true)
    setProblem('')
    try {
      const body = { id, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }
      await api['erasure.request']({ params, body })
      setId(newId())
      setReason('')
      setAsks(false)
      requests.reload()
    } catch (error) {
      // What she wrote stays in the box.
      setProblem(explain(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Section title={t('data.eraseTitle')}>
      <Stack gap={3}>
        <p>{t('data.eraseSays')}</p>
        {!requests.value &&
          (requests.state === 'loading' ? (
            <Skeleton lines={2} />
          ) : (
            <ErrorNotice error={requests.error} retry={requests.reload} />
          ))}
        {items.length > 0 && (
          <div role="status">
            <p className={css.name}>{t('data.requests')}</p>
            <ul className={css.rows}>
              {items.map((each) => (
                <One key={each.id} request={each} />
              ))}
            </ul>
          </div>
        )}
        {/* Asked twice is not answered sooner. */}
        {requests.value && !waits && (
          <Row>
            <Button kind={items.length > 0 ? 'quiet' : 'danger'} onClick={() => setAsks(true)}>
              {items.length > 0 ? t('data.again') : t('data.erase')}
            </Button>
          </Row>
        )}
      </Stack>
      <Dialog open={asks} onClose={() => setAsks(false)} title={t('data.sureTitle')}>
        <p>{t('data.sureSays')}</p>
        <TextArea
          label={t('data.reason')}
          optional
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={setReason}
          error={problem && <span role="alert">{problem}</span>}
        />
        <Row>
          <Button onClick={() => setAsks(false)}>{t('dialog.cancel')}</Button>
          <Button kind="danger" busy={busy} onClick={() => void ask()}>
            {t('data.sure')}
          </Button>
        </Row>
      </Dialog>
    </Section>
  )
}

function One({ request }: { readonly request: Request }) {
  const { client } = useRecord()
  return (
    <li>
      <p>
        {t('data.askedOn', { when: printDay(request.recordedAt, client.zone, 'full') })}
        <br />
        {request.answer ? (
          <>
            <strong>
              {t(`data.answered.${request.answer.answer}`, {
                date: request.answer.keepUntil ? printDate(request.answer.keepUntil) : '',
              })}
            </strong>
            <br />
            <span className={css.soft}>{printDay(request.answer.recordedAt, client.zone, 'full')}</span>
          </>
        ) : (
          <span className={css.soft}>{t('data.asked')}</span>
        )}
      </p>
      {request.answer?.reason && <p>{request.answer.reason}</p>}
      {!request.answer && request.kept.length > 0 && (
        <>
          <p>{t('data.kept')}</p>
          <ul className={css.kept}>
            {request.kept.map(({ what, why }) => (
              <li key={what}>
                {t(`data.what.${what}`)}: {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </li>
  )
}
