/** Everything that is asked of the table of overlays: how clinics tighten the protocol, version by version. */
import type { ISODate, Overlay } from '@needlepoint/pathway'
import { addRow, json, type Outcome, prepared, type Tx } from '../database/index.ts'

/** A version without its content, to find the one that holds. */
export interface OverlayVersion {
  readonly id: string
  readonly hash: string
  readonly supersedes: string | null
  /** The clinic's date. */
  readonly validFrom: ISODate
}

export interface StoredOverlay extends OverlayVersion {
  readonly yaml: string
  readonly document: Overlay
  readonly recordedAt: Date
  readonly recordedBy: string
}

/** @returns every version, in no order: a clinic has a handful of them */
export async function listOverlayVersions(tx: Tx, clinicId: string): Promise<OverlayVersion[]> {
  return (await selectVersions(tx, { clinicId })).rows
}

const selectVersions = prepared((tx, { clinicId }: { readonly clinicId: string }) =>
  tx
    .selectFrom('overlays')
    .select(['id', 'hash', 'supersedes', 'valid_from as validFrom'])
    .where('clinic_id', '=', clinicId),
)

/** The versions from the newest to the first, each with the one that replaced it. */
export function newestFirst<Version extends OverlayVersion>(versions: readonly Version[]): Version[] {
  const after = new Map(versions.map((version) => [version.supersedes, version]))
  const line: Version[] = []
  for (let next = after.get(null); next; next = after.get(next.id)) line.unshift(next)
  return line
}

/** @returns the newest version whose day has come; undefined where the clinic tightens nothing yet */
export function inForce<Version extends OverlayVersion>(
  versions: readonly Version[],
  today: ISODate,
): Version | undefined {
  return newestFirst(versions).find(({ validFrom }) => validFrom <= today)
}

export async function readOverlay(tx: Tx, clinicId: string, id: string): Promise<StoredOverlay | undefined> {
  const row = await tx
    .selectFrom('overlays')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      hash: row.hash,
      supersedes: row.supersedes,
      validFrom: row.valid_from,
      yaml: row.yaml,
      document: row.document as Overlay,
      recordedAt: row.recorded_at,
      recordedBy: row.recorded_by,
    }
  )
}

export async function addOverlay(
  tx: Tx,
  clinicId: string,
  { id, hash, supersedes, validFrom, yaml, document, recordedAt, recordedBy }: StoredOverlay,
  fingerprint: Buffer,
): Promise<Outcome> {
  return await addRow(tx, 'overlays', {
    clinic_id: clinicId,
    id,
    hash,
    supersedes,
    valid_from: validFrom,
    yaml,
    document: json(document),
    fingerprint,
    recorded_at: recordedAt,
    recorded_by: recordedBy,
  })
}
