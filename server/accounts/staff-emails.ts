/** Where to write to those who work here. */
import { sql } from 'kysely'
import type { Context, Role } from '../context.ts'
import { asOperator } from './as-operator.ts'

/** @returns addresses of the active staff who have one of these roles, each once */
export async function staffEmails(
  { tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>,
  roles: readonly Role[],
): Promise<string[]> {
  const { rows: staff } = await sql<{ user_id: string }>`
    select s.user_id from staff s
    join staff_details d on d.clinic_id = s.clinic_id and d.staff_id = s.id
    where s.clinic_id = ${clinicId} and d.status = 'active' and d.roles && ${[...roles]}::text[]
      and not exists (
        select from staff_details later where later.clinic_id = d.clinic_id and later.supersedes = d.id)`.execute(tx)
  if (staff.length === 0) return []
  const ids = staff.map(({ user_id }) => user_id)
  // Accounts belong to people, not to clinics.
  const { rows } = await asOperator(tx, () =>
    sql<{ email: string }>`
      select "email" from accounts."user" where "id" = any(${ids}) and "disabledAt" is null order by "email"`.execute(
      tx,
    ),
  )
  return rows.map(({ email }) => email)
}
