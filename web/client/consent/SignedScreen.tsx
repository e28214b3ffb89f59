/** A paper as it was signed: to read, to print, to take back. */
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type InputOf } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { Document, titleIn } from '../../shared/components/document.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { nowInstant } from '../../shared/device/clock.ts'
import { newId } from '../../shared/device/ids.ts'
import { useCopy } from '../../shared/device/use-copy.ts'
import { printMoment } from '../../shared/format/format.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { send } from '../shell/send.ts'
import { useReloadWhenSent } from '../shell/use-sent.ts'
import { t } from '../texts.ts'
import css from './consent.module.css'
import { DownloadCopy } from './DownloadCopy.tsx'
import { isPaper } from './papers.ts'
import { SignatureDrawing } from './SignatureField.tsx'

export function SignedScreen() {
  const { clinicId } = useClient()
  const { consentId } = useParams({ from: '/c/$clinicId/papers/$consentId' })
  const record = useRecord()
  const outbox = useOutbox()
  const waits = outbox.find(({ id }) => id === consentId)
  const consent = useCopy(`consent ${consentId}`, () => api['consent.show']({ params: { clinicId, consentId } }))
  useReloadWhenSent(waits !== undefined, consent.reload)
  const [asks, setAsks] = useState(false)
  const [reason, setReason] = useState('')
  const [withdrawalId] = useState(newId)
  const [busy, setBusy] = useState(false)
  const back = (
    <BackLink to="/c/$clinicId/papers" params={{ clinicId }}>
      {t('papers.toPapers')}
    </BackLink>
  )

  if (waits && !consent.value) {
    const { body } = waits.input as InputOf<'consent.sign'>
    return (
      <Page title={t('signed.waitsTitle')} lead={t('signed.waitsLead')} back={back}>
        <Facts
          items={[
            [t('signed.by'), body.signer.name],
            [t('signed.at'), printMoment(body.signedAt, record.client.zone)],
          ]}
        />
      </Page>
    )
  }
  if (!consent.value)
    return consent.state === 'loading' ? (
      <Skeleton title lines={10} />
    ) : (
      <Page title={t('papers.title')} back={back}>
        <ErrorNotice error={consent.error} retry={consent.reload} />
      </Page>
    )
  const { document, documentHash, copyHash, signedAt, signer, signature, withdrawnAt, kind, purposes } = consent.value
  const paper = kind === 'treatment' ? 'treatment' : (purposes[0] ?? 'record')
  const takenBack = withdrawnAt ?? (outbox.find(({ id }) => id === withdrawalId) ? nowInstant() : null)

  async function withdraw() {
    setBusy(true)
    try {
      const sent = await send('consent.withdraw', {
        params: { clinicId, consentId },
        body: {
          id: withdrawalId,
          withdrawnAt: nowInstant(),
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
      })
      if (sent.state === 'refused') return toast(sent.detail)
      setAsks(false)
      consent.reload()
      record.reload()
      toast(t('signed.withdrawn'))
    } catch (error) {
      toast(explain(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page
      title={titleIn(document) ?? t(`papers.${isPaper(paper) ? paper : 'treatment'}`)}
      back={back}
      lead={takenBack ? undefined : t('signed.lead')}
    >
      {takenBack && (
        <CareCard tone="note" word={t('signed.takenBack')}>
          <p>{t('signed.takenBackSays', { when: printMoment(takenBack, record.client.zone) })}</p>
          <p>{t(followsOf(paper))}</p>
        </CareCard>
      )}
      <Document text={document} />
      <Section title={t('signed.title')}>
        <Stack>
          {signature.kind === 'drawn' ? (
            <SignatureDrawing strokes={signature.strokes} label={t('signed.drawing', { name: signer.name })} />
          ) : (
            <p>{t('signed.typed', { name: signature.name })}</p>
          )}
          <Facts
            items={[
              [t('signed.by'), signer.as === 'guardian' ? t('signed.asGuardian', { name: signer.name }) : signer.name],
              [t('signed.at'), printMoment(signedAt, record.client.zone)],
              [
                t('signed.hash'),
                <span key="hash" className={css.hash}>
                  {documentHash}
                </span>,
              ],
              [
                t('signed.copyHash'),
                <span key="copy" className={css.hash}>
                  {copyHash ?? t('signed.notSealed')}
                </span>,
              ],
            ]}
          />
        </Stack>
      </Section>
      <div className={css.noPrint}>
        <Row>
          <DownloadCopy consentId={consentId} kind={takenBack ? 'quiet' : 'primary'} />
          <Button onClick={() => print()}>{t('signed.print')}</Button>
          {!takenBack && (
            <Button kind="danger" onClick={() => setAsks(true)}>
              {t('signed.withdraw')}
            </Button>
          )}
        </Row>
      </div>
      <Dialog open={asks} onClose={() => setAsks(false)} title={t('signed.withdrawTitle')}>
        <p>
          <strong>{t('signed.follows')}</strong>
        </p>
        <p>{t(followsOf(paper))}</p>
        <p>{t('signed.followsKept')}</p>
        <TextArea label={t('signed.reason')} optional rows={3} value={reason} onChange={setReason} maxLength={4000} />
        <Row>
          <Button onClick={() => setAsks(false)}>{t('signed.keep')}</Button>
          <Button kind="danger" busy={busy} onClick={() => void withdraw()}>
            {t('signed.withdrawNow')}
          </Button>
        </Row>
      </Dialog>
    </Page>
  )
}

/** What taking it back means, for what it was given for. */
const followsOf = (paper: string) =>
  paper === 'treatment'
    ? 'signed.followsTreatment'
    : paper === 'record'
      ? 'signed.followsRecord'
      : 'signed.followsOther'
