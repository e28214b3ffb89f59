/** What clients are called, for lists of other things that name them. */
import type { Context } from '../context.ts'

/** @returns by the client's id; today's name, whatever it was before */
export async function namesOf(
  { tx, clinicId, keys }: Pick<Context, 'tx' | 'clinicId' | 'keys'>,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (clientIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('client_details as d')
    .select(['d.id', 'd.client_id', 'd.name_enc'])
    .where('d.clinic_id', '=', clinicId)
    .where('d.client_id', 'in', [...new Set(clientIds)])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('client_details as later')
            .select('later.id')
            .where('later.clinic_id', '=', clinicId)
            .whereRef('later.supersedes', '=', 'd.id'),
        ),
      ),
    )
    .execute()
  return new Map(
    rows.map(({ id, client_id, name_enc }) => [
      client_id,
      keys.open({ table: 'client_details', column: 'name_enc', id }, name_enc),
    ]),
  )
}
