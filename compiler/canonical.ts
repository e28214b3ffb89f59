/** One way of writing a document, so that equal knowledge has an equal hash on every machine. */
import { createHash } from 'node:crypto'

/**
 * A copy with the keys of every object in order, but for the objects whose order is knowledge itself.
 * @param ordered tells by path (`facts`) whether the keys of that object keep their order
 */
export function canonical(value: unknown, ordered: (path: string) => boolean = () => false, path = ''): unknown {
  if (Array.isArray(value)) return value.map((item, i) => canonical(item, ordered, `${path}/${i}`))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  if (!ordered(path)) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(
    entries.map(([key, item]) => [key, canonical(item, ordered, path ? `${path}/${key}` : key)]),
  )
}

/** `sha256:` and the digest of a canonical value's JSON. */
export const hashOf = (value: unknown): string =>
  `sha256:${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`
