/**
 * Rows as lines of JSON: a list of texts, each as PostgreSQL itself writes the value, so that whatever its type it comes back
 * exactly. The database makes the lines and reads them; here they are only passed on.
 */
import { sql } from 'kysely'
import type { Tx } from '../../database/index.ts'

export interface Column {
  readonly name: string
  /** `timestamp with time zone` */
  readonly type: string
}

export interface Table {
  readonly schema: string
  readonly name: string
  readonly columns: readonly Column[]
  /** Of the primary key, in its order: rows are written by it. */
  readonly key: readonly string[]
  /** Tables that it refers to, as `schema.name`. */
  readonly refersTo: readonly string[]
}

export const fullName = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `${schema}.${name}`

/** Jobs that wait belong to what they are about. Other tables of the queue are made anew by whoever opens it. */
const jobs = 'pgboss.job'

/** @returns every table that holds data, each after those that it refers to */
export async function readTables(tx: Tx): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select n.nspname as schema, c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum))
        from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary), '[]') as key,
      coalesce((select json_agg(distinct format('%s.%s', rn.nspname, r.relname))
        from pg_constraint k join pg_class r on r.oid = k.confrelid join pg_namespace rn on rn.oid = r.relnamespace
        where k.conrelid = c.oid and k.contype = 'f'), '[]') as "refersTo"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and ((n.nspname in ('public', 'accounts') and (n.nspname, c.relname) <> ('public', 'migrations'))
        or format('%s.%s', n.nspname, c.relname) = ${jobs})
    order by n.nspname desc, c.relname`.execute(tx)
  return inOrder(rows)
}

function inOrder(tables: readonly Table[]): Table[] {
  const placed = new Map<string, Table>()
  const names = new Set(tables.map(fullName))
  while (placed.size < tables.length) {
    const next = tables.filter(
      (table) =>
        !placed.has(fullName(table)) &&
        table.refersTo.every((name) => placed.has(name) || name === fullName(table) || !names.has(name)),
    )
    if (next.length === 0) throw new Error('Tables refer to each other in a circle.')
    for (const table of next) placed.set(fullName(table), table)
  }
  return [...placed.values()]
}

/** Bytes of rows that are held at once. */
const pageSize = 2 ** 20
const mostRows = 5_000

/** What texts of values depend on is set, whatever the server, the database or its user say. */
export async function settle(tx: Tx): Promise<void> {
  for (const setting of [
    "datestyle = 'ISO, YMD'",
    "intervalstyle = 'postgres'",
    "timezone = 'UTC'",
    "bytea_output = 'hex'",
    'extra_float_digits = 1',
    'statement_timeout = 0',
    'idle_in_transaction_session_timeout = 0',
  ]) {
    await sql`${sql.raw(`set local ${setting}`)}`.execute(tx)
  }
}

/** @returns lines in the order of the primary key, a page at a time */
export async function* readRows(tx: Tx, table: Table): AsyncGenerator<string[]> {
  const values = table.columns.map(({ name }) => sql`${sql.ref(name)}::text`)
  const order = table.key.length > 0 ? sql`order by ${sql.join(table.key.map((name) => sql.ref(name)))}` : sql``
  // What pg-boss keeps for itself has names that begin so.
  const which = fullName(table) === jobs ? sql`where name not like '\\_\\_%' and state < 'completed'` : sql``
  await sql`declare backup_rows no scroll cursor for
    select json_build_array(${sql.join(values)})::text as line from ${sql.table(fullName(table))} ${which} ${order}`.execute(
    tx,
  )
  let count = 100
  for (;;) {
    const { rows } = await sql<{ line: string }>`${sql.raw(`fetch ${count} from backup_rows`)}`.execute(tx)
    if (rows.length > 0) yield rows.map(({ line }) => line)
    if (rows.length < count) break
    const size = rows.reduce((sum, { line }) => sum + line.length, 0) / rows.length
    count = Math.max(1, Math.min(mostRows, Math.floor(pageSize / size)))
  }
  await sql`close backup_rows`.execute(tx)
}

/** Adds rows. Columns may have come or gone since the lines were written, as long as the table itself says what is missing. */
export async function addRows(
  tx: Tx,
  table: Table,
  columns: readonly string[],
  lines: readonly string[],
): Promise<void> {
  await sql`insert into ${sql.table(fullName(table))} ${names(table, columns)}
    select ${values(table, columns)} from json_array_elements(${`[${lines.join(',')}]`}::json) as lines (line)`.execute(
    tx,
  )
}

/**
 * Rows of one table can refer to each other, and the database looks at references after each statement. So all are gathered
 * first and added by one.
 */
export async function gathering(tx: Tx, table: Table, columns: readonly string[]) {
  await sql`set local role none`.execute(tx)
  await sql`create temporary table gathered_rows (line json not null) on commit drop`.execute(tx)
  await sql`grant select, insert on gathered_rows to needlepoint_operator`.execute(tx)
  await sql`set local role needlepoint_operator`.execute(tx)
  return {
    async add(lines: readonly string[]): Promise<void> {
      await sql`insert into pg_temp.gathered_rows
        select line from json_array_elements(${`[${lines.join(',')}]`}::json) as lines (line)`.execute(tx)
    },
    async end(): Promise<void> {
      await sql`insert into ${sql.table(fullName(table))} ${names(table, columns)}
        select ${values(table, columns)} from pg_temp.gathered_rows`.execute(tx)
      await sql`set local role none`.execute(tx)
      await sql`drop table pg_temp.gathered_rows`.execute(tx)
      await sql`set local role needlepoint_operator`.execute(tx)
    },
  }
}

export const refersToItself = (table: Table): boolean => table.refersTo.includes(fullName(table))

const shared = (table: Table, columns: readonly string[]) =>
  columns.flatMap((name, position) => {
    const column = table.columns.find((each) => each.name === name)
    return column ? [{ ...column, position }] : []
  })

const names = (table: Table, columns: readonly string[]) =>
  sql`(${sql.join(shared(table, columns).map(({ name }) => sql.ref(name)))})`

const values = (table: Table, columns: readonly string[]) =>
  sql.join(shared(table, columns).map(({ position, type }) => sql.raw(`(line->>${position})::${type}`)))
