import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { connected, statement } from '../test-support/connection.ts'
import { describeOnEachDatabase, testClinic } from '../test-support/index.ts'
import type { PooledConnection } from './driver.ts'

describeOnEachDatabase('Statements of one transaction', (open) => {
  const onConnection = <Result>(work: (connection: PooledConnection) => Promise<Result>): Promise<Result> =>
    connected(open().database, work)

  test('that are asked together each get their own answer, in whatever order they are awaited', async () => {
    const clinic = await testClinic(open())
    const answers = await clinic.run(async (tx) => {
      const asked = Array.from({ length: 50 }, (_, i) => sql<{ n: number }>`select ${i}::int as n`.execute(tx))
      return (await Promise.all(asked.reverse())).map(({ rows }) => rows[0]?.n)
    })
    expect(answers).toEqual(Array.from({ length: 50 }, (_, i) => 49 - i))
  })

  test('are all undone when one of those asked together fails', async () => {
    const clinic = await testClinic(open())
    await sql`create table if not exists public.asked_together (n int)`.execute(open().database.kysely)
    await sql`grant insert, select on public.asked_together to needlepoint_app`.execute(open().database.kysely)
    const undone = clinic.run((tx) =>
      Promise.all([
        sql`insert into asked_together values (1)`.execute(tx),
        sql`select 1 / 0`.execute(tx),
        sql`insert into asked_together values (2)`.execute(tx),
      ]),
    )
    await expect(undone).rejects.toMatchObject({ code: '22012' })
    expect((await sql`select from asked_together`.execute(open().database.kysely)).rows).toEqual([])
    await clinic.run((tx) => sql`select 1`.execute(tx))
  })

  test('run with its role or not at all: where it does not open, nothing is handed out and nothing is changed', async () => {
    await sql`create table if not exists public.never_opened (n int)`.execute(open().database.kysely)
    await onConnection(async (connection) => {
      connection.open({}, 'set local role no_such_role')
      const asked = await Promise.allSettled([
        connection.executeQuery(statement('select 1 as n')),
        connection.executeQuery(statement('insert into public.never_opened values ($1)', 1)),
        connection.executeQuery(
          statement('with added as (insert into public.never_opened values (2) returning n) select 3'),
        ),
        connection.commit(),
      ])
      for (const each of asked) expect(each).toMatchObject({ status: 'rejected', reason: { code: '22023' } })
    })
    // As if `begin` itself had not been understood, after which every statement would stand for itself.
    await onConnection(async (connection) => {
      connection.open({}, 'no statement at all')
      const asked = await Promise.allSettled([
        connection.executeQuery(statement('select 1 as n')),
        connection.executeQuery(statement('insert into public.never_opened values ($1)', 3)),
      ])
      for (const each of asked) expect(each).toMatchObject({ status: 'rejected', reason: { code: '42601' } })
    })
    expect((await sql`select from never_opened`.execute(open().database.kysely)).rows).toEqual([])
  })

  test('cannot come after its end, where they would run without its role', async () => {
    const clinic = await testClinic(open())
    let late: (() => Promise<unknown>) | undefined
    await clinic.run(async (tx) => {
      late = () => sql`select 1`.execute(tx)
      return await sql`select 1`.execute(tx)
    })
    await expect(late?.()).rejects.toThrow('has ended')
  })
})
