/** Where photos and documents are kept: encrypted, under a name made from their content. */
import { CannotDecrypt, type ClinicKeys, sha256 } from '../keys/index.ts'

/** Holds bytes under a name. What it holds is encrypted already. */
export interface BlobStore {
  /** Returns when the bytes are safe. Writing a name again is harmless. */
  write(name: string, bytes: Uint8Array): Promise<void>
  /** @returns undefined when there is nothing under that name */
  read(name: string): Promise<Buffer | undefined>
  remove(name: string): Promise<void>
  /** Names below a prefix, in any order. */
  list(prefix: string): AsyncIterable<string>
}

/** The file is gone from the store, though the database knows it. */
export class FileMissing extends Error {
  override name = 'FileMissing'
}

/** The store does not answer now. */
export class FileStoreUnavailable extends Error {
  override name = 'FileStoreUnavailable'
}

export class FileStore {
  readonly blobs: BlobStore

  constructor(blobs: BlobStore) {
    this.blobs = blobs
  }

  /**
   * Keeps a content. It is safe before the row in `files` that names it is committed, so that no row lacks its content;
   * a content without a row is harmless.
   * @returns the SHA-256 of the content in hex, and its size
   */
  async put(keys: ClinicKeys, content: Uint8Array): Promise<{ hash: string; size: number }> {
    const hash = sha256(content)
    await this.blobs.write(nameOf(keys, hash), keys.sealBytes(placeOf(keys, hash), content))
    return { hash, size: content.byteLength }
  }

  /** @throws FileMissing, FileStoreUnavailable, CannotDecrypt */
  async get(keys: ClinicKeys, hash: string): Promise<Buffer> {
    const sealed = await this.blobs.read(nameOf(keys, hash))
    if (!sealed) throw new FileMissing(`The file store has no content ${hash}.`)
    const content = keys.openBytes(placeOf(keys, hash), sealed)
    if (sha256(content) !== hash) throw new CannotDecrypt(`The content ${hash} is not what its name says.`)
    return content
  }

  /** For erasure, and for the demo clinic: no row may name the content any more. */
  async remove(keys: ClinicKeys, hash: string): Promise<void> {
    await this.blobs.remove(nameOf(keys, hash))
  }

  /** @returns names of every content of a clinic, for backups */
  list(clinicId: string): AsyncIterable<string> {
    return this.blobs.list(`${clinicId}/`)
  }
}

/** Hashed again with the clinic's key: who has a photo cannot ask the store whether it was treated here. */
export function nameOf(keys: ClinicKeys, hash: string): string {
  const name = keys.hash('file', hash).toString('hex')
  return `${keys.clinicId}/${name.slice(0, 2)}/${name}`
}

function placeOf(keys: ClinicKeys, hash: string): string {
  return `${keys.clinicId}/files/${hash}`
}
