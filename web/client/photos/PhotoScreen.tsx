/** One photo that the clinic has, as she sent it. */
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Page } from '../../shared/components/page.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { readCopy } from '../../shared/device/store.ts'
import { printMoment } from '../../shared/format/format.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { dayOfPhoto, type SentPhoto } from './day-of-photo.ts'
import css from './photos.module.css'
import { usePicture } from './use-picture.ts'

type Read = { readonly about: SentPhoto; readonly content: Blob }

export function PhotoScreen() {
  const [tries, setTries] = useState(0)
  return <Shown key={tries} retry={() => setTries(tries + 1)} />
}

function Shown({ retry }: { readonly retry: () => void }) {
  const { clinicId, clientId } = useClient()
  const { photoId } = useParams({ from: '/c/$clinicId/photos/$photoId' })
  const { client, sessions } = useRecord()
  const [read, setRead] = useState<Read>()
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    let stopped = false
    void (async () => {
      const params = { clinicId, fileId: photoId }
      const listed = await readCopy<OutputOf<'file.list'>>(`photos ${clientId}`)
      const known = listed?.value.items.find(({ id }) => id === photoId)
      // The picture itself is never kept on the device: whoever finds the phone finds none.
      const [about, content] = await Promise.all([
        known ?? api['file.show']({ params }),
        api['file.content']({ params, query: {} }),
      ])
      if (!stopped) setRead({ about, content })
    })().catch((problem: unknown) => stopped || setError(problem))
    return () => {
      stopped = true
    }
  }, [clinicId, clientId, photoId])
  const picture = usePicture(read?.content)
  const about = read?.about
  const name = about?.pose ? t(`pose.${about.pose}.name`) : t('photo.unposed')
  const when = about && printMoment(about.takenAt ?? about.recordedAt, client.zone)
  const day = about && dayOfPhoto(about, sessions)
  return (
    <Page
      title={about ? name : t('photos.one')}
      lead={when && (day === undefined ? when : `${when} · ${t('photos.day', { day })}`)}
      back={
        <BackLink to="/c/$clinicId/photos" params={{ clinicId }}>
          {t('photos.title')}
        </BackLink>
      }
    >
      {error !== undefined ? (
        <ErrorNotice error={error} retry={retry} />
      ) : about && picture && when ? (
        <figure className={css.figure}>
          <img
            src={picture}
            alt={t('photo.of', { name, when })}
            {...(about.width && about.height ? { width: about.width, height: about.height } : {})}
          />
          <figcaption className={css.soft}>{t('photos.seenBy')}</figcaption>
        </figure>
      ) : (
        <Skeleton lines={8} />
      )}
    </Page>
  )
}
