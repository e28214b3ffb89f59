/** Holds that a call is refused, and that nothing was stored by it. */
import { type Problem, ProblemError } from '@needlepoint/contract'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { TestApp } from './test-app.ts'

/** What a request writes to. */
const tables = [
  'clients',
  'client_details',
  'client_search',
  'guardians',
  'client_links',
  'contact_consents',
  'erasure_requests',
  'erasure_answers',
  'staff_details',
  'staff_invitations',
  'api_keys',
  'devices',
  'lots',
  'stock_moves',
  'prices',
  'overlays',
  'intake_drafts',
  'enquiries',
  'screenings',
  'overrides',
  'plans',
  'consents',
  'consent_withdrawals',
  'consent_offers',
  'consent_copies',
  'preflights',
  'sessions',
  'check_ins',
  'files',
  'record_views',
  'outgoing_mail',
  'session_zones',
  'session_products',
  'stock_moves',
  'check_in_reads',
  'check_in_alerts',
  'appointments',
  'messages',
  'message_reads',
  'pgboss.job',
  'audit_lines',
] as const

/** @returns the problem that the caller is answered with */
export async function refusal({ clinic }: Pick<TestApp, 'clinic'>, call: () => Promise<unknown>): Promise<Problem> {
  const count = () =>
    clinic.run(async (tx) => {
      const counts: Record<string, number> = {}
      for (const table of tables) {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx)
        counts[table] = rows[0]?.n ?? -1
      }
      return counts
    })
  const before = await count()
  const problem = await call().then(
    (answer) => {
      throw new Error(`It was not refused: ${JSON.stringify(answer).slice(0, 200)}`)
    },
    (error: unknown) => {
      if (error instanceof ProblemError) return error.problem
      throw error
    },
  )
  expect(await count()).toEqual(before)
  return problem
}
