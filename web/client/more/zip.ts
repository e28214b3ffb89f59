/**
 * An archive that every system opens (ZIP, stored and not squeezed: photos are squeezed already). Its parts stay where the
 * browser keeps them, so that many photos do not fill the memory.
 */

export interface Entry {
  /** With slashes for folders. */
  readonly name: string
  readonly content: Blob
}

/** @param at for the time of each entry. @throws RangeError beyond what the format holds: 4 GB, or 65,535 entries */
export async function zip(entries: readonly Entry[], at: Date): Promise<Blob> {
  const parts: BlobPart[] = []
  const directory: BlobPart[] = []
  let offset = 0
  let directorySize = 0
  if (entries.length > 0xffff) throw new RangeError('Too many entries.')
  for (const { name, content } of entries) {
    const bytes = new TextEncoder().encode(name)
    const sum = await crc32(content)
    // Flag 0x800: names are UTF-8. Method 0: stored.
    const shared = [20, 0x800, 0, ...dosTime(at)] as const
    const sizes = { sum, size: content.size, name: bytes.length }
    parts.push(record(0x04034b50, shared, sizes), bytes, content)
    directory.push(record(0x02014b50, [20, ...shared], sizes, offset), bytes)
    offset += 30 + bytes.length + content.size
    directorySize += 46 + bytes.length
    if (offset > 0xffff_ffff) throw new RangeError('Too large.')
  }
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, entries.length, true)
  end.setUint16(10, entries.length, true)
  end.setUint32(12, directorySize, true)
  end.setUint32(16, offset, true)
  return new Blob([...parts, ...directory, end.buffer], { type: 'application/zip' })
}

/** @param offset of an entry, for its line in the directory */
function record(
  signature: number,
  shorts: readonly number[],
  { sum, size, name }: { readonly sum: number; readonly size: number; readonly name: number },
  offset?: number,
): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(offset === undefined ? 30 : 46))
  let at = 4
  view.setUint32(0, signature, true)
  for (const short of shorts) {
    view.setUint16(at, short, true)
    at += 2
  }
  for (const word of [sum, size, size]) {
    view.setUint32(at, word, true)
    at += 4
  }
  view.setUint16(at, name, true)
  if (offset !== undefined) view.setUint32(42, offset, true)
  return view.buffer
}

function dosTime(at: Date): [time: number, date: number] {
  return [
    (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1),
    ((Math.max(1980, at.getFullYear()) - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
  ]
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** A piece at a time. */
async function crc32(content: Blob): Promise<number> {
  const piece = 2 ** 20
  let sum = 0xffff_ffff
  for (let from = 0; from < content.size; from += piece) {
    const bytes = new Uint8Array(await content.slice(from, from + piece).arrayBuffer())
    for (const byte of bytes) sum = (table[(sum ^ byte) & 0xff] as number) ^ (sum >>> 8)
  }
  return (sum ^ 0xffff_ffff) >>> 0
}
