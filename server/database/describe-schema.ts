/**
 * Reads the schema from the catalog and writes it down: as SQL that shows each change in review, and as types for Kysely.
 * Both are the same from every PostgreSQL and from the embedded database, whatever their versions.
 */
import type { Database } from './database.ts'

export interface Column {
  readonly name: string
  readonly type: string
  readonly notNull: boolean
  readonly fallback: string | null
  /** The app may change it in a row that exists. */
  readonly updatable: boolean
}

export interface Constraint {
  readonly name: string
  readonly kind: 'primary key' | 'unique' | 'foreign key' | 'check'
  readonly definition: string
  /** In the order of the key. */
  readonly columns: readonly string[]
}

export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  readonly constraints: readonly Constraint[]
  /** Those that no constraint made. */
  readonly indexes: readonly {
    readonly definition: string
    readonly unique: boolean
    readonly columns: readonly string[]
  }[]
  readonly rowSecurity: { readonly enabled: boolean; readonly forced: boolean }
  readonly policies: readonly string[]
  readonly triggers: readonly string[]
  /** `grant …`, to the roles of ours. */
  readonly grants: readonly string[]
}

export interface Schema {
  readonly tables: readonly Table[]
  readonly sequences: readonly string[]
  readonly functions: readonly string[]
}

const kinds: Readonly<Record<string, Constraint['kind']>> = {
  p: 'primary key',
  u: 'unique',
  f: 'foreign key',
  c: 'check',
}

export async function describeSchema(database: Database, schema = 'public'): Promise<Schema> {
  const ask = async <Row>(text: string): Promise<Row[]> =>
    (await database.executeSql(text, [schema])).rows as unknown as Row[]
  const ofSchema = `from pg_class t join pg_namespace n on n.oid = t.relnamespace and n.nspname = $1`

  const tables = await ask<{ name: string; enabled: boolean; forced: boolean }>(
    `select t.relname as name, t.relrowsecurity as enabled, t.relforcerowsecurity as forced ${ofSchema}
     where t.relkind in ('r', 'p') order by t.relname collate "C"`,
  )
  const columns = await ask<{ table: string } & Column>(
    `select t.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
       a.attnotnull as "notNull", pg_get_expr(d.adbin, d.adrelid) as fallback,
       exists (
         select from aclexplode(a.attacl) acl join pg_roles r on r.oid = acl.grantee
         where r.rolname = 'needlepoint_app' and acl.privilege_type = 'UPDATE'
       ) as updatable
     ${ofSchema}
     join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
     where t.relkind in ('r', 'p') order by a.attnum`,
  )
  const constraints = await ask<{ table: string; name: string; kind: string; definition: string; columns: string[] }>(
    `select t.relname as table, c.conname as name, c.contype as kind, pg_get_constraintdef(c.oid) as definition,
       array(select a.attname::text from unnest(c.conkey) with ordinality k (num, place)
         join pg_attribute a on a.attrelid = t.oid and a.attnum = k.num order by k.place) as columns
     ${ofSchema}
     join pg_constraint c on c.conrelid = t.oid and c.contype in ('p', 'u', 'f', 'c')
     order by position(c.contype::text in 'pufc'), pg_get_constraintdef(c.oid) collate "C"`,
  )
  const indexes = await ask<{ table: string; definition: string; unique: boolean; columns: string[] }>(
    `select t.relname as table, pg_get_indexdef(i.indexrelid) as definition, i.indisunique as unique,
       array(select coalesce(a.attname::text, '') from unnest(i.indkey::int2[]) with ordinality k (num, place)
         left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.num order by k.place) as columns
     ${ofSchema}
     join pg_index i on i.indrelid = t.oid
     where not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
     order by pg_get_indexdef(i.indexrelid) collate "C"`,
  )
  const policies = await ask<{ table: string; definition: string }>(
    `select tablename as table, format('create policy %I on %I as %s for %s to %s using %s with check %s', policyname, tablename,
       lower(permissive), lower(cmd), array_to_string(roles, ', '), qual, with_check) as definition
     from pg_policies where schemaname = $1 order by policyname collate "C"`,
  )
  const triggers = await ask<{ table: string; definition: string }>(
    `select t.relname as table, pg_get_triggerdef(g.oid) as definition ${ofSchema}
     join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal order by 2`,
  )
  // PostgreSQL 17 has privileges that 15 does not know; of our roles none is granted them.
  const grants = await ask<{ table: string; role: string; privileges: string[] }>(
    `select t.relname as table, r.rolname as role,
       array_agg(lower(acl.privilege_type) order by acl.privilege_type) as privileges
     ${ofSchema}
     cross join aclexplode(t.relacl) acl join pg_roles r on r.oid = acl.grantee
     where t.relkind in ('r', 'p') and r.rolname like 'needlepoint\\_%' group by t.relname, r.rolname order by r.rolname`,
  )
  const sequences = await ask<{ name: string }>(
    `select t.relname as name ${ofSchema} where t.relkind = 'S' order by t.relname collate "C"`,
  )
  const functions = await ask<{ name: string }>(
    `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = $1 order by 1`,
  )

  const of = <Row extends { table: string }>(rows: readonly Row[], table: string) =>
    rows.filter((row) => row.table === table)
  return {
    tables: tables.map(({ name, enabled, forced }) => ({
      name,
      columns: of(columns, name).map(({ table: _, ...column }) => column),
      constraints: of(constraints, name).map((each) => ({
        name: each.name,
        kind: kinds[each.kind] ?? 'check',
        definition: each.definition,
        columns: each.columns,
      })),
      indexes: of(indexes, name).map(({ table: _, ...index }) => index),
      rowSecurity: { enabled, forced },
      policies: of(policies, name).map(({ definition }) => definition),
      triggers: of(triggers, name).map(({ definition }) => definition),
      grants: [
        ...of(grants, name).map(({ role, privileges }) => `grant ${privileges.join(', ')} on ${name} to ${role}`),
        ...updatesOf(name, of(columns, name)),
      ],
    })),
    sequences: sequences.map(({ name }) => name),
    functions: functions.map(({ name }) => name),
  }
}

