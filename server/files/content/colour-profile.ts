/** ICC profiles say what the colours of a picture mean. Redness is judged by them, so they stay. */

const largest = 4_000_000

/** True for what has the form of a profile, so that nothing else travels in its place. */
export function isColourProfile(bytes: Uint8Array): boolean {
  if (bytes.length < 132 || bytes.length > largest) return false
  const profile = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return profile.readUInt32BE(0) === bytes.length && profile.toString('latin1', 36, 40) === 'acsp'
}
