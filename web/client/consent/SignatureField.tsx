/** Where she signs: drawn with a finger, or typed where nobody can draw. */
import { type PointerEvent, useRef, useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Row, Stack } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'
import css from './consent.module.css'

export type Strokes = readonly (readonly number[])[]
export interface Signing {
  readonly how: 'drawn' | 'typed'
  readonly strokes: Strokes
  readonly name: string
}

/** The field is 1000 wide and 400 high, however large it shows. */
const width = 1000
const height = 400
const mostPoints = 4000

export function SignatureField({
  signing,
  onChange,
  error,
}: {
  readonly signing: Signing
  readonly onChange: (signing: Signing) => void
  readonly error: string | undefined
}) {
  const field = useRef<SVGSVGElement>(null)
  const [drawing, setDrawing] = useState<readonly number[]>()

  const pointAt = (event: PointerEvent): [number, number] => {
    const box = field.current?.getBoundingClientRect()
    if (!box) return [0, 0]
    const hold = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)))
    return [
      hold(((event.clientX - box.left) / box.width) * width, width),
      hold(((event.clientY - box.top) / box.height) * height, height),
    ]
  }
  const end = () => {
    if (drawing && drawing.length >= 4) onChange({ ...signing, strokes: [...signing.strokes, drawing] })
    setDrawing(undefined)
  }

  if (signing.how === 'typed')
    return (
      <Stack gap={3}>
        <TextField
          id="signature"
          label={t('sign.typedLabel')}
          hint={t('sign.typedHint')}
          error={error}
          autoComplete="off"
          value={signing.name}
          onChange={(name) => onChange({ ...signing, name })}
        />
        <Row>
          <Button kind="plain" onClick={() => onChange({ ...signing, how: 'drawn' })}>
            {t('sign.draw')}
          </Button>
        </Row>
      </Stack>
    )
  return (
    <div className={css.signing} data-wrong={error ? true : undefined}>
      <p id="signature-label" className={css.label}>
        {t('sign.drawnLabel')}
      </p>
      {error && (
        <p id="signature-error" className={css.error}>
          {error}
        </p>
      )}
      <svg
        ref={field}
        id="signature"
        tabIndex={-1}
        className={css.field}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('sign.drawnLabel')}
        aria-describedby={error ? 'signature-error' : undefined}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setDrawing(pointAt(event))
        }}
        onPointerMove={(event) => {
          if (drawing && drawing.length < mostPoints - 1) setDrawing([...drawing, ...pointAt(event)])
        }}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <line x1="60" x2="940" y1="310" y2="310" className={css.line} />
        {[...signing.strokes, ...(drawing ? [drawing] : [])].map((stroke, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: strokes are only added.
          <polyline key={at} points={stroke.join(' ')} className={css.stroke} />
        ))}
      </svg>
      <Row>
        <Button kind="plain" onClick={() => onChange({ ...signing, strokes: [] })}>
          {t('sign.clear')}
        </Button>
        <Button kind="plain" onClick={() => onChange({ ...signing, how: 'typed' })}>
          {t('sign.type')}
        </Button>
      </Row>
    </div>
  )
}

/** A signature as it was made. */
export function SignatureDrawing({ strokes, label }: { readonly strokes: Strokes; readonly label: string }) {
  return (
    <svg className={css.drawn} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {strokes.map((stroke, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing keeps its order.
        <polyline key={at} points={stroke.join(' ')} className={css.stroke} />
      ))}
    </svg>
  )
}