function updatesOf(table: string, columns: readonly Column[]): string[] {
  const names = columns.filter(({ updatable }) => updatable).map(({ name }) => name)
  return names.length > 0 ? [`grant update (${names.join(', ')}) on ${table} to needlepoint_app`] : []
}

/** The schema as SQL, for reading. */
export function printSchema({ tables, sequences, functions }: Schema): string {
  const lines = [
    '-- The schema that the migrations lead to. Written by `node server/database/write-schema.ts`; a test compares.',
    '',
    ...functions.map((name) => `-- function ${name}`),
    ...sequences.map((name) => `create sequence ${name};`),
  ]
  for (const { name, columns, constraints, indexes, rowSecurity, policies, triggers, grants } of tables) {
    const parts = [
      ...columns.map(
        (column) =>
          `${column.name} ${column.type}${column.notNull ? ' not null' : ''}${column.fallback ? ` default ${column.fallback}` : ''}`,
      ),
      ...constraints.map((constraint) => constraint.definition),
    ]
    lines.push('', `create table ${name} (`, parts.map((part) => `  ${part}`).join(',\n'), ');')
    for (const { definition } of indexes) lines.push(`${definition};`)
    if (rowSecurity.enabled) lines.push(`alter table ${name} enable row level security;`)
    if (rowSecurity.forced) lines.push(`alter table ${name} force row level security;`)
    for (const each of [...policies, ...triggers, ...grants]) lines.push(`${each};`)
  }
  return `${lines.join('\n')}\n`
}

/** What a column holds when it is read, and what may be written. Json is written as text: `JSON.stringify(value)`. */
const typesOfColumns: Readonly<Record<string, { read: string; write: string }>> = {
  uuid: { read: 'string', write: 'string' },
  text: { read: 'string', write: 'string' },
  'text[]': { read: 'string[]', write: 'string[]' },
  boolean: { read: 'boolean', write: 'boolean' },
  integer: { read: 'number', write: 'number' },
  bigint: { read: 'number', write: 'number' },
  'double precision': { read: 'number', write: 'number' },
  bytea: { read: 'Buffer', write: 'Uint8Array' },
  date: { read: 'string', write: 'string' },
  'timestamp with time zone': { read: 'Date', write: 'Date | string' },
  json: { read: 'unknown', write: 'Json' },
  jsonb: { read: 'unknown', write: 'Json' },
}

/** The schema as Kysely types: what is never updated has no type to update it with. */
export function printTypes({ tables }: Schema): string {
  const ours = tables.filter(({ name }) => name !== 'migrations')
  const lines = [
    '/**',
    ' * The tables as Kysely sees them. Written by `node server/database/write-schema.ts` from the schema; a test compares.',
    ' * A date is `YYYY-MM-DD`. What the app may not change has no type to update it with.',
    ' */',
    "import type { ColumnType } from 'kysely'",
    "import type { Json } from './json.ts'",
    '',
    'type Fixed<Read, Write> = ColumnType<Read, Write, never>',
    '',
    'export interface Tables {',
    ...ours.map(({ name }) => `  ${name}: ${interfaceOf(name)}`),
    '}',
  ]
  for (const table of ours) {
    lines.push('', `export interface ${interfaceOf(table.name)} {`)
    for (const column of table.columns) lines.push(`  ${column.name}: ${typeOf(table, column)}`)
    lines.push('}')
  }
  return `${lines.join('\n')}\n`
}

function typeOf(table: Table, { name, type, notNull, fallback, updatable }: Column): string {
  const known = typesOfColumns[type]
  if (!known) throw new Error(`${table.name}.${name} has the type ${type}, which describe-schema.ts does not know.`)
  const oneOf = optionsOf(table, name)
  const or = notNull ? '' : ' | null'
  const read = `${oneOf ?? known.read}${or}`
  const write = `${oneOf ?? known.write}${or}`
  const insert = fallback || !notNull ? `${write} | undefined` : write
  return updatable ? `ColumnType<${read}, ${insert}, ${write}>` : `Fixed<${read}, ${insert}>`
}

/** Reads `check (column in ('a', 'b'))` back as a union. */
function optionsOf({ constraints }: Table, column: string): string | undefined {
  for (const { kind, columns, definition } of constraints) {
    if (kind !== 'check' || columns.length !== 1 || columns[0] !== column) continue
    const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[(.*)\]\)\)\)$/.exec(definition)?.[1]
    if (list)
      return list
        .replace(/::text/g, '')
        .split(', ')
        .join(' | ')
  }
  return undefined
}

function interfaceOf(table: string): string {
  return `${table.replace(/(^|_)(\w)/g, (_, _gap, letter: string) => letter.toUpperCase())}Table`
}
