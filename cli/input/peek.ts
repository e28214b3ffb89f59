/** Finds out whether an input without a telling name is one document or many lines, without reading more than its first line. */
import { readJson } from './json.ts'
import { mostBytes, type Source } from './source.ts'
import { decode } from './utf8.ts'

/** The same source, and whether it holds one JSON object per line. */
export async function peek(source: Source): Promise<{ readonly source: Source; readonly lines: boolean }> {
  const iterator = source.chunks[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let length = 0
  let lines = false
  for (;;) {
    const next = await iterator.next()
    if (next.done) break
    held.push(next.value)
    length += next.value.length
    const verdict = firstLineIsRecord(Buffer.concat(held))
    if (verdict !== undefined) {
      lines = verdict
      break
    }
    if (length > mostBytes) break
  }
  return { source: { ...source, chunks: resume(held, iterator) }, lines }
}

/** Undefined while the first line and what follows it have not arrived. */
function firstLineIsRecord(bytes: Uint8Array): boolean | undefined {
  let from = 0
  while (from < bytes.length && (bytes[from] as number) <= 0x20) from++
  const end = bytes.indexOf(0x0a, from)
  if (end < 0) return undefined
  if (!bytes.subarray(end).some((byte) => byte > 0x20)) return undefined
  const read = readJson(decode(bytes.subarray(from, end)) ?? '')
  return 'value' in read && typeof read.value === 'object' && read.value !== null
}

async function* resume(held: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* held
  for (;;) {
    const next = await iterator.next()
    if (next.done) return
    yield next.value
  }
}
