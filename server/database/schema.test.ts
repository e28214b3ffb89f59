import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeOnEachDatabase } from '../test-support/index.ts'
import { describeSchema, printSchema, printTypes, type Schema } from './describe-schema.ts'

/** Tables that belong to no clinic. */
const global = ['migrations', 'protocols']

/** All that the app may change in a row that exists. Everything else is added and stays. */
const mayChange: Readonly<Record<string, readonly string[]>> = {
  api_keys: ['revoked_at'],
  audit_heads: ['seq', 'hash', 'seal'],
  client_accounts: ['ended_at'],
  client_links: ['used_at', 'revoked_at'],
  clinics: [
    'name',
    'zone',
    'language',
    'phone',
    'email',
    'opening_hours',
    'after_hours',
    'emergency_number',
    'takes_enquiries',
    'cooling_off',
    'watch_hours',
  ],
  devices: ['status'],
  enquiries: ['enquiry_enc', 'from_hash', 'settled_how', 'settled_at', 'settled_by', 'client_id'],
  intake_drafts: ['version', 'draft_enc', 'saved_at', 'recorded_by'],
  lots: ['recalled_on'],
  staff_invitations: ['accepted_at', 'revoked_at'],
}

const root = join(import.meta.dirname, '..', '..')
const fileHere = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8').replaceAll('\r\n', '\n')

describeOnEachDatabase('The schema', (open) => {
  let described: Schema | undefined
  const schema = async () => {
    described ??= await describeSchema(open().database)
    return described
  }
  const clinicTables = async () => (await schema()).tables.filter(({ name }) => !global.includes(name))

  test('is the one in schema.golden.sql: `node server/database/write-schema.ts` writes it', async () => {
    expect(printSchema(await schema())).toBe(fileHere('schema.golden.sql'))
  })

  test('is the one in tables.ts', async () => {
    const biome = ['node_modules/@biomejs/biome/bin/biome', 'format', '--stdin-file-path=server/database/tables.ts']
    const { stdout } = spawnSync(process.execPath, biome, {
      cwd: root,
      input: printTypes(await schema()),
      encoding: 'utf8',
    })
    expect(stdout).toBe(fileHere('tables.ts'))
  })

  test('closes every table of a clinic by row-level security that its owner cannot pass by', async () => {
    for (const { name, rowSecurity, policies, columns } of await clinicTables()) {
      expect({ name, ...rowSecurity }).toEqual({ name, enabled: true, forced: true })
      expect(columns[0], name).toMatchObject({ name: 'clinic_id', type: 'uuid', notNull: true })
      const own = "(clinic_id = (current_setting('app.clinic_id'::text))::uuid)"
      expect(policies, name).toEqual([
        `create policy every_clinic on ${name} as permissive for all to needlepoint_operator using true with check true`,
        `create policy own_clinic on ${name} as permissive for all to needlepoint_app using ${own} with check ${own}`,
      ])
    }
  })

  test('has clinic_id first in every primary key, foreign key, unique constraint and unique index', async () => {
    for (const { name, constraints, indexes } of await clinicTables()) {
      expect(
        constraints.filter(({ kind }) => kind === 'primary key'),
        name,
      ).toHaveLength(1)
      for (const { kind, columns, definition } of constraints) {
        if (kind === 'check') continue
        expect(columns[0], `${name}: ${definition}`).toBe('clinic_id')
        if (kind === 'foreign key') expect(definition).toMatch(/REFERENCES \w+\(clinic_id/)
      }
      for (const { columns, definition, unique } of indexes)
        if (unique) expect(columns[0], definition).toBe('clinic_id')
    }
  })

  test('has neither triggers nor sequences', async () => {
    const { tables, sequences } = await schema()
    expect(sequences).toEqual([])
    expect(tables.flatMap(({ triggers }) => triggers)).toEqual([])
  })

  test('lets the app add and read, change a few columns, and delete nothing', async () => {
    for (const { name, grants, columns } of await clinicTables()) {
      expect(grants, name).toContain(`grant insert, select on ${name} to needlepoint_app`)
      const updatable = columns.filter((column) => column.updatable).map((column) => column.name)
      expect({ [name]: updatable }).toEqual({ [name]: mayChange[name] ?? [] })
    }
  })

  test('gives its roles no way past row-level security', async () => {
    const { rows } = await open().database.executeSql(
      `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole from pg_roles
       where rolname like 'needlepoint\\_%' order by rolname`,
    )
    const powerless = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false }
    expect(rows).toEqual([
      { rolname: 'needlepoint_app', ...powerless },
      { rolname: 'needlepoint_operator', ...powerless },
    ])
  })
})
