/** Progress of long work, on standard error, and only on a terminal. */
import type { Stdio } from '../stdio.ts'

export interface Progress {
  readonly tick: (lines: number, bytes: number) => void
  readonly end: () => void
}

const everyMs = 100

/** @param size bytes in all; undefined for a pipe */
export function showProgress({ stderr }: Stdio, size: number | undefined, quiet: boolean): Progress {
  if (quiet || !stderr.isTTY) return { tick: () => {}, end: () => {} }
  const began = performance.now()
  let shown = began
  let drawn = false
  return {
    tick(lines, bytes) {
      const now = performance.now()
      if (now - shown < everyMs) return
      shown = now
      drawn = true
      const rate = Math.round(lines / ((now - began) / 1000))
      const share = size ? Math.min(1, bytes / size) : undefined
      stderr.write(
        `\r\u001b[K${share === undefined ? '' : `${bar(share)} ${Math.floor(share * 100)} %  `}${grouped(lines)} lines  ${grouped(rate)} a second`,
      )
    },
    end() {
      if (drawn) stderr.write('\r\u001b[K')
    },
  }
}

/** A row of dots, filled from the left. */
const bar = (share: number) => '●'.repeat(Math.round(share * 20)).padEnd(20, '·')
const grouped = (count: number) => count.toLocaleString('en')
