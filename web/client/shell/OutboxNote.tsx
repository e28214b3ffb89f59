/** Says that something waits to be sent, or was not taken: nobody believes the clinic knows what it does not. */
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { onOutboxChange, waiting } from '../../shared/device/outbox.ts'
import type { Waiting } from '../../shared/device/store.ts'
import { useKeptPhotos } from '../photos/use-kept-photos.ts'
import { t } from '../texts.ts'
import { useClient } from './client.tsx'
import css from './shell.module.css'

export function useOutbox(): readonly Waiting[] {
  const [all, setAll] = useState<readonly Waiting[]>([])
  useEffect(() => {
    const read = () =>
      void waiting().then(setAll, () => {
        // Where the browser keeps nothing, nothing waits.
      })
    read()
    return onOutboxChange(read)
  }, [])
  return all
}

export function OutboxNote() {
  const all = useOutbox()
  const photos = useKeptPhotos() ?? []
  const { clinicId } = useClient()
  const photosWait = photos.filter(({ state, refused }) => state === 'waiting' && !refused).length
  const photosRefused = photos.some((each) => each.refused)
  const refused = all.find((each) => each.refused)?.refused
  const count = all.filter((each) => !each.refused).length
  return (
    <div role="status">
      {count > 0 && <p className={css.sending}>{t('outbox.waiting', { count })}</p>}
      {photosWait > 0 && (
        <p className={css.sending}>
          {t('outbox.photos', { count: photosWait })}{' '}
          <Link to="/c/$clinicId/photos" params={{ clinicId }}>
            {t('outbox.seePhotos')}
          </Link>
        </p>
      )}
      {photosRefused && (
        <p className={css.sending}>
          {t('outbox.photoRefused')}{' '}
          <Link to="/c/$clinicId/photos" params={{ clinicId }}>
            {t('outbox.seePhotos')}
          </Link>
        </p>
      )}
      {refused && <p className={css.sending}>{t('outbox.refused', { detail: refused.detail })}</p>}
    </div>
  )
}
