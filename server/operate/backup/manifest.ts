/** What a backup says of itself: the first entry of the archive, and the last. */
import { createHash } from 'node:crypto'
import type { Column } from './tables.ts'
import { damaged } from './tar.ts'

/**
 * The entries, in this order:
 *
 *     manifest.json
 *     README.txt                                   for whoever finds the file in ten years
 *     tables/public.clinics/000001.jsonl.gz        rows, a list of texts a line; tables in the order in which they go back in
 *     files/<clinic>/<aa>/<name>                   contents of the file store, encrypted as they are kept
 *     end.json                                     how much it is, and a SHA-256 over everything
 */
export const manifestName = 'manifest.json'
export const readmeName = 'README.txt'
export const endName = 'end.json'

/** Raised when older versions could no longer read what is written. */
export const format = 1

export interface Manifest {
  readonly format: number
  /** An instant: the backup holds what was committed then. */
  readonly madeAt: string
  readonly kind: 'embedded' | 'postgres'
  /** Applied to the database, with the hash of each. */
  readonly migrations: readonly { readonly name: string; readonly hash: string }[]
  /** Ids of the master keys that are needed to read it. The keys are not in it. */
  readonly masterKeys: readonly string[]
  readonly tables: readonly { readonly name: string; readonly columns: readonly Column[] }[]
}

export interface End {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>
  readonly files: number
  /** Of all that comes before this entry, and of the two fields above; in hex. */
  readonly sha256: string
}

/** @param before SHA-256 in hex of all that comes before the last entry */
export function sealOf(before: string, { rows, files }: Pick<End, 'rows' | 'files'>): string {
  return createHash('sha256').update(before).update(JSON.stringify({ rows, files })).digest('hex')
}

export const readme = `A backup of Needlepoint.

tables/ holds the rows of the database, files/ the photos and documents.
Names, contact, free text, photos and documents are encrypted. Answers about health are not: keep this file as you keep a record.

The master key is NOT in here, and without it nobody can read what is encrypted. It is the file master.key of the data folder,
or NEEDLEPOINT_MASTER_KEY, as it was when the backup was made. manifest.json has its id.

Put the key in place, then:   needlepoint restore THIS-FILE   (docs/backup.md)
`

/** @throws OperateProblem when it is no manifest */
export function parseJson<T>(content: Buffer): T {
  try {
    return JSON.parse(content.toString('utf8')) as T
  } catch {
    throw damaged()
  }
}

/** `tables/public.clinics/000001.jsonl.gz` */
export const pageName = (table: string, page: number): string =>
  `tables/${table}/${String(page).padStart(6, '0')}.jsonl.gz`

/** @returns the table whose rows an entry holds */
export const tableOf = (entry: string): string | undefined => /^tables\/([^/]+)\/\d+\.jsonl\.gz$/.exec(entry)?.[1]

/** @returns the name in the file store whose content an entry holds */
export const fileOf = (entry: string): string | undefined =>
  /^files\/([0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f]{64})$/.exec(entry)?.[1]
