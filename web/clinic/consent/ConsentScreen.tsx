/** A signed consent: the exact text, the signature, what proves it; to print, and to take back. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { useForm } from '../accounts/use-form.ts'
import { useMay } from '../may.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { aboutClient } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './consent.module.css'
import { Markdown } from './Markdown.tsx'
import { pathOf, type Signature } from './SignaturePad.tsx'

type Consent = OutputOf<'consent.show'>

export function ConsentScreen() {
  const { clientId, consentId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/consents/$consentId' })
  const { clinicId } = useWork()
  const may = useMay()
  const consent = useQuery({
    queryKey: ['consent', clinicId, clientId, consentId],
    queryFn: () => api['consent.show']({ params: { clinicId, consentId } }),
  })
  const { data } = consent
  return (
    <ClientPage
      clientId={clientId}
      title={data ? titleOf(data) : t('consent.title')}
      actions={
        data && (
          <>
            <DownloadCopy consentId={data.id} />
            <Button onClick={() => print()}>{t('consent.print')}</Button>
            {data.withdrawnAt === null && may('consent.withdraw') && <Withdraw consent={data} />}
          </>
        )
      }
    >
      {() => (
        <Loaded query={consent} lines={10}>
          {(loaded) => <Shown consent={loaded} />}
        </Loaded>
      )}
    </ClientPage>
  )
}

const titleOf = ({ kind, purposes }: Consent) =>
  kind === 'treatment' ? t('consent.treatment') : t(`purposes.${purposes[0] as 'record'}`)

function Shown({ consent }: { readonly consent: Consent }) {
  const { evidence, signer, signedAt, withdrawnAt, documentHash, copyHash, signature, recordedBy } = consent
  const zone = zoneOfDevice()
  return (
    <>
      {withdrawnAt && (
        <CareCard tone="stop" word={t('consent.withdrawnOn', { when: printMoment(withdrawnAt, zone) })}>
          <p>{t('consent.withdrawnSays')}</p>
        </CareCard>
      )}
      <div className={parts.columns}>
        <div className={parts.main}>
          <Markdown text={consent.document} />
          <Section title={t('consent.signature')}>
            <SignatureShown signature={signature} />
            <p>
              {signer.name} ({t(`signers.${signer.as}`)}), {printMoment(signedAt, zone)}
            </p>
          </Section>
        </div>
        <div className={parts.aside}>
          <Section title={t('consent.evidence')}>
            <Facts
              items={[
                [t('consent.signer'), `${signer.name} (${t(`signers.${signer.as}`)})`],
                [t('consent.signedAt'), printMoment(signedAt, zone)],
                ...(evidence
                  ? ([
                      [t('consent.received'), printMoment(evidence.receivedAt, zone)],
                      [t('consent.witness'), evidence.witness ?? t('consent.ownDevice')],
                      [t('consent.address'), evidence.ip],
                      [t('consent.device'), evidence.userAgent],
                    ] as const)
                  : []),
                [t('consent.storedBy'), recordedBy.name ?? t(`kinds.${recordedBy.kind}`)],
                [
                  t('consent.hash'),
                  <span key="h" className={css.hash}>
                    {documentHash}
                  </span>,
                ],
                [
                  t('consent.copyHash'),
                  <span key="copy" className={css.hash}>
                    {copyHash ?? t('consent.notSealed')}
                  </span>,
                ],
              ]}
            />
          </Section>
        </div>
      </div>
    </>
  )
}

function DownloadCopy({ consentId }: { readonly consentId: string }) {
  const { clinicId } = useWork()
  const [busy, setBusy] = useState(false)
  async function get() {
    setBusy(true)
    try {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await api['consent.copy']({ params: { clinicId, consentId } }))
      link.download = `consent-${consentId.slice(-12)}.pdf`
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    } catch (error) {
      toast(explain(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button busy={busy} onClick={() => void get()}>
      {t('consent.copy')}
    </Button>
  )
}

function SignatureShown({ signature }: { readonly signature: Signature }) {
  if (signature.kind === 'typed') return <p className={css.typed}>{signature.name}</p>
  return (
    <svg className={css.signature} viewBox="0 0 1000 300" role="img" aria-label={t('sign.drawn')}>
      {signature.strokes.map((stroke, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: strokes keep their order.
        <path key={at} d={pathOf(stroke)} />
      ))}
    </svg>
  )
}

function Withdraw({ consent }: { readonly consent: Consent }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const [asks, setAsks] = useState(false)
  const [id] = useState(newId)
  const [reason, setReason] = useState('')
  async function withdraw() {
    await api['consent.withdraw']({
      params: { clinicId, consentId: consent.id },
      body: { id, withdrawnAt: new Date().toISOString(), ...(reason.trim() ? { reason: reason.trim() } : {}) },
    })
    await queries.invalidateQueries(aboutClient(clinicId, consent.clientId))
    setAsks(false)
    toast(t('consent.withdrawn'))
  }
  return (
    <>
      <Button kind="danger" onClick={() => setAsks(true)}>
        {t('consent.withdraw')}
      </Button>
      <Dialog open={asks} onClose={() => setAsks(false)} title={t('consent.withdrawTitle')}>
        <form noValidate onSubmit={form.submit(withdraw)}>
          <Stack>
            <p>{t('consent.withdrawSays')}</p>
            <ErrorSummary messages={form.messages} />
            <TextArea
              id="reason"
              optional
              rows={3}
              label={t('consent.reason')}
              value={reason}
              onChange={setReason}
              error={messageFor(form.messages, 'reason')}
            />
            <Row>
              <Button kind="danger" type="submit" busy={form.busy}>
                {t('consent.withdrawNow')}
              </Button>
              <Button onClick={() => setAsks(false)}>{t('dialog.cancel')}</Button>
            </Row>
          </Stack>
        </form>
      </Dialog>
    </>
  )
}
