/**
 * Where on the face: zones that can be pressed, filled with dots as dense as the passes. It is a shortcut for the eye and the
 * hand; the list beside it says and does the same for everybody, so the drawing itself is silent unless it is given words.
 */
import { type CSSProperties, useId } from 'react'
import css from './face-map.module.css'
import { faceZones, lines, outline } from './face-zones.ts'

export interface FaceMapProps {
  /** Areas that are chosen, with how dense they are filled: 0 to 1. */
  readonly chosen: ReadonlyMap<string, number>
  /** Areas where nobody is needled. */
  readonly never?: readonly string[]
  readonly nameOf: (area: string) => string
  readonly onToggle?: (area: string) => void
  /** What it shows, in words; without them it is silent. */
  readonly words?: string
  /** Where somebody has chosen a tone for it: the ground, and what is drawn on it. */
  readonly tone?: { readonly ground: string; readonly line: string } | undefined
}

/** Distance of the dots, in the drawing's units: few, some, many. */
const distances = [9, 7, 5.5, 4.4] as const

export function FaceMap({ chosen, never = [], nameOf, onToggle, words, tone }: FaceMapProps) {
  const id = useId()
  return (
    <svg
      className={tone ? `${css.map} ${css.grounded}` : css.map}
      style={tone ? ({ '--ground': tone.ground, '--on-ground': tone.line } as CSSProperties) : undefined}
      viewBox="20 2 200 312"
      focusable="false"
      role="img"
      aria-label={words ?? ''}
      aria-hidden={words === undefined}
    >
      <defs>
        {distances.map((distance, at) => (
          <pattern
            // biome-ignore lint/suspicious/noArrayIndexKey: a density is its place.
            key={at}
            id={`${id}${at}`}
            width={distance}
            height={distance}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(30)"
          >
            <circle cx={distance / 2} cy={distance / 2} r="1.5" className={css.dot} />
          </pattern>
        ))}
      </defs>
      {outline.map((path) => (
        <path key={path} d={path} className={css.outline} />
      ))}
      {faceZones.map(({ area, path, both }) => {
        const density = chosen.get(area)
        const closed = never.includes(area)
        const shapes = [<path key="a" d={path} />, both && <path key="b" d={path} transform="matrix(-1 0 0 1 240 0)" />]
        const level = density === undefined ? 0 : Math.min(3, Math.floor(density * 4))
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list beside it is for the keyboard.
          <g
            key={area}
            className={`${css.zone} ${closed ? css.never : ''} ${density === undefined ? '' : css.chosen}`}
            fillRule="evenodd"
            onClick={closed || !onToggle ? undefined : () => onToggle(area)}
            data-open={!closed && onToggle ? true : undefined}
          >
            <title>{nameOf(area)}</title>
            {shapes}
            {density !== undefined && (
              <g fill={`url(#${id}${level})`} className={css.dots}>
                {shapes}
              </g>
            )}
          </g>
        )
      })}
      {lines.map((path) => (
        <path key={path} d={path} className={css.line} />
      ))}
    </svg>
  )
}
