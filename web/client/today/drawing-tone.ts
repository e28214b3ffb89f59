/** The ground of the line drawing: none, or one of ten tones that she may choose. Kept on the device, and asked for nothing else. */
import { useState } from 'react'

export interface DrawingTone {
  readonly ground: string
  /** What is drawn on it. */
  readonly line: string
}

const dark = 'oklch(0.22 0.03 290)'
const light = 'oklch(0.97 0.01 85)'
/** From the lightest to the darkest, even steps for the eye. */
export const tones: readonly DrawingTone[] = [
  { ground: 'oklch(0.94 0.02 70)', line: dark },
  { ground: 'oklch(0.89 0.035 68)', line: dark },
  { ground: 'oklch(0.84 0.05 66)', line: dark },
  { ground: 'oklch(0.78 0.065 64)', line: dark },
  { ground: 'oklch(0.71 0.075 60)', line: dark },
  { ground: 'oklch(0.62 0.08 56)', line: dark },
  { ground: 'oklch(0.52 0.075 52)', line: light },
  { ground: 'oklch(0.43 0.06 48)', line: light },
  { ground: 'oklch(0.35 0.045 44)', line: light },
  { ground: 'oklch(0.28 0.03 40)', line: light },
]

const key = 'needlepoint.drawing-tone'

export function useDrawingTone(): readonly [number | null, (chosen: number | null) => void] {
  const [chosen, setChosen] = useState(read)
  return [
    chosen,
    (next) => {
      setChosen(next)
      try {
        if (next === null) localStorage.removeItem(key)
        else localStorage.setItem(key, String(next))
      } catch {
        // A browser that keeps nothing shows it until the page is closed.
      }
    },
  ]
}

function read(): number | null {
  try {
    const stored = localStorage.getItem(key)
    const at = stored === null ? Number.NaN : Number(stored)
    return tones[at] ? at : null
  } catch {
    return null
  }
}
