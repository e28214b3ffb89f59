/** Reads bytes as UTF-8, and says where they are not. */

export interface InvalidByte {
  /** From 0. */
  readonly offset: number
  readonly byte: number
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text, without a byte order mark; undefined when the bytes are no UTF-8. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = strict.decode(bytes)
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  } catch {
    return undefined
  }
}

/** The first byte that does not belong into UTF-8, found by halving. */
export function invalidByte(bytes: Uint8Array): InvalidByte {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
      good = middle
    } catch {
      bad = middle
    }
  }
  // Up to there it could still have been right: a sequence that was begun and not finished is wrong from its first byte on.
  const begun = beginOfSequence(bytes, good)
  return { offset: begun, byte: bytes[begun] ?? 0 }
}

/** Where an unfinished sequence begins that ends before `end`; `end` itself when the last one is complete. */
function beginOfSequence(bytes: Uint8Array, end: number): number {
  let start = end - 1
  while (start >= 0 && ((bytes[start] as number) & 0xc0) === 0x80) start--
  const lead = bytes[start] ?? 0
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  return start >= 0 && start + length > end ? start : end
}

/** `0xFF`. */
export const printByte = (byte: number) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`
