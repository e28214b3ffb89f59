/**
 * A tar archive (POSIX ustar), written and read as a stream. Operators have tools for it, so a backup can be looked into without
 * Needlepoint. Entries are whole in memory, one at a time.
 */
import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { OperateProblem } from '../problem.ts'

const block = 512
/** Nothing that we write comes near; a damaged length would otherwise take all memory. */
const largestEntry = 1024 ** 3

export class TarWriter {
  readonly #file: FileHandle
  readonly #hash = createHash('sha256')
  /** Seconds since 1970. */
  readonly #at: number
  #bytes = 0

  constructor(file: FileHandle, at: number) {
    this.#file = file
    this.#at = Math.floor(at / 1000)
  }

  get bytes(): number {
    return this.#bytes
  }

  async add(name: string, content: Uint8Array): Promise<void> {
    const padding = Buffer.alloc((block - (content.byteLength % block)) % block)
    for (const part of [headerOf(name, content.byteLength, this.#at), content, padding]) await this.#write(part)
  }

  /** SHA-256 in hex of all that was written so far. */
  digest(): string {
    return this.#hash.copy().digest('hex')
  }

  async end(): Promise<void> {
    await this.#write(Buffer.alloc(2 * block))
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.byteLength; ) {
      from += (await this.#file.write(bytes, from)).bytesWritten
    }
    this.#hash.update(bytes)
    this.#bytes += bytes.byteLength
  }
}

export interface TarEntry {
  readonly name: string
  readonly content: Buffer
  /** SHA-256 in hex of all that came before this entry. */
  readonly digestBefore: string
}

/** @throws OperateProblem where the archive is damaged or cut off */
export async function* readTar(file: FileHandle): AsyncGenerator<TarEntry> {
  const hash = createHash('sha256')
  for (;;) {
    const digestBefore = hash.copy().digest('hex')
    const header = await readExactly(file, block, hash)
    if (header.every((byte) => byte === 0)) return
    const name = textAt(header, 0, 100)
    const prefix = textAt(header, 345, 155)
    const size = Number.parseInt(textAt(header, 124, 12), 8)
    const sum = Number.parseInt(textAt(header, 148, 8), 8)
    if (sum !== checksumOf(header) || !(size >= 0 && size <= largestEntry)) throw damaged()
    const content = await readExactly(file, size, hash)
    const padding = await readExactly(file, (block - (size % block)) % block, hash)
    if (padding.some((byte) => byte !== 0)) throw damaged()
    yield { name: prefix === '' ? name : `${prefix}/${name}`, content, digestBefore }
  }
}

export const damaged = () =>
  new OperateProblem('The backup is damaged or was cut off. Nothing of it was used. Take another copy of it.')

async function readExactly(file: FileHandle, size: number, hash: Hash): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size)
  for (let from = 0; from < size; ) {
    const { bytesRead } = await file.read(bytes, from, size - from)
    if (bytesRead === 0) throw damaged()
    from += bytesRead
  }
  hash.update(bytes)
  return bytes
}

function headerOf(name: string, size: number, at: number): Buffer {
  const header = Buffer.alloc(block)
  // A longer name is parted at a slash.
  const cut = name.length > 100 ? name.lastIndexOf('/') : -1
  if (name.length - cut - 1 > 100 || cut > 155) throw new Error(`The name ${name} is too long for an archive.`)
  header.write(name.slice(cut + 1), 0, 100, 'utf8')
  header.write('0000600\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  header.write(`${at.toString(8).padStart(11, '0')}\0`, 136)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(cut < 0 ? '' : name.slice(0, cut), 345, 155, 'utf8')
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

/** The sum of all bytes, with spaces where the sum itself stands. */
function checksumOf(header: Buffer): number {
  let sum = 8 * 32
  for (const [i, byte] of header.entries()) if (i < 148 || i >= 156) sum += byte
  return sum
}

const textAt = (bytes: Buffer, from: number, length: number): string => {
  const field = bytes.subarray(from, from + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end).trim()
}
