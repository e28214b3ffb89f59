/** Gives her the sealed PDF of what she signed, from the device where it is kept. */
import { useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { useClient } from '../shell/client.tsx'
import { downloadBlob } from '../shell/download.ts'
import { t } from '../texts.ts'
import { sealedCopy } from './sealed-copy.ts'

export function DownloadCopy({
  consentId,
  kind = 'quiet',
}: {
  readonly consentId: string
  readonly kind?: 'primary' | 'quiet'
}) {
  const { clinicId } = useClient()
  const [busy, setBusy] = useState(false)
  async function get() {
    setBusy(true)
    try {
      // Nothing personal in the name: it lands in a folder of downloads.
      downloadBlob(`consent-${consentId.slice(-12)}.pdf`, await sealedCopy(clinicId, consentId))
    } catch {
      toast(t('signed.downloadFailed'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button kind={kind} busy={busy} onClick={() => void get()}>
      {t('signed.download')}
    </Button>
  )
}
