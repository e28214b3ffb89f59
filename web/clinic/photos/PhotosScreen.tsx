/** Her photos of one pose, two days side by side. Each opening is on her list of who looked, and is refused where she allows none. */
import { daysBetween } from '@needlepoint/pathway'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Choice } from '../../shared/components/choice.tsx'
import { SelectField } from '../../shared/components/field.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printMoment } from '../../shared/format/format.ts'
import { isComparable, type Look } from '../../shared/photos/look.ts'
import { PoseDrawing } from '../../shared/photos/PoseDrawing.tsx'
import { readLook } from '../../shared/photos/read-look.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { Client } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './photos.module.css'

type Photo = OutputOf<'file.list'>['items'][number]
type Session = OutputOf<'session.list'>['items'][number]
type PoseOrNone = NonNullable<Photo['pose']> | 'none'

const poses: readonly PoseOrNone[] = ['front', 'left-45', 'left-90', 'right-45', 'right-90', 'area', 'close-up', 'none']
const poseOf = ({ pose }: Photo): PoseOrNone => pose ?? 'none'
const timeOf = ({ takenAt, recordedAt }: Photo) => Date.parse(takenAt ?? recordedAt)

/** More than these are of years ago; the list of her files has them too. */
const most = 100

export function PhotosScreen() {
  const { clientId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/photos' })
  const { clinicId } = useWork()
  const params = { clinicId, clientId }
  const photos = useQuery({
    queryKey: ['photos', clinicId, clientId],
    queryFn: async () => {
      const [files, sessions] = await Promise.all([
        api['file.list']({ params, query: { kind: 'photo', limit: most } }),
        api['session.list']({ params, query: { limit: most } }),
      ])
      return { photos: files.items.toSorted((a, b) => timeOf(a) - timeOf(b)), sessions: sessions.items }
    },
  })
  return (
    <ClientPage clientId={clientId} title={t('photos.title')}>
      {(client) => (
        <Loaded query={photos} lines={8}>
          {({ photos: all, sessions }) =>
            all.length === 0 ? (
              <EmptyState title={t('photos.noneTitle')}>{t('photos.noneSays')}</EmptyState>
            ) : (
              <Compare photos={all} sessions={sessions} client={client} />
            )
          }
        </Loaded>
      )}
    </ClientPage>
  )
}

interface CompareProps {
  /** The oldest first. */
  readonly photos: readonly Photo[]
  readonly sessions: readonly Session[]
  readonly client: Client
}

function Compare({ photos, sessions, client }: CompareProps) {
  const taken = poses.filter((pose) => photos.some((photo) => poseOf(photo) === pose))
  const [pose, setPose] = useState<PoseOrNone>(taken[0] ?? 'none')
  const ofPose = photos.filter((photo) => poseOf(photo) === pose)
  return (
    <>
      <Choice
        inline
        legend={t('photos.pose')}
        value={pose}
        onChange={setPose}
        options={taken.map((each) => ({
          value: each,
          label: t('photos.poseCount', {
            pose: t(`poses.${each}`),
            count: photos.filter((photo) => poseOf(photo) === each).length,
          }),
        }))}
      />
      <Pair key={pose} photos={ofPose} sessions={sessions} client={client} />
    </>
  )
}

function Pair({ photos, sessions, client }: CompareProps) {
  const [before, setBefore] = useState(photos[0]?.id ?? '')
  const [after, setAfter] = useState(photos.at(-1)?.id ?? '')
  const [looks, setLooks] = useState<Readonly<Record<string, Look>>>({})
  const seen = useCallback((id: string, look: Look) => setLooks((known) => ({ ...known, [id]: look })), [])
  const [a, b] = [looks[before], looks[after]]
  const options = photos.map((photo) => ({ value: photo.id, label: nameOf(photo, sessions, client) }))
  const sides = [
    ['before', before, setBefore],
    ['after', after, setAfter],
  ] as const
  return (
    <>
      <div role="status">
        {a && b && before !== after && !isComparable(a, b) && (
          <p className={css.warning}>{t('photos.notComparable')}</p>
        )}
      </div>
      <div className={css.pair}>
        {(photos.length > 1 ? sides : sides.slice(1)).map(([side, id, set]) => (
          <div key={side} className={css.side}>
            <SelectField
              id={side}
              label={photos.length > 1 ? t(`photos.${side}`) : t('photos.only')}
              value={id}
              onChange={set}
              options={options}
            />
            <Allowed
              key={id}
              photo={photos.find((photo) => photo.id === id)}
              alt={options.find(({ value }) => value === id)?.label ?? ''}
              onSeen={seen}
            />
          </div>
        ))}
      </div>
      <p className={css.soft}>{t('photos.seen')}</p>
    </>
  )
}

/** “Sat 21 Nov, 09:30 · day 3” */
function nameOf(photo: Photo, sessions: readonly Session[], { zone }: Client): string {
  const when = printMoment(timeOf(photo), zone)
  const session = sessions.find(({ id }) => id === photo.sessionId)
  if (!session) return when
  return t('photos.onDay', { when, day: daysBetween(Date.parse(session.endedAt), timeOf(photo), session.zone) })
}

/** The server says the same at every view; here nobody has to ask it first. */
function Allowed({ photo, ...rest }: Omit<ShownProps, 'id' | 'pose'> & { readonly photo: Photo | undefined }) {
  if (!photo) return null
  if (photo.mayShowFor !== null && !photo.mayShowFor.includes('record')) return <p>{t('files.notAllowed')}</p>
  return <Shown {...rest} id={photo.id} pose={photo.pose} />
}

interface ShownProps {
  readonly id: string
  readonly alt: string
  readonly pose: Photo['pose']
  readonly onSeen: (id: string, look: Look) => void
}

function Shown({ id, alt, pose, onSeen }: ShownProps) {
  const { clinicId } = useWork()
  const content = useQuery({
    queryKey: ['photo', clinicId, id],
    queryFn: () => api['file.content']({ params: { clinicId, fileId: id }, query: {} }),
    // Asked again at every view: what was allowed yesterday may be taken back today.
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!content.data) return
    let stopped = false
    const made = URL.createObjectURL(content.data)
    setAddress(made)
    void readLook(content.data).then((look) => look && !stopped && onSeen(id, look))
    return () => {
      stopped = true
      URL.revokeObjectURL(made)
    }
  }, [content.data, id, onSeen])
  if (content.error) return <ErrorNotice error={content.error} retry={() => void content.refetch()} titled={false} />
  if (!address)
    return (
      <div className={css.waiting}>
        <PoseDrawing pose={pose ?? 'close-up'} size={120} />
        <Skeleton lines={1} />
      </div>
    )
  return <img className={css.photo} src={address} alt={alt} />
}
