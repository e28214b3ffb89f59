/** Files in a folder. A name exists only with its whole content, also after a loss of power. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { type BlobStore, FileStoreUnavailable } from './file-store.ts'

export class FolderStore implements BlobStore {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const path = this.#path(name)
    const draft = `${path}.${randomBytes(6).toString('hex')}.part`
    await trying(async () => {
      await makeFolders(this.#root, dirname(path))
      try {
        const file = await open(draft, 'wx', 0o600)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(draft, path)
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
      await syncFolder(dirname(path))
    })
  }

  async read(name: string): Promise<Buffer | undefined> {
    return await trying(async () => {
      try {
        return await readFile(this.#path(name))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    })
  }

  async remove(name: string): Promise<void> {
    await trying(() => rm(this.#path(name), { force: true }))
  }

  async *list(prefix: string): AsyncIterable<string> {
    const folder = this.#path(prefix.replace(/\/$/, ''))
    let entries: { parentPath: string; name: string; isFile(): boolean }[]
    try {
      entries = await readdir(folder, { recursive: true, withFileTypes: true })
    } catch (error) {
      if (isMissing(error)) return
      throw error
    }
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.endsWith('.part')) continue
      yield relative(this.#root, join(entry.parentPath, entry.name)).replaceAll(sep, '/')
    }
  }

  #path(name: string): string {
    if (!/^[0-9a-f-]+(\/[0-9a-f]+)*$/.test(name)) throw new Error('A name in the file store is made of hex digits.')
    return join(this.#root, ...name.split('/'))
  }
}

/** A new folder is safe once the one above it is synced. */
async function makeFolders(root: string, folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  for (let path = folder; made !== undefined && path.length >= root.length; path = dirname(path)) await syncFolder(path)
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

async function trying<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new FileStoreUnavailable(`The folder of the file store does not work (${code}).`, { cause: error })
  }
}
