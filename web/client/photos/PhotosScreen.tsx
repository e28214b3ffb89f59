/** Her photos: what is on this device alone, and what the clinic has. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { useCopy } from '../../shared/device/use-copy.ts'
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

type Listed = OutputOf<'file.list'>

export function PhotosScreen() {
  const { clinicId, clientId } = useClient()
  const { sessions } = useRecord()
  const kept = useKeptPhotos()
  const params = { clinicId, clientId }
  const sent = useCopy<Listed>(`photos ${clientId}`, () =>
    api['file.list']({ params, query: { kind: 'photo', limit: 50 } }),
  )
  const [older, setOlder] = useState<Listed>()
  const [busy, setBusy] = useState(false)
  useReloadWhenSent(
    (kept ?? []).some(({ state, refused }) => state === 'waiting' && !refused),
    sent.reload,
  )
  const next = older ? older.next : (sent.value?.next ?? null)
  const all = [...(sent.value?.items ?? []), ...(older?.items ?? [])]

  async function showOlder(cursor: string) {
    setBusy(true)
    try {
      const page = await api['file.list']({ params, query: { kind: 'photo', limit: 50, cursor } })
      setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.next })
    } catch (error) {
      toast(explain(error))
    } finally {
      setBusy(false)
    }
  }

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
          <Stack gap={4}>
            <ul className={css.sent}>
              {all.map((photo) => (
                <li key={photo.id}>
                  <SentRow photo={photo} />
                </li>
              ))}
            </ul>
            {next !== null && (
              <Row>
                <Button busy={busy} onClick={() => void showOlder(next)}>
                  {t('photos.older')}
                </Button>
              </Row>
            )}
          </Stack>
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
