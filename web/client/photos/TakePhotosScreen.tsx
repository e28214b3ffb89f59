/**
 * Takes photos one pose after the other: how to turn is drawn, the last photo of the same pose shines through, and each is looked
 * at before it is kept. Without a camera the same page takes pictures that the phone's own camera made.
 */
import { useRef, useState } from 'react'
import type { OutputOf } from '../../shared/api/api.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { Dots } from '../../shared/components/dots.tsx'
import { Page, Row, Stack } from '../../shared/components/page.tsx'
import { sendPhotos } from '../../shared/device/photo-outbox.ts'
import { type Hint, hintsOf, isComparable } from '../../shared/photos/look.ts'
import { PoseDrawing } from '../../shared/photos/PoseDrawing.tsx'
import { readLook } from '../../shared/photos/read-look.ts'
import { type Facing, useCamera } from '../../shared/photos/use-camera.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { keepPicked, whyNotKept } from './keep-picked.ts'
import css from './take.module.css'
import { useGhost } from './use-ghost.ts'
import { useKeptPhotos } from './use-kept-photos.ts'
import { usePicture } from './use-picture.ts'

type Pose = NonNullable<OutputOf<'file.list'>['items'][number]['pose']>

/** In the order in which a head turns least. */
const poses: readonly Pose[] = ['front', 'left-45', 'left-90', 'right-45', 'right-90', 'area', 'close-up']

interface Taken {
  readonly content: Blob
  readonly takenAt: number
  readonly hints: readonly (Hint | 'otherLight')[]
}

