/** An outcome as a row of dots: as many as it is cautious. Words always stand beside it. */
import type { Page, StyleName } from './page.ts'

const tones: readonly StyleName[] = ['calm', 'note', 'care', 'care', 'alarm']

/** `● ● ◐ ◐ ○`: certain, still possible, and no more. */
export function dots(order: readonly string[], least: string, most: string, page: Page): string {
  const [from, to] = [order.indexOf(least), order.indexOf(most)]
  const row = order.map((_, i) => (i <= from ? '●' : i <= to ? '◐' : '○')).join(' ')
  // What is not certain yet alarms nobody.
  return page.styled(from === to ? toneOf(order, most) : 'thread', row)
}

export function toneOf(order: readonly string[], outcome: string): StyleName {
  const rank = order.indexOf(outcome)
  return tones[Math.round((rank / Math.max(1, order.length - 1)) * (tones.length - 1))] ?? 'note'
}

/** One shape for each step of caution, however many steps there are. */
export function shape(order: readonly string[], outcome: string): string {
  const shapes = ['○', '△', '◆', '■', '✕']
  const rank = order.indexOf(outcome)
  return shapes[Math.round((rank / Math.max(1, order.length - 1)) * (shapes.length - 1))] ?? '•'
}
