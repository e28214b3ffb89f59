/** Photos that are on this device alone: how far each is, and a way to remove it before it has left. */
import { useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { Row } from '../../shared/components/page.tsx'
import { allowPhoto, removePhoto, sendPhotos } from '../../shared/device/photo-outbox.ts'
import type { KeptPhoto } from '../../shared/device/store.ts'
import { printMoment, printNumber } from '../../shared/format/format.ts'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './photos.module.css'
import { useShareSent } from './use-kept-photos.ts'
import { usePicture } from './use-picture.ts'

/** @param alone they stand by themselves: what was held for a report that was never sent can go without it */
export function KeptPhotos({
  photos,
  alone = false,
}: {
  readonly photos: readonly KeptPhoto[]
  readonly alone?: boolean
}) {
  const [said, setSaid] = useState('')
  return (
    <>
      {photos.length > 0 && (
        <ul className={css.kept}>
          {photos.map((photo) => (
            <li key={photo.id}>
              <OnePhoto photo={photo} alone={alone} say={setSaid} />
            </li>
          ))}
        </ul>
      )}
      <p role="status" className={css.said}>
        {said}
      </p>
    </>
  )
}

interface OneProps {
  readonly photo: KeptPhoto
  readonly alone: boolean
  readonly say: (text: string) => void
}

function OnePhoto({ photo, alone, say }: OneProps) {
  const { id, content, pose, takenAt, state, refused, mayBeThere, checkInId } = photo
  const { client } = useRecord()
  const share = useShareSent(id)
  const picture = usePicture(content)
  const name = pose ? t(`pose.${pose}.name`) : t('photo.unposed')
  const when = printMoment(takenAt, client.zone)
  const allow = useAllow(photo)
  // Its report was refused: it would wait for that for ever.
  const stuck = useOutbox().some((report) => report.id === checkInId && report.refused)

  async function remove() {
    const removed = await removePhoto(id).catch(() => false)
    say(removed ? (mayBeThere ? t('photo.removedLate') : t('photo.removed')) : t('photo.tooLate'))
  }

  return (
    <article className={css.one} aria-label={t('photo.of', { name, when })}>
      {picture && <img src={picture} alt="" className={css.thumb} />}
      <div className={css.about}>
        <p className={css.name}>{name}</p>
        <p className={css.soft}>{when}</p>
        <State photo={photo} share={share} />
        <Row>
          {refused || (alone && (state === 'held' || stuck)) ? (
            <Button onClick={() => void allow()}>{refused ? t('photo.sendAgain') : t('photo.send')}</Button>
          ) : null}
          {!(share !== undefined && share >= 1) && (
            <Button kind="plain" aria-label={t('photo.removeOf', { name, when })} onClick={() => void remove()}>
              {t('photo.remove')}
            </Button>
          )}
        </Row>
      </div>
    </article>
  )
}

function State({ photo, share }: { readonly photo: KeptPhoto; readonly share: number | undefined }) {
  const { id, state, refused, mayBeThere, checkInId } = photo
  if (refused) return <p className={css.soft}>{t('photo.notTaken', { detail: refused.detail })}</p>
  if (share !== undefined)
    return (
      <div className={css.progress}>
        <progress max={1} value={share} aria-label={t('photo.sending')} id={`share-${id}`} />
        <span className={css.soft}>{t('photo.share', { percent: printNumber(share * 100, 0) })}</span>
      </div>
    )
  if (mayBeThere) return <p className={css.soft}>{t('photo.mayBeThere')}</p>
  if (state === 'waiting') return <p className={css.soft}>{t('photo.waiting')}</p>
  return <p className={css.soft}>{checkInId ? t('photo.withReport') : t('photo.onlyHere')}</p>
}

/** She lets it leave. What it belonged to may never have been sent: then it goes by itself. */
function useAllow({ id, checkInId }: KeptPhoto): () => Promise<void> {
  const { checkIns } = useRecord()
  const outbox = useOutbox()
  return async () => {
    const coming = outbox.filter((report) => !report.refused)
    const known = checkInId && [...checkIns, ...coming].some((report) => report.id === checkInId)
    await allowPhoto(id, known ? {} : { checkInId: null })
    void sendPhotos()
  }
}
