/** How to turn towards the camera, as a line drawing: ageless and without a skin colour. Her left side looks to the left of the picture. */
import type { Pose } from '@needlepoint/contract'
import css from './pose-drawing.module.css'

type Drawn = 'front' | 'half' | 'side' | 'area' | 'close-up'

/** On a field of 64 by 80. */
const lines: Readonly<Record<Drawn, readonly string[]>> = {
  front: [
    'M32 6C19 6 12 15 12 30c0 12 4 22 11 30 3 3.5 6 5 9 5s6-1.5 9-5c7-8 11-18 11-30C52 15 45 6 32 6Z',
    'M12.5 33c-3-1-3.5 3-2.5 6 .8 3 2.5 4.5 4 4M51.5 33c3-1 3.5 3 2.5 6-.8 3-2.5 4.5-4 4',
    'M24 61v8c-6 1.5-11 3.5-15 7M40 61v8c6 1.5 11 3.5 15 7',
    'M19 29.500c2-1.8 6-1.8 8 0M37 29.500c2-1.8 6-1.8 8 0',
    'M20 34c2-1.8 4.5-1.8 6.5 0M37.5 34c2-1.8 4.5-1.8 6.5 0',
    'M32 33v11c-1.5 0-3 .5-3.5 1.5 1 1.5 6 1.5 7 0',
    'M26 53c2-1.3 4-1.3 6-.5 2-.8 4-.8 6 .5-3.5 2.6-8.5 2.6-12 0Z',
  ],
  half: [
    'M36 6C23 6 14 13 13 27c-.2 3 .6 5 .2 7-.4 2.5-1.7 4.5-1.5 6.5.2 2 1.3 3 1.4 5 .2 4.5 1.9 10 4.9 15 2 3.5 5 5 8.5 4.500C35 63.5 42 58 46 51c6-1 8-8 9-16C57 16 49 6 36 6Z',
    'M45 36c1-3.5 5-4 5.5-.5.5 4-1.5 8.5-5 9',
    'M43 55c.5 5 .5 9 1 13 5 1.5 9 4 12 8M25 65v5c-5 1.5-10 3-14 6',
    'M15.5 29.500c1.5-1.6 4-1.8 5.5-.600M27 29c2.5-1.8 6.5-1.8 8.5.2',
    'M16 34c1.3-1.5 3-1.7 4.5-.500M27.5 33.800c2-1.8 4.8-1.6 6.5.3',
    'M22 32c-1.5 4-4 8-4.5 11 .5 1.8 3.5 2 6.5 1.2',
    'M18 53c1.5-1.3 3-1.5 4.2-.7 2-.9 4.3-.5 6.3.9-3.5 2.3-7.5 2.3-10.5-.200Z',
  ],
  side: [
    'M45 57c7-5 11-14 10.5-25C55 15 46 6 33 6.5 23 7 16.5 12 14.5 20c-.8 3.5.3 6-.3 8.500L9 38.500c-.9 1.8-.3 2.8 1.5 3.300l2.3.600c-.2 1.8-.9 2.8-.9 4.100l1.6 1.3-1 1.800c1 1 1 2.3.6 3.7-.6 2.4.3 4.9 2.9 5.5 3 .7 7-.5 11-1.8',
    'M45 57c0 4 .5 8 1.5 11 4 2 7 4.5 9 8M27 57c1 5 0 9-2 12-4 2-8 4-11 7',
    'M37 34c1-4 6-4.5 6.5-.5.5 4.5-2.5 9-6 9.5-1-2.5-1-6-.5-9Z',
    'M15.5 27.500c2-1.3 4.5-1.2 6.5.300M16 32.500c1.5-1 3.3-.9 4.5.3',
    'M12.5 47.8c2 .2 4 .1 5.6-.6',
    'M27 57c5-1.8 9-5.5 11-10',
  ],
  area: ['M14 8c-2 20-3 38 2 64M50 8c2 20 3 38-2 64', 'M24 26h-4v4M40 26h4v4M24 54h-4v-4M40 54h4v-4'],
  'close-up': [
    'M32 18a22 22 0 1 0 .010 0',
    'M24 36c3-2.5 7-3.5 11-2M26 45c4 2 9 2 13-1',
    'M32 40h.010M37 39h.010M27 41h.010',
  ],
}

const drawnAs: Readonly<Record<Pose, readonly [drawn: Drawn, mirrored: boolean]>> = {
  front: ['front', false],
  'left-45': ['half', false],
  'left-90': ['side', false],
  'right-45': ['half', true],
  'right-90': ['side', true],
  area: ['area', false],
  'close-up': ['close-up', false],
}

/** The words beside it say the same: to a screen reader it is not there. */
export function PoseDrawing({
  pose,
  size,
  className,
}: {
  readonly pose: Pose
  readonly size?: number
  readonly className?: string | undefined
}) {
  const [drawn, mirrored] = drawnAs[pose]
  return (
    <svg
      viewBox="0 0 64 80"
      {...(size === undefined ? {} : { width: size * 0.8, height: size })}
      aria-hidden="true"
      className={className ?? css.drawing}
    >
      <g transform={mirrored ? 'translate(64 0) scale(-1 1)' : undefined}>
        {lines[drawn].map((d) => (
          <path key={d} d={d} />
        ))}
      </g>
    </svg>
  )
}
