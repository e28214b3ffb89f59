import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Stage, stages } from '@needlepoint/contract'
import { dateAt, decisions, levels } from '@needlepoint/pathway'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { siteOf } from '../../accounts/origin.ts'
import { verifyAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../database/index.ts'
import { FileStore, FolderStore } from '../../files/index.ts'
import { stagesOf } from '../../practice/progress.ts'
import { describeOnEachDatabase, type TestApp, testApp, testPathway } from '../../test-support/index.ts'
import { fullName, readTables } from '../backup/tables.ts'
import { type DemoParts, makeDemo } from './make-demo.ts'
import { removeDemo } from './remove-demo.ts'
import { showDemo } from './show-demo.ts'

/** Where each of them stands. */
const standing: Readonly<Record<string, Stage>> = {
  Added: 'added',
  Invited: 'added',
  'Half way': 'in-review',
  Proceed: 'screened',
  'With care': 'screened',
  'In review': 'in-review',
  Overridden: 'screened',
  'Not now': 'not-now',
  'Not here': 'not-now',
  Minor: 'not-now',
  Planned: 'planned',
  Consented: 'consented',
  Withdrawn: 'planned',
  'Cold sore': 'consented',
  Ready: 'ready',
  'Just treated': 'healing',
  Leaving: 'healing',
  'Day 1 calm': 'healing',
  'Day 1 alarm': 'healing',
  'Day 3 calm': 'healing',
  'Day 3 worry': 'healing',
  'Day 7 watch': 'healing',
  'Day 7 call': 'healing',
  'Day 14 calm': 'healing',
  'Day 14 marks': 'healing',
  'Recalled lot': 'healing',
  Amended: 'healing',
  'Far away': 'healing',
  Healed: 'healed',
}

describeOnEachDatabase('The demo', (open, kind) => {
  // Five past midnight, and the hour that the clock shows twice.
  const now = Date.parse(kind === 'embedded' ? '2026-11-20T23:05:00Z' : '2026-10-25T00:40:00Z')
  let folder = ''
  let other: TestApp
  let parts: DemoParts
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'needlepoint-demo-'))
    other = await testApp(open(), [])
    await other.addClient('Ada Example')
    parts = {
      ...open(),
      files: new FileStore(new FolderStore(folder)),
      site: siteOf('http://localhost:8080'),
      pathwayFor: async () => testPathway,
      now: () => now,
      zone: 'Europe/Berlin',
    }
  })
  afterAll(async () => {
    await other.close()
    await rm(folder, { recursive: true })
  })

  async function filesOf(clinicId: string): Promise<string[]> {
    const names: string[] = []
    for await (const name of parts.files.list(clinicId)) names.push(name)
    return names
  }
  /** How many rows each table has: of the clinic where it has clinics, else in all. */
  const countRows = (clinicId: string) =>
    open().database.asSystem(async (tx) => {
      const counts: Record<string, number> = {}
      for (const table of await readTables(tx)) {
        const ofClinic = table.columns.some(({ name }) => name === 'clinic_id')
        const which = ofClinic ? sql`where clinic_id = ${clinicId}` : sql``
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from ${sql.table(fullName(table))} ${which}`.execute(tx)
        counts[fullName(table)] = rows[0]?.n ?? -1
      }
      return counts
    })
  const ask = <Row>(clinicId: string, query: (tx: Tx) => Promise<Row[]>) => open().database.asClinic(clinicId, query)

  test('has somebody at every step, tells of every decision and every level, and goes without a trace', async () => {
    const before = await countRows(other.clinic.clinicId)
    const clinicId = await makeDemo(parts)
    await expect(makeDemo(parts)).rejects.toMatchObject({ code: 'already-done' })

    const demo = await showDemo(parts)
    expect(demo).toMatchObject({ clinicId, name: 'Demo clinic', madeAt: new Date(now).toISOString() })
    expect(demo?.staff.map(({ role }) => role)).toEqual(['owner', 'clinician', 'practitioner', 'front-desk', 'auditor'])
    const people = demo?.clients ?? []
    const reached = await ask(clinicId, async (tx) => {
      const context = { tx, clinicId, now, today: dateAt(now, 'Europe/Berlin'), pathway: testPathway } as Context
      return [
        ...(await stagesOf(
          context,
          people.map(({ clientId }) => clientId),
        )),
      ]
    })
    const stageOf = new Map(reached)
    expect(
      Object.fromEntries(
        people.map(({ clientId, name }) => [name.slice('Demo client 01 '.length), stageOf.get(clientId)]),
      ),
    ).toEqual(standing)
    expect(new Set(stageOf.values())).toEqual(new Set(stages))
    for (const { name, shows } of people) {
      expect(name).toMatch(/^Demo client \d\d /)
      expect(shows).toMatch(/^[A-Z].{20,}\.$/)
    }

    const decided = await ask(clinicId, (tx) => tx.selectFrom('screenings').select('at_most').distinct().execute())
    expect(new Set(decided.map((row) => row.at_most))).toEqual(new Set(decisions))
    const unread = await ask(clinicId, (tx) =>
      tx
        .selectFrom('check_ins as i')
        .leftJoin('check_in_reads as r', (join) =>
          join.onRef('r.clinic_id', '=', 'i.clinic_id').onRef('r.check_in_id', '=', 'i.id'),
        )
        .select('i.level')
        .distinct()
        .where('r.id', 'is', null)
        .execute(),
    )
    expect(new Set(unread.map(({ level }) => level))).toEqual(new Set(levels))
    const counts = await countRows(clinicId)
    for (const table of [
      'overrides',
      'consent_withdrawals',
      'guardians',
      'client_links',
      'files',
      'stock_moves',
      'prices',
    ])
      expect([table, counts[`public.${table}`] ?? 0]).toEqual([table, expect.toSatisfy((n: number) => n > 0)])
    const [recalled] = await ask(clinicId, (tx) =>
      tx
        .selectFrom('sessions as s')
        .innerJoin('lots as l', 'l.id', 's.cartridge_lot_id')
        .select('s.id')
        .where('l.recalled_on', 'is not', null)
        .execute(),
    )
    expect(recalled).toBeDefined()

    // It reads as the history of a clinic: nothing is told before what it follows from, and nothing is to come.
    expect(await verifyAudit(open().database, open().keyRing, clinicId)).toMatchObject({ whole: true })
    const times = (await ask(clinicId, (tx) => tx.selectFrom('audit_lines').select('at').orderBy('seq').execute())).map(
      ({ at }) => at.getTime(),
    )
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)).toBeLessThanOrEqual(now)
    // It writes to nobody.
    expect(counts['public.outgoing_mail']).toBe(0)
    expect((await filesOf(clinicId)).length).toBeGreaterThan(2)

    expect(await removeDemo(parts)).toBe(true)
    const left = await countRows(clinicId)
    expect(
      Object.entries(left).filter(([table, n]) => n > 0 && table.startsWith('public.') && table !== 'public.protocols'),
    ).toEqual([])
    expect(await filesOf(clinicId)).toEqual([])
    // Accounts and jobs belong to no clinic by a column, and are counted in all; so is what others have.
    expect(await countRows(other.clinic.clinicId)).toEqual(before)
    expect(await readdir(folder, { recursive: true })).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/[0-9a-f]{64}$/)]),
    )
    expect(await showDemo(parts)).toBeUndefined()
    expect(await removeDemo(parts)).toBe(false)
  })

  test('is there as a whole or not at all, and no other clinic is ever taken for it', async () => {
    const before = await countRows(other.clinic.clinicId)
    const breaking = {
      ...parts,
      pathwayFor: async () => {
        throw new Error('no protocol')
      },
    }
    await expect(makeDemo(breaking)).rejects.toThrow('no protocol')
    expect(await showDemo(parts)).toBeUndefined()
    expect(await removeDemo(parts)).toBe(false)
    expect(await countRows(other.clinic.clinicId)).toEqual(before)
  })
})
