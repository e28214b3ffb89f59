/** The course of a side effect in dots: one a day (a week, a month), as high as is still normal. All of it is said in words too. */
import type { Curve, Span } from '@needlepoint/pathway'
import type { Book } from './book.ts'
import { type Html, html, type Part } from './html.ts'
import { sourcesOf } from './sources.ts'

const inDays: Readonly<Record<Span['unit'], number>> = { min: 1 / 1440, h: 1 / 24, d: 1, wk: 7, mo: 30.4, a: 365 }
export const daysOf = ({ amount, unit }: Span): number => amount * inDays[unit]

/** More dots than this are too small to tell apart on a phone. */
const mostDots = 30

/** @returns what is normal at most on each day from 0 on, 0 to 4 */
export const mostByDay = ({ expect }: Curve, days: number): number[] =>
  Array.from({ length: days }, (_, day) => expect.find(({ until }) => daysOf(until) > day)?.atMost ?? 0)

/** Whom a curve is for, in words: a depth, a device or a kind of skin. */
export function bandOf(book: Book, curves: readonly Curve[], at: number): string | undefined {
  const { id, when } = curves[at] as Curve
  if (when?.[0] === '=' && curves.length > 0) return id === 'all' ? undefined : book.named(`bands.${id}`)
  if (curves.length === 1) return undefined
  const upTo = (curve: Curve | undefined) => {
    const bound = curve?.when?.[0] === '<=' ? curve.when[2] : undefined
    return bound?.[0] === 'literal' && typeof bound[1] === 'number' ? book.quantity(bound[1], 'mm') : undefined
  }
  const [from, to] = [upTo(curves[at - 1]), upTo(curves[at])]
  if (from && to) return book.t('bands.between', { from, to })
  if (to) return book.t('bands.upTo', { to })
  return from ? book.t('bands.over', { from }) : book.t('bands.others')
}

/** “Starts at once. Strongest after 6 hours. Usually gone after 2 days.” */
function inWords(book: Book, { onset, peak, usualEnd, prolongedAfter }: Curve): string {
  const starts = onset.amount === 0 ? book.t('curve.atOnce') : book.t('curve.starts', { time: book.span(onset) })
  return [
    starts,
    book.t('curve.peak', { time: book.span(peak) }),
    book.t('curve.usualEnd', { time: book.span(usualEnd) }),
    book.t('curve.prolonged', { time: book.span(prolongedAfter) }),
  ].join(' ')
}

function drawing(book: Book, name: string, curve: Curve): Html | undefined {
  const end = daysOf(curve.prolongedAfter)
  if (daysOf(curve.usualEnd) < 2) return undefined
  const [unit, size] =
    end < mostDots - 1 ? (['d', 1] as const) : end < 200 ? (['wk', 7] as const) : (['mo', 30.4] as const)
  const count = Math.max(8, Math.round(end / size) + 2)
  const graded = curve.expect.length > 0
  const [onset, usual] = [daysOf(curve.onset) / size, daysOf(curve.usualEnd) / size]
  const normal = graded && size === 1 ? mostByDay(curve, count) : undefined
  const isOn = (at: number) =>
    normal ? (normal[at] ?? 0) > 0 : at >= Math.floor(onset) && at < Math.max(usual, onset + 1)
  const step = 300 / count
  const [top, floor] = normal ? [10, 88] : [20, 36]
  const y4 = (severity: number) => floor - (severity / 4) * (floor - top)
  const x = (at: number) => 10 + (at + 0.5) * step
  const y = (at: number) => (normal ? y4(normal[at] ?? 0) : floor - (isOn(at) ? 9 : 0))
  const all = Array.from({ length: count }, (_, at) => at)
  const label = normal
    ? book.t('curve.dots', {
        name,
        first: 0,
        days: normal.map((most) => book.named(`severity.${most}`)).join(', '),
      })
    : book.t('curve.window', { name, from: book.span(curve.onset), to: book.span(curve.usualEnd) })
  const marks = all.filter((at) => at % (count > 20 ? 7 : count > 12 ? 4 : 2) === 0)
  return html`<svg class="curve" viewBox="0 0 320 ${floor + 20}" role="img" aria-label="${label}">${
    normal &&
    html`<polygon class="normal" points="${`${x(0)},${floor} ${all.map((at) => `${x(at).toFixed(1)},${y(at)}`).join(' ')} ${x(count - 1).toFixed(1)},${floor}`}"/>`
  }${normal && html`<line class="level" x1="10" x2="312" y1="${y4(3)}" y2="${y4(3)}"/><text x="312" y="${y4(3) - 5}" text-anchor="end">${book.t('severity.3')}</text>`}<line class="axis" x1="8" x2="312" y1="${floor}" y2="${floor}"/>${all.map((at) => html`<circle cx="${x(at).toFixed(1)}" cy="${y(at)}" r="${Math.min(4, step / 3).toFixed(1)}" class="${isOn(at) ? 'full' : 'empty'}"/>`)}${marks.map((at) => html`<text x="${at === 0 ? 4 : x(at).toFixed(1)}" y="${floor + 16}" text-anchor="${at === 0 ? 'start' : 'middle'}">${at === 0 ? book.named(`curve.first.${unit}`, { first: 0 }) : at}</text>`)}</svg>`
}

/** One figure for each band of a side effect. */
export function healingCurves(book: Book, name: string, curves: readonly Curve[]): Html | undefined {
  if (curves.length === 0) return undefined
  const figures = curves.map((curve, at): Part => {
    const band = bandOf(book, curves, at)
    return html`<figure>${band && html`<p class="band">${band}</p>`}${drawing(book, name, curve)}<figcaption>${inWords(book, curve)}</figcaption>${sourcesOf(book, curve)}</figure>`
  })
  return html`<div class="curves${curves.length === 1 ? ' one' : ''}">${figures}</div>`
}
