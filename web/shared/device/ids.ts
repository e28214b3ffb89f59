/** Ids of records are made on the device, so that sending twice is harmless. */

let lastTime = 0
let counter = 0

/** A UUID version 7: sorted by time, and by order within one millisecond. */
export function newId(now = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(16))
  const time = Math.max(now, lastTime)
  counter = time === lastTime ? counter + 1 : ((random[6] as number) << 3) | ((random[7] as number) & 7)
  // 12 bits count; past them the next millisecond is borrowed.
  lastTime = time + (counter >> 12)
  counter &= 0xfff
  const bytes = new DataView(random.buffer)
  bytes.setUint32(0, Math.floor(lastTime / 0x10000))
  bytes.setUint16(4, lastTime % 0x10000)
  bytes.setUint16(6, 0x7000 | counter)
  bytes.setUint8(8, 0x80 | (bytes.getUint8(8) & 0x3f))
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
