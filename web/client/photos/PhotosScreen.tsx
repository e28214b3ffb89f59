/** Her photos: what is on this device alone, and what the clinic has. */
import { Link } from '@tanstack/react-router'
import { api } from '../../shared/api/api.ts'
import { LinkButton } from '../../shared/components/button.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Section, Stack } from '../../shared/components/page.tsx'
import { ShowMore } from '../../shared/components/show-more.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { usePages } from '../../shared/device/use-pages.ts'
import { printMoment } from '../../shared/format/format.ts'
import { PoseDrawing } from '../../shared/photos/PoseDrawing.tsx'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { useReloadWhenSent } from '../shell/use-sent.ts'
import { t } from '../texts.ts'
import { dayOfPhoto, type SentPhoto } from './day-of-photo.ts'
import { KeptPhotos } from './KeptPhotos.tsx'
import { PhotoField } from './PhotoField.tsx'
import css from './photos.module.css'
import { useKeptPhotos } from './use-kept-photos.ts'

export function PhotosScreen() {
  const { clinicId, clientId } = useClient()
  const { sessions } = useRecord()
  const kept = useKeptPhotos()
  const params = { clinicId, clientId }
  const {
    first: sent,
    items: all,
    more,
  } = usePages(`photos ${clientId}`, (cursor) =>
    api['file.list']({ params, query: { kind: 'photo', limit: 50, ...(cursor ? { cursor } : {}) } }),
  )
  useReloadWhenSent(
    (kept ?? []).some(({ state, refused }) => state === 'waiting' && !refused),
    sent.reload,
  )

  return (
    <Page
      title={t('photos.title')}
      lead={t('photos.lead')}
      back={
        <BackLink to="/c/$clinicId/more" params={{ clinicId }}>
          {t('nav.more')}
        </BackLink>
      }
    >
      <Stack gap={4}>
        <LinkButton kind="primary" wide to="/c/$clinicId/photos/take" params={{ clinicId }}>
          {t('photos.take')}
        </LinkButton>
        <PhotoField belongs={{ ...(sessions[0] ? { sessionId: sessions[0].id } : {}) }} elsewhere />
      </Stack>
      {kept && kept.length > 0 && (
        <Section title={t('photos.hereTitle')}>
          <Stack gap={3}>
            <p className={css.soft}>{t('photos.hereSays')}</p>
            <KeptPhotos photos={kept} alone />
          </Stack>
        </Section>
      )}
      <Section title={t('photos.thereTitle')}>
        {sent.state === 'loading' ? (
          <Skeleton lines={4} />
        ) : sent.value === undefined ? (
          <ErrorNotice error={sent.error} retry={sent.reload} titled={false} />
        ) : all.length === 0 ? (
          <EmptyState title={t('photos.noneTitle')}>{t('photos.noneSays')}</EmptyState>
        ) : (
          <ShowMore more={more} label={t('photos.older')}>
            <ul className={css.sent}>
              {all.map((photo) => (
                <li key={photo.id}>
                  <SentRow photo={photo} />
                </li>
              ))}
            </ul>
          </ShowMore>
        )}
      </Section>
    </Page>
  )
}

function SentRow({ photo }: { readonly photo: SentPhoto }) {
  const { clinicId } = useClient()
  const { client, sessions } = useRecord()
  const { id, pose, takenAt, recordedAt } = photo
  const day = dayOfPhoto(photo, sessions)
  return (
    <Link className={css.row} to="/c/$clinicId/photos/$photoId" params={{ clinicId, photoId: id }}>
      <PoseDrawing pose={pose ?? 'close-up'} size={40} />
      <span className={css.words}>
        <span className={css.name}>{pose ? t(`pose.${pose}.name`) : t('photo.unposed')}</span>
        <span className={css.soft}>
          {printMoment(takenAt ?? recordedAt, client.zone)}
          {day !== undefined && ` · ${t('photos.day', { day })}`}
        </span>
      </span>
    </Link>
  )
}
