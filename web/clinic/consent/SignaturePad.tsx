/** A field to sign in, with finger, pen or mouse; or a name, typed, for whoever cannot draw. */
import { useRef, useState } from 'react'
import type { InputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Row, Stack } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'
import css from './consent.module.css'

export type Signature = InputOf<'consent.witness'>['body']['signature']
type Stroke = number[]

/** Of the field that strokes are stored on; its height follows from the shape of the pad. */
const width = 1000
const height = 300
/** Points nearer than this say nothing new. */
const nearest = 3
const mostNumbers = 3_998

export const pathOf = (stroke: readonly number[]) =>
  stroke.reduce((path, value, at) => path + (at === 0 ? `M${value}` : at % 2 === 1 ? ` ${value}` : `L${value}`), '')

export function SignaturePad({
  value,
  onChange,
  error,
}: {
  readonly value: Signature | undefined
  readonly onChange: (signature: Signature | undefined) => void
  readonly error?: string | undefined
}) {
  const [types, setTypes] = useState(false)
  const [drawing, setDrawing] = useState<Stroke>([])
  const pad = useRef<SVGSVGElement>(null)
  const strokes = value?.kind === 'drawn' ? value.strokes : []

  function pointOf(event: React.PointerEvent): [number, number] {
    const box = pad.current?.getBoundingClientRect()
    if (!box) return [0, 0]
    const scale = width / box.width
    const keep = (n: number, most: number) => Math.round(Math.min(most, Math.max(0, n)))
    return [keep((event.clientX - box.left) * scale, width), keep((event.clientY - box.top) * scale, height)]
  }
  function draw(event: React.PointerEvent) {
    if (drawing.length === 0 || drawing.length >= mostNumbers) return
    const [x, y] = pointOf(event)
    const [lastX = 0, lastY = 0] = drawing.slice(-2)
    if (Math.hypot(x - lastX, y - lastY) >= nearest) setDrawing([...drawing, x, y])
  }
  function end() {
    if (drawing.length >= 4) onChange({ kind: 'drawn', strokes: [...strokes, drawing] })
    setDrawing([])
  }

  if (types)
    return (
      <Stack gap={2}>
        <TextField
          id="signature"
          autoComplete="off"
          label={t('sign.type')}
          hint={t('sign.typeHint')}
          value={value?.kind === 'typed' ? value.name : ''}
          onChange={(name) => onChange(name === '' ? undefined : { kind: 'typed', name })}
          error={error}
        />
        <Row>
          <Button
            kind="plain"
            onClick={() => {
              setTypes(false)
              onChange(undefined)
            }}
          >
            {t('sign.drawInstead')}
          </Button>
        </Row>
      </Stack>
    )
  return (
    <Stack gap={2}>
      <p id="signature" tabIndex={-1}>
        <strong>{t('sign.draw')}</strong>
      </p>
      {error && value === undefined && <p className={css.wrong}>{error}</p>}
      <svg
        ref={pad}
        className={css.pad}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={strokes.length > 0 ? t('sign.drawn') : t('sign.empty')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setDrawing(pointOf(event))
        }}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <line x1="60" x2="940" y1="230" y2="230" />
        {[...strokes, ...(drawing.length >= 4 ? [drawing] : [])].map((stroke, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: strokes keep their order.
          <path key={at} d={pathOf(stroke)} />
        ))}
      </svg>
      <Row>
        <Button kind="plain" onClick={() => onChange(undefined)}>
          {t('sign.clear')}
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            setTypes(true)
            onChange(undefined)
          }}
        >
          {t('sign.typeInstead')}
        </Button>
      </Row>
    </Stack>
  )
}
