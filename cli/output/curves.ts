/** Healing curves in dots: one a day, larger where more is expected, and a mark where the client is. */
import type { EffectCourse } from '@needlepoint/pathway'
import { type Page, pad, widthOf } from './page.ts'

/** Index is the severity that is expected at most, 0 to 4. */
const sizes = ['·', '•', '●', '●', '●']

export function drawCurves(effects: readonly EffectCourse[], today: number, page: Page): void {
  const drawn = effects.filter(({ expected, days }) => expected && days.some((severity) => severity > 0))
  if (drawn.length === 0) return
  const names = Math.min(30, Math.max(...drawn.map(({ name }) => widthOf(name))))
  const room = Math.floor((page.width - names - 6) / 2)
  const longest = Math.max(14, today + 7, ...drawn.map(({ days }) => days.length))
  const shown = Math.min(room, longest)
  const first = Math.max(0, Math.min(today - shown + 4, longest - shown))
  const lead = ' '.repeat(names + 4)
  const column = today - first
  page.blank()
  if (column >= 0 && column < shown) {
    const label = column * 2 + 16 <= shown * 2 ? '▼ you are here' : '▼'
    page.raw(lead + ' '.repeat(column * 2) + page.styled('thread', label))
  }
  for (const { name, days } of drawn) {
    const row = Array.from({ length: shown }, (_, i) => {
      const dot = sizes[days[first + i] ?? 0] ?? '·'
      if (first + i !== today) return page.dim(dot)
      // Today's dot is one size larger, so that the eye finds it without color.
      return page.bold(page.styled('thread', larger[dot] ?? dot))
    }).join(' ')
    const rest = days.length > first + shown ? ' →' : ''
    page.raw(`  ${pad(name.slice(0, names), names)}  ${row}${rest}`)
  }
  page.raw(lead + scaleOf(first, shown))
  page.text(page.dim('· none   • mild   ● more   one dot a day; today’s is larger'), {
    indent: names + 4,
    hang: names + 4,
  })
}

const larger: Readonly<Record<string, string>> = { '·': '○', '•': '●', '●': '◉' }

/** Numbers of days, one every week, and day 0. */
function scaleOf(first: number, shown: number): string {
  let line = ''
  for (let i = 0; i < shown; i++) {
    const day = first + i
    if (day % 7 === 0 && line.length <= i * 2) line = line.padEnd(i * 2) + String(day)
  }
  return `${line}  days`
}
