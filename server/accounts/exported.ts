/** All rows about one client, from every table that has any, opened and named as a person would read them. */
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { recordedByIn } from './recorded-by.ts'

/** What the export calls the rows of a table, and how they are hers: by a column of their own, or through another table. */
interface Exported {
  readonly as: string
  readonly through?: { readonly column: string; readonly table: string }
}

export const exportedTables: Readonly<Record<string, Exported>> = {
  clients: { as: 'added', through: { column: 'id', table: 'clients' } },
  client_details: { as: 'details' },
  guardians: { as: 'guardians' },
  client_links: { as: 'links' },
  client_accounts: { as: 'access' },
  contact_consents: { as: 'contactConsents' },
  erasure_requests: { as: 'erasureRequests' },
  erasure_answers: { as: 'erasureAnswers' },
  record_views: { as: 'views' },
  appointments: { as: 'appointments' },
  files: { as: 'files' },
  enquiries: { as: 'enquiries' },
  intake_drafts: { as: 'intakeDrafts' },
  screenings: { as: 'screenings' },
  overrides: { as: 'overrides', through: { column: 'screening_id', table: 'screenings' } },
  plans: { as: 'plans' },
  consents: { as: 'consents' },
  consent_offers: { as: 'consentOffers' },
  consent_copies: { as: 'consentCopies', through: { column: 'consent_id', table: 'consents' } },
  consent_withdrawals: { as: 'consentWithdrawals', through: { column: 'consent_id', table: 'consents' } },
  preflights: { as: 'preflights' },
  sessions: { as: 'sessions' },
  session_zones: { as: 'sessionZones', through: { column: 'session_id', table: 'sessions' } },
  session_products: { as: 'sessionProducts', through: { column: 'session_id', table: 'sessions' } },
  stock_moves: { as: 'usedFromStock', through: { column: 'session_id', table: 'sessions' } },
  check_ins: { as: 'checkIns' },
  check_in_alerts: { as: 'checkInAlerts', through: { column: 'check_in_id', table: 'check_ins' } },
  messages: { as: 'messages' },
  message_reads: { as: 'messageReads' },
  check_in_reads: { as: 'checkInReads', through: { column: 'check_in_id', table: 'check_ins' } },
}

/** Tables about a client that are left out, and why. A test knows no third kind. */
export const notExported: Readonly<Record<string, string>> = {
  client_search: 'Keyed hashes of the name, number and address that `details` says in clear.',
}

/** Of use inside alone: which clinic, keyed hashes, and the name of an account that stands for nothing else. */
const inner = new Set(['clinic_id', 'client_id', 'fingerprint', 'token_hash', 'user_id'])
const people = new Set(['recorded_by', 'viewed_by', 'settled_by'])

type Row = Readonly<Record<string, unknown>>
type Opened = Record<string, unknown>

export async function exportRows(context: Context, clientId: string): Promise<Record<string, Opened[]>> {
  const tables: [table: string, as: string, rows: Row[]][] = []
  for (const [table, { as, through }] of Object.entries(exportedTables)) {
    tables.push([table, as, await rowsOf(context, clientId, table, through)])
  }
  const printed = tables.flatMap(([, , rows]) =>
    rows.flatMap((row) => [...people].flatMap((column) => (typeof row[column] === 'string' ? [row[column]] : []))),
  )
  const by = await recordedByIn(context, printed)
  return Object.fromEntries(
    tables.map(([table, as, rows]) => [as, rows.map((row) => openRow(context, table, row, by))]),
  )
}

async function rowsOf(
  { tx, clinicId }: Context,
  clientId: string,
  table: string,
  through: Exported['through'],
): Promise<Row[]> {
  const isHers =
    through === undefined
      ? sql`t.client_id = ${clientId}`
      : through.table === 'clients'
        ? sql`t.id = ${clientId}`
        : sql`exists (select from ${sql.table(through.table)} p
            where p.clinic_id = ${clinicId} and p.client_id = ${clientId} and p.id = ${sql.ref(`t.${through.column}`)})`
  const { rows } = await sql<Row>`
    select t.* from ${sql.table(table)} t where t.clinic_id = ${clinicId} and ${isHers}`.execute(tx)
  return rows.toSorted((a, b) => timeOf(a) - timeOf(b))
}

function timeOf({ recorded_at, viewed_at, position }: Row): number {
  const at = recorded_at ?? viewed_at
  return at instanceof Date ? at.getTime() : Number(position ?? 0)
}

function openRow(
  { keys, clinicId }: Context,
  table: string,
  row: Row,
  by: Awaited<ReturnType<typeof recordedByIn>>,
): Opened {
  const opened: Opened = {}
  for (const [column, value] of Object.entries(row)) {
    if (inner.has(column)) continue
    if (people.has(column)) opened[camel(column)] = by(String(value))
    else if (column.endsWith('_enc')) {
      const place = { table, column, id: String(row.id) }
      opened[camel(column.slice(0, -'_enc'.length))] = readable(keys.openOptional(place, value as Buffer | null))
    } else opened[camel(column)] = value instanceof Date ? value.toISOString() : value
  }
  if (table === 'files') opened.content = `/api/clinics/${clinicId}/files/${String(row.id)}/content`
  return opened
}

/** What was stored as JSON is given as JSON; what somebody wrote stays as she wrote it. */
function readable(text: string | null): unknown {
  if (text === null || !/^[{[]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