export function TakePhotosScreen() {
  const { clinicId, clientId } = useClient()
  const { sessions } = useRecord()
  const kept = useKeptPhotos() ?? []
  const [pose, setPose] = useState<Pose>('front')
  const [done, setDone] = useState<readonly Pose[]>([])
  const [taken, setTaken] = useState<Taken>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [said, setSaid] = useState('')
  const ghost = useGhost(pose, kept)
  const next = poses.find((each) => each !== pose && !done.includes(each) && poses.indexOf(each) > poses.indexOf(pose))

  async function look(content: Blob, takenAt: number) {
    setProblem('')
    const [now, before] = await Promise.all([readLook(content), ghost ? readLook(ghost) : undefined])
    setTaken({
      content,
      takenAt,
      hints: now ? [...hintsOf(now), ...(before && !isComparable(now, before) ? (['otherLight'] as const) : [])] : [],
    })
  }

  async function keep({ content, takenAt }: Taken) {
    setBusy(true)
    try {
      const belongs = { pose, ...(sessions[0] ? { sessionId: sessions[0].id } : {}) }
      await keepPicked({ clinicId, clientId, file: content, takenAt, belongs, state: 'waiting' })
      setDone([...done, pose])
      setTaken(undefined)
      setSaid(t('take.kept', { name: t(`pose.${pose}.name`) }))
      if (next) setPose(next)
      void sendPhotos()
    } catch (error) {
      setProblem(whyNotKept(error))
      setTaken(undefined)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page
      title={t(`pose.${pose}.name`)}
      windowTitle={t('take.title')}
      lead={t(`pose.${pose}.how`)}
      back={
        <BackLink to="/c/$clinicId/photos" params={{ clinicId }}>
          {t('photos.title')}
        </BackLink>
      }
    >
      <Stack gap={4}>
        <p role="status" className={css.said}>
          {said}
        </p>
        {problem && (
          <p role="alert" className={css.problem}>
            {problem}
          </p>
        )}
        {taken ? (
          <Review taken={taken} busy={busy} onKeep={() => void keep(taken)} onAgain={() => setTaken(undefined)} />
        ) : (
          <Viewfinder key={pose} pose={pose} ghost={ghost} onTaken={(content, at) => void look(content, at)} />
        )}
        <Dots
          done={done.length}
          total={poses.length}
          label={t('take.progress', { done: done.length, total: poses.length })}
        />
        <fieldset className={css.poses}>
          <legend>{t('take.poses')}</legend>
          {poses.map((each) => (
            <label key={each} className={css.pose}>
              <input
                type="radio"
                name="pose"
                checked={each === pose}
                onChange={() => {
                  setPose(each)
                  setTaken(undefined)
                }}
              />
              <PoseDrawing pose={each} size={44} />
              <span>
                {t(`pose.${each}.name`)}
                {done.includes(each) && <span className={css.done}> {t('take.done')}</span>}
              </span>
            </label>
          ))}
        </fieldset>
        {done.length > 0 && (
          <Row>
            <LinkButton to="/c/$clinicId/photos" params={{ clinicId }}>
              {t('take.finish')}
            </LinkButton>
          </Row>
        )}
      </Stack>
    </Page>
  )
}

interface ViewfinderProps {
  readonly pose: Pose
  readonly ghost: Blob | undefined
  readonly onTaken: (content: Blob, takenAt: number) => void
}

function Viewfinder({ pose, ghost, onTaken }: ViewfinderProps) {
  const [facing, setFacing] = useState<Facing>(pose === 'area' || pose === 'close-up' ? 'environment' : 'user')
  const { state, video, take, again } = useCamera(facing)
  const [ghostly, setGhostly] = useState(true)
  const [guided, setGuided] = useState(true)
  const last = usePicture(ghost)
  const input = useRef<HTMLInputElement>(null)

  async function shoot() {
    const content = await take()
    if (content) onTaken(content, Date.now())
  }

  const picker = (
    <>
      <input
        ref={input}
        hidden
        type="file"
        accept="image/jpeg,image/png,image/webp"
        capture={facing}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onTaken(file, file.lastModified)
          event.target.value = ''
        }}
      />
      <Button kind={state === 'on' || state === 'asking' ? 'quiet' : 'primary'} onClick={() => input.current?.click()}>
        {t('take.pick')}
      </Button>
    </>
  )
  if (state === 'denied' || state === 'none' || state === 'lost')
    return (
      <Stack gap={4}>
        <p>{t(`take.${state}`)}</p>
        <Row>
          {picker}
          {state !== 'none' && <Button onClick={again}>{t('take.tryAgain')}</Button>}
        </Row>
      </Stack>
    )
  return (
    <Stack gap={3}>
      {/* Her own camera shows her as a mirror does; what is kept is not mirrored. */}
      <div className={css.stage} data-mirrored={facing === 'user' || undefined}>
        <video ref={video} autoPlay muted playsInline aria-label={t('take.view')} />
        {ghostly && last && <img className={css.ghost} src={last} alt="" />}
        {guided && <PoseDrawing pose={pose} className={css.guide} />}
        {state === 'asking' && <p className={css.asking}>{t('take.asking')}</p>}
      </div>
      <Button kind="primary" wide busy={state !== 'on'} onClick={() => void shoot()}>
        {t('take.shoot')}
      </Button>
      <div className={css.switches}>
        <label>
          <input type="checkbox" checked={guided} onChange={() => setGuided(!guided)} />
          {t('take.guide')}
        </label>
        {last && (
          <label>
            <input type="checkbox" checked={ghostly} onChange={() => setGhostly(!ghostly)} />
            {t('take.ghost')}
          </label>
        )}
      </div>
      <Row>
        <Button onClick={() => setFacing(facing === 'user' ? 'environment' : 'user')}>{t('take.turn')}</Button>
        {picker}
      </Row>
    </Stack>
  )
}

interface ReviewProps {
  readonly taken: Taken
  readonly busy: boolean
  readonly onKeep: () => void
  readonly onAgain: () => void
}

function Review({ taken, busy, onKeep, onAgain }: ReviewProps) {
  const picture = usePicture(taken.content)
  return (
    <Stack gap={3}>
      {picture && <img className={css.review} src={picture} alt={t('take.reviewAlt')} />}
      <div role="status">
        {taken.hints.map((hint) => (
          <p key={hint} className={css.hint}>
            {t(`take.hint.${hint}`)}
          </p>
        ))}
      </div>
      <Button kind="primary" wide busy={busy} onClick={onKeep}>
        {t('take.keep')}
      </Button>
      <Button wide onClick={onAgain}>
        {t('take.again')}
      </Button>
    </Stack>
  )
}
