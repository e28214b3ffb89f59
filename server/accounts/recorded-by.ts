/** Who stored a record, from `recorded_by` as `printActor` writes it to what callers read. */
import type { Context } from '../context.ts'

export interface RecordedBy {
  readonly kind: 'staff' | 'client' | 'guardian' | 'api-key' | 'system'
  readonly id: string | null
  /** What staff or a key is called today. Null for a client and her guardian: their names stand in her details. */
  readonly name: string | null
}

type Reading = Pick<Context, 'tx' | 'clinicId' | 'keys'>

/**
 * Looks the names up, for all rows of an answer at once.
 * @param printed every `recorded_by` that will be asked for
 */
export async function recordedByIn(
  context: Reading,
  printed: readonly string[],
): Promise<(recordedBy: string) => RecordedBy> {
  const all = [...new Set(printed)].map(parse)
  const idsOf = (kind: RecordedBy['kind']) => all.flatMap((by) => (by.kind === kind && by.id !== null ? [by.id] : []))
  const staff = await staffNames(context, idsOf('staff'))
  const apiKeys = await apiKeyNames(context, idsOf('api-key'))
  return (recordedBy) => {
    const by = parse(recordedBy)
    const names = by.kind === 'staff' ? staff : by.kind === 'api-key' ? apiKeys : undefined
    return { ...by, name: names?.get(by.id ?? '') ?? null }
  }
}

function parse(printed: string): Omit<RecordedBy, 'name'> {
  const colon = printed.indexOf(':')
  const kind = (colon < 0 ? printed : printed.slice(0, colon)) as RecordedBy['kind']
  return { kind, id: colon < 0 ? null : printed.slice(colon + 1) }
}

/** @returns by the id of the member of staff */
export async function staffNames(
  { tx, clinicId, keys }: Reading,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (staffIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('staff_details as d')
    .select(['d.id', 'd.staff_id', 'd.name_enc'])
    .where('d.clinic_id', '=', clinicId)
    .where('d.staff_id', 'in', staffIds)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('staff_details as later')
            .select('later.id')
            .where('later.clinic_id', '=', clinicId)
            .whereRef('later.supersedes', '=', 'd.id'),
        ),
      ),
    )
    .execute()
  return new Map(
    rows.map(({ id, staff_id, name_enc }) => [
      staff_id,
      keys.open({ table: 'staff_details', column: 'name_enc', id }, name_enc),
    ]),
  )
}

async function apiKeyNames({ tx, clinicId }: Reading, keyIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keyIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('api_keys')
    .select(['id', 'name'])
    .where('clinic_id', '=', clinicId)
    .where('id', 'in', keyIds)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
