import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { describeOnEachDatabase, type TestClinic, testClinic } from '../test-support/index.ts'
import { addRow, brokenPromise, json, type Outcome, type Tx } from './index.ts'

const now = () => new Date()

describeOnEachDatabase('A transaction of a clinic', (open) => {
  const addClient = async ({ clinicId, keys }: TestClinic, tx: Tx, id: string, sent = 'a'): Promise<Outcome> =>
    addRow(tx, 'clients', {
      clinic_id: clinicId,
      id,
      fingerprint: keys.fingerprint(sent),
      recorded_at: now(),
      recorded_by: 'system',
    })
  const clientsSeen = async (tx: Tx) => (await tx.selectFrom('clients').select('id').execute()).map(({ id }) => id)

  test('sees its own rows and no others', async () => {
    const [ours, theirs] = [await testClinic(open()), await testClinic(open())]
    const [hers, his] = [newId(Date.now()), newId(Date.now())]
    await ours.run((tx) => addClient(ours, tx, hers))
    await theirs.run((tx) => addClient(theirs, tx, his))
    expect(await ours.run(clientsSeen)).toEqual([hers])
    expect(await theirs.run(clientsSeen)).toEqual([his])
  })

  test('cannot write a row of another clinic, nor move one there', async () => {
    const [ours, theirs] = [await testClinic(open()), await testClinic(open())]
    const error = await ours.run((tx) => addClient(theirs, tx, newId(Date.now()))).catch((thrown) => thrown)
    expect(brokenPromise(error)).toEqual({ promise: 'not-allowed' })
    const moved = ours.run((tx) => sql`update clinics set clinic_id = ${theirs.clinicId}`.execute(tx))
    await expect(moved).rejects.toMatchObject({ code: '42501' })
  })

  test('may use an id that another clinic uses, and learns nothing of it', async () => {
    const [ours, theirs] = [await testClinic(open()), await testClinic(open())]
    const id = newId(Date.now())
    await theirs.run((tx) => addClient(theirs, tx, id))
    expect(await ours.run((tx) => addClient(ours, tx, id, 'other'))).toBe('new')
  })

  test('cannot delete, nor change what was recorded', async () => {
    const clinic = await testClinic(open())
    for (const statement of ['delete from clients', "update clients set recorded_by = 'me'", 'truncate clients']) {
      await expect(clinic.run((tx) => sql.raw(statement).execute(tx))).rejects.toMatchObject({ code: '42501' })
    }
  })

  test('cannot see the accounts, nor take another role', async () => {
    const clinic = await testClinic(open())
    await expect(clinic.run((tx) => sql`select * from accounts.user`.execute(tx))).rejects.toMatchObject({
      code: '42501',
    })
  })

  test('leaves neither its role nor its clinic behind on the connection', async () => {
    const clinic = await testClinic(open())
    await clinic.run(clientsSeen)
    await clinic.run(() => Promise.reject(new Error('undone'))).catch(() => {})
    const { rows } = await open().database.executeSql(
      "select current_user = session_user as itself, coalesce(current_setting('app.clinic_id', true), '') as clinic",
    )
    expect(rows).toEqual([{ itself: true, clinic: '' }])
  })

  test('without a clinic fails instead of seeing everything or nothing', async () => {
    const { database } = open()
    await testClinic(open())
    const unnamed = database.kysely.transaction().execute(async (tx) => {
      await sql`set local role needlepoint_app`.execute(tx)
      return await clientsSeen(tx)
    })
    await expect(unnamed).rejects.toMatchObject({ code: expect.stringMatching(/^(42704|22P02)$/) })
    await expect(database.asClinic("x'; drop table clients; --", clientsSeen)).rejects.toThrow('UUID')
  })

  test('is undone by anything thrown', async () => {
    const clinic = await testClinic(open())
    const undone = clinic.run(async (tx) => {
      await addClient(clinic, tx, newId(Date.now()))
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    expect(await clinic.run(clientsSeen)).toEqual([])
  })

  test('is not committed when the error of a statement was swallowed', async () => {
    const clinic = await testClinic(open())
    const swallowed = clinic.run(async (tx) => {
      await addClient(clinic, tx, newId(Date.now()))
      await sql`select 1 / 0`.execute(tx).catch(() => {})
    })
    await expect(swallowed).rejects.toThrow('nothing was committed')
    expect(await clinic.run(clientsSeen)).toEqual([])
  })

  test('does not open inside another one, which would wait for itself', async () => {
    const clinic = await testClinic(open())
    await expect(clinic.run(() => clinic.run(clientsSeen))).rejects.toThrow('pass on its tx')
    expect(await clinic.run(clientsSeen)).toEqual([])
  })

  test('across clinics sees all of them', async () => {
    const [ours, theirs] = [await testClinic(open()), await testClinic(open())]
    const rows = await open().database.asSystem((tx) => tx.selectFrom('clinics').select('clinic_id').execute())
    expect(rows.map(({ clinic_id }) => clinic_id)).toEqual(expect.arrayContaining([ours.clinicId, theirs.clinicId]))
  })

  test('gives back values as they were given', async () => {
    const clinic = await testClinic(open())
    const at = new Date('2026-03-29T01:59:59.123Z')
    const lot = { id: newId(Date.now()), product: 'Zoë’s 🧵', expires_on: '2027-02-28' }
    const row = await clinic.run(async (tx) => {
      await addRow(tx, 'lots', {
        clinic_id: clinic.clinicId,
        kind: 'cartridge',
        lot: "a'b",
        ...lot,
        fingerprint: clinic.keys.fingerprint(lot),
        recorded_at: at,
        recorded_by: 'system',
      })
      return await tx.selectFrom('lots').selectAll().where('id', '=', lot.id).executeTakeFirstOrThrow()
    })
    expect(row).toMatchObject({ ...lot, lot: "a'b", recorded_at: at, udi: null, recalled_on: null })
    const { rows } = await open().database.executeSql('select $1::jsonb as list, 12.50::numeric as n, 9::bigint as b', [
      json([1, { a: null }]),
    ])
    expect(rows).toEqual([{ list: [1, { a: null }], n: 12.5, b: 9 }])
  })

  test('names a value that cannot be stored as a bad value, and works on', async () => {
    const clinic = await testClinic(open())
    for (const bad of ['\0', 'no uuid']) {
      const error = await clinic.run((tx) => sql`select ${bad}::uuid`.execute(tx)).catch((thrown) => thrown)
      expect(brokenPromise(error)).toEqual({ promise: 'bad-value' })
    }
    const unserialisable = {
      toPostgres: () => {
        throw new Error('not a value')
      },
    }
    await expect(clinic.run((tx) => sql`select ${unserialisable}::text`.execute(tx))).rejects.toThrow('not a value')
    expect(await clinic.run(clientsSeen)).toEqual([])
  })

  test('runs side by side with others, each with its own clinic', async () => {
    const clinics = await Promise.all(Array.from({ length: 8 }, () => testClinic(open())))
    await Promise.all(
      Array.from({ length: 80 }, (_, i) => {
        const clinic = clinics[i % clinics.length] as TestClinic
        return clinic.run((tx) => addClient(clinic, tx, newId(Date.now())))
      }),
    )
    for (const clinic of clinics) expect(await clinic.run(clientsSeen)).toHaveLength(10)
  })

  test('is run again when it lost against another one', async () => {
    const clinic = await testClinic(open())
    let runs = 0
    const count = await clinic.run(async (tx) => {
      runs++
      await addClient(clinic, tx, newId(Date.now()))
      if (runs < 3) await sql`do $$ begin raise exception 'lost' using errcode = '40001'; end $$`.execute(tx)
      return (await clientsSeen(tx)).length
    })
    expect({ runs, count }).toEqual({ runs: 3, count: 1 })
  })

  test('sent twice adds one row, and another content under the same id is refused', async () => {
    const clinic = await testClinic(open())
    const id = newId(Date.now())
    const send = (sent: string) => clinic.run((tx) => addClient(clinic, tx, id, sent))
    expect(await send('a')).toBe('new')
    expect(await send('a')).toBe('same')
    expect(await send('b')).toBe('refused')
    const both = await Promise.all(
      [newId(Date.now())].flatMap((one) => [0, 1].map(() => clinic.run((tx) => addClient(clinic, tx, one)))),
    )
    expect(both.sort()).toEqual(['new', 'same'])
  })

  test('lets one correction of a version win, and tells the other', async () => {
    const clinic = await testClinic(open())
    const price = (id: string, supersedes: string | null, amount: number) =>
      clinic.run((tx) =>
        addRow(tx, 'prices', {
          clinic_id: clinic.clinicId,
          id,
          supersedes,
          item: 'session',
          amount,
          currency: 'EUR',
          valid_from: '2026-01-01',
          fingerprint: clinic.keys.fingerprint({ id, supersedes, amount }),
          recorded_at: now(),
          recorded_by: 'system',
        }),
      )
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()] as const
    expect(await price(first, null, 100)).toBe('new')
    expect(await price(second, first, 120)).toBe('new')
    expect(await price(third, first, 130)).toBe('superseded')
    expect(await price(second, first, 120)).toBe('same')
  })
})
