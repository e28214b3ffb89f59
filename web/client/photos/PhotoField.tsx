/** Adds photos to what she is writing. They stay on this device until it is sent. */
import { useRef, useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { Row } from '../../shared/components/page.tsx'
import { sendPhotos } from '../../shared/device/photo-outbox.ts'
import { useClient } from '../shell/client.tsx'
import { t } from '../texts.ts'
import { KeptPhotos } from './KeptPhotos.tsx'
import { type Belongs, keepPicked, whyNotKept } from './keep-picked.ts'
import css from './photos.module.css'
import { useKeptPhotos } from './use-kept-photos.ts'

/**
 * @param belongs to which report, question or session they are added
 * @param hold they wait until that is sent (`releasePhotos`); otherwise they leave as soon as they can
 * @param elsewhere the page itself shows what is kept
 */
export function PhotoField({
  belongs,
  hold = false,
  elsewhere = false,
}: {
  readonly belongs: Belongs
  readonly hold?: boolean
  readonly elsewhere?: boolean
}) {
  const { clinicId, clientId } = useClient()
  const input = useRef<HTMLInputElement>(null)
  const kept = useKeptPhotos()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const mine = (kept ?? []).filter(
    ({ checkInId, question }) => checkInId === belongs.checkInId && question === belongs.question,
  )

  async function add(files: readonly File[]) {
    setBusy(true)
    setProblem('')
    for (const file of files) {
      try {
        const state = hold ? 'held' : 'waiting'
        await keepPicked({ clinicId, clientId, file, takenAt: file.lastModified, belongs, state })
      } catch (error) {
        setProblem(whyNotKept(error))
      }
    }
    setBusy(false)
    void sendPhotos()
  }

  return (
    <div className={css.field}>
      <p className={css.name}>{t('photo.label')}</p>
      <p className={css.soft}>{hold ? t('photo.hintHold') : t('photo.hint')}</p>
      {!elsewhere && <KeptPhotos photos={mine} />}
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      <Row>
        <input
          ref={input}
          hidden
          type="file"
          multiple
          accept="image/jpeg,image/png,image/webp"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])]
            if (files.length > 0) void add(files)
            event.target.value = ''
          }}
        />
        <Button busy={busy} onClick={() => input.current?.click()}>
          {busy ? t('photo.preparing') : mine.length > 0 ? t('photo.another') : t('photo.add')}
        </Button>
      </Row>
    </div>
  )
}
