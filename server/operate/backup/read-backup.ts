/** Reads a backup from its start to its end and makes sure that it is whole, before anything of it is used. */
import { type FileHandle, open } from 'node:fs/promises'
import { OperateProblem } from '../problem.ts'
import {
  type End,
  endName,
  fileOf,
  format,
  type Manifest,
  manifestName,
  parseJson,
  sealOf,
  tableOf,
} from './manifest.ts'
import { damaged, readTar, type TarEntry } from './tar.ts'

/** @throws OperateProblem when there is no such file */
export async function openBackup(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new OperateProblem(`There is no file ${path}.`)
    throw new OperateProblem(`${path} cannot be read (${code}).`)
  }
}

export interface Checked {
  readonly manifest: Manifest
  readonly end: End
  readonly bytes: number
}

/**
 * @param say hears of the bytes read so far
 * @throws OperateProblem for what is no backup, a damaged one, and one of a newer version
 */
export async function checkBackup(path: string, say: (bytes: number) => void = () => {}): Promise<Checked> {
  const file = await openBackup(path)
  try {
    let manifest: Manifest | undefined
    let end: End | undefined
    let bytes = 0
    let files = 0
    for await (const entry of readTar(file)) {
      if (end) throw damaged()
      if (!manifest) manifest = readManifest(path, entry)
      if (entry.name === endName) {
        end = parseJson<End>(entry.content)
        if (end.sha256 !== sealOf(entry.digestBefore, end)) throw damaged()
      } else if (fileOf(entry.name)) files++
      bytes += entry.content.length
      say(bytes)
    }
    if (!manifest || !end || end.files !== files) throw damaged()
    return { manifest, end, bytes }
  } catch (error) {
    // The first block of anything else makes no sense as the head of an archive.
    if (error instanceof OperateProblem && !(await beginsAsBackup(file))) {
      throw new OperateProblem(`${path} is no backup of Needlepoint.`)
    }
    throw error
  } finally {
    await file.close()
  }
}

async function beginsAsBackup(file: FileHandle): Promise<boolean> {
  const name = Buffer.alloc(manifestName.length)
  await file.read(name, 0, name.length, 0)
  return name.toString('latin1') === manifestName
}

function readManifest(path: string, { name, content }: TarEntry): Manifest {
  if (name !== manifestName) throw new OperateProblem(`${path} is no backup of Needlepoint.`)
  const manifest = parseJson<Manifest>(content)
  if (manifest.format > format) {
    throw new OperateProblem(`${path} was made by a newer version of Needlepoint. Restore it with that version.`)
  }
  return manifest
}

/** The entries between the manifest and the end, once `checkBackup` has passed. */
export async function* readEntries(
  path: string,
): AsyncGenerator<
  { readonly table: string; readonly packed: Buffer } | { readonly file: string; readonly content: Buffer }
> {
  const handle = await openBackup(path)
  try {
    for await (const { name, content } of readTar(handle)) {
      const [table, file] = [tableOf(name), fileOf(name)]
      if (table !== undefined) yield { table, packed: content }
      else if (file !== undefined) yield { file, content }
    }
  } finally {
    await handle.close()
  }
}
