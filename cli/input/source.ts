/** Where input comes from: a file or standard input, as bytes, with a limit on what is held in memory. */
import { createReadStream, statSync } from 'node:fs'
import { Stop } from '../stop.ts'

/** The longest document, and the longest line of many. Real ones are a thousand times shorter. */
export const mostBytes = 8 * 1024 * 1024

export interface Source {
  /** As messages name it. */
  readonly name: string
  /** Bytes in all; undefined for a pipe. */
  readonly size: number | undefined
  readonly chunks: AsyncIterable<Uint8Array>
}

/** @throws Stop when there is no such file, or it is a folder */
export function openSource(path: string, stdin: NodeJS.ReadStream = process.stdin): Source {
  if (path === '-') return { name: 'standard input', size: undefined, chunks: stdin }
  let size: number | undefined
  try {
    const about = statSync(path)
    if (about.isDirectory()) throw new Stop(`${path} is a folder. Name a file in it.`)
    size = about.isFile() ? about.size : undefined
  } catch (error) {
    throw error instanceof Stop ? error : new Stop(sentenceOf(path, error))
  }
  return { name: path, size, chunks: readable(path) }
}

async function* readable(path: string): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) yield chunk as Uint8Array
  } catch (error) {
    throw new Stop(sentenceOf(path, error))
  }
}

/** What went wrong with a file, in a sentence. */
export function sentenceOf(path: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  switch (code) {
    case 'ENOENT':
      return `There is no file ${path}.`
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read or written by you.`
    case 'EISDIR':
      return `${path} is a folder. Name a file in it.`
    case 'ENOSPC':
      return `The disk is full: ${path} could not be written.`
    default:
      return `${path} cannot be read or written (${code ?? (error instanceof Error ? error.message : String(error))}).`
  }
}
