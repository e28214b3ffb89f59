/** Looks at a package: for its barcode as soon as the camera sees it, or for its list when she says so. What it sees goes nowhere. */
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Row, Stack } from '../../shared/components/page.tsx'
import { printNumber } from '../../shared/format/format.ts'
import { useCamera } from '../../shared/photos/use-camera.ts'
import { t } from '../texts.ts'
import css from './product.module.css'
import { codeOf, readCode } from './read-code.ts'
import { readLabelIn } from './read-label.ts'

interface ScannerProps {
  readonly looksFor: 'code' | 'list'
  readonly onCode: (code: string) => void
  readonly onList: (list: string) => void
  readonly onClose: () => void
}

/** Between two looks for a barcode, in milliseconds. */
const pause = 300

export function Scanner({ looksFor, onCode, onList, onClose }: ScannerProps) {
  const { state, video, take, again } = useCamera('environment')
  const input = useRef<HTMLInputElement>(null)
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState('')
  const found = useRef(onCode)
  found.current = onCode
  const looking = looksFor === 'code' && state === 'on'

  useEffect(() => {
    if (!looking) return
    let stopped = false
    void (async () => {
      while (!stopped) {
        const seen = video.current
        if (seen && seen.videoWidth > 0) {
          const picture = await createImageBitmap(seen)
          const code = await readCode(picture).finally(() => picture.close())
          if (stopped) return
          if (code !== undefined) return found.current(code)
        }
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    })().catch(() => stopped || setProblem(t('scan.noReader')))
    return () => {
      stopped = true
    }
  }, [looking, video])

  async function readIn(picture: Blob) {
    setProblem('')
    try {
      if (looksFor === 'code') {
        const bitmap = await createImageBitmap(picture)
        const code = await readCode(bitmap).finally(() => bitmap.close())
        return code === undefined ? setProblem(t('scan.noCode')) : onCode(code)
      }
      setShare(0)
      const list = await readLabelIn(picture, setShare)
      return list === '' ? setProblem(t('scan.noText')) : onList(list)
    } catch (error) {
      setProblem(error instanceof DOMException ? t('scan.notAPicture') : t('scan.noReader'))
    } finally {
      setShare(undefined)
    }
  }

  async function shoot() {
    const picture = await take()
    if (picture) await readIn(picture)
  }

  const hasCamera = state === 'on' || state === 'asking'
  return (
    <section className={css.scanner} aria-label={t(`scan.${looksFor}`)}>
      <Stack gap={3}>
        <p className={css.soft}>{t(`scan.${looksFor}Says`)}</p>
        {hasCamera ? (
          <div className={css.stage}>
            <video ref={video} autoPlay muted playsInline aria-label={t('take.view')} />
            {looksFor === 'code' && <span className={css.frame} />}
          </div>
        ) : (
          <p>{t(`take.${state}`)}</p>
        )}
        <div role="status">
          {share !== undefined ? (
            <>
              <p>{share === 0 ? t('scan.loading') : t('scan.reading', { percent: printNumber(share * 100, 0) })}</p>
              <progress className={css.progress} max={1} value={share} aria-label={t('scan.readingLabel')} />
            </>
          ) : looking && problem === '' ? (
            <p>{t('scan.looking')}</p>
          ) : null}
        </div>
        {problem && (
          <p role="alert" className={css.problem}>
            {problem}
          </p>
        )}
        {looksFor === 'code' && <TypedCode onCode={onCode} />}
        <input
          ref={input}
          hidden
          type="file"
          accept="image/jpeg,image/png,image/webp"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) void readIn(file)
            event.target.value = ''
          }}
        />
        <Row>
          {looksFor === 'list' && hasCamera && (
            <Button kind="primary" busy={state !== 'on' || share !== undefined} onClick={() => void shoot()}>
              {t('scan.shoot')}
            </Button>
          )}
          <Button busy={share !== undefined} onClick={() => input.current?.click()}>
            {t('take.pick')}
          </Button>
          {(state === 'denied' || state === 'lost') && <Button onClick={again}>{t('take.tryAgain')}</Button>}
          <Button kind="plain" onClick={onClose}>
            {t('scan.close')}
          </Button>
        </Row>
      </Stack>
    </section>
  )
}

/** For a barcode that no camera sees: its digits stand below it. */
function TypedCode({ onCode }: { readonly onCode: (code: string) => void }) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const code = codeOf(typed)
        setWrong(code === undefined)
        if (code !== undefined) onCode(code)
      }}
    >
      <Stack gap={2}>
        <TextField
          id="code"
          label={t('scan.typed')}
          hint={t('scan.typedHint')}
          inputMode="numeric"
          autoComplete="off"
          error={wrong ? t('scan.wrongCode') : undefined}
          value={typed}
          onChange={setTyped}
        />
        <Row>
          <Button type="submit">{t('scan.take')}</Button>
        </Row>
      </Stack>
    </form>
  )
}
