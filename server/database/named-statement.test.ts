/** Statements under a name behave as those without one, on every connection and at every repetition. On the embedded database both are the same. */
import { expect, test } from 'vitest'
import { connected, statement } from '../test-support/connection.ts'
import { describeOnEachDatabase } from '../test-support/index.ts'
import type { PooledConnection } from './driver.ts'

describeOnEachDatabase('A statement under a name', (open, kind) => {
  const onConnection = <Result>(work: (connection: PooledConnection) => Promise<Result>): Promise<Result> =>
    connected(open().database, work)

  test('gives the same rows the first time and the third, of each kind of value, and of none', async () => {
    const all = statement(
      `select $1::text as text, $2::int as int, $3::date as date, $4::jsonb as json, $5::bytea as bytes, $6::text[] as list,
       $7::timestamptz as at, $8::bool as yes, null::text as nothing, 5::int8 as big from generate_series(1, 2)`,
      ...[
        'ä “x”',
        7,
        '2026-02-03',
        '{"a":[1]}',
        Buffer.from([0, 255]),
        ['a', 'b,"c'],
        new Date(1_700_000_000_123),
        true,
      ],
    )
    const row = {
      text: 'ä “x”',
      int: 7,
      date: '2026-02-03',
      json: { a: [1] },
      bytes: Buffer.from([0, 255]),
      list: ['a', 'b,"c'],
      at: new Date(1_700_000_000_123),
      yes: true,
      nothing: null,
      big: 5,
    }
    await onConnection(async (connection) => {
      for (let time = 0; time < 3; time++) expect((await connection.executeQuery(all)).rows).toEqual([row, row])
      const none = statement('select $1::int as n where false', 1)
      for (let time = 0; time < 2; time++) expect((await connection.executeQuery(none)).rows).toEqual([])
    })
  })

  test('says how many rows it changed, the first time and later', async () => {
    await onConnection(async (connection) => {
      await connection.executeQuery(statement('create temporary table changed (n int)'))
      const insert = statement('insert into changed values ($1), ($1)', 1)
      for (let time = 0; time < 3; time++) {
        expect(await connection.executeQuery(insert)).toEqual({ rows: [], numAffectedRows: 2n })
      }
      const update = statement('update changed set n = 2 where n = $1', 1)
      expect((await connection.executeQuery(update)).numAffectedRows).toBe(6n)
      expect((await connection.executeQuery(update)).numAffectedRows).toBe(0n)
      const back = statement('delete from changed where n = $1 returning n', 2)
      expect(await connection.executeQuery(back)).toMatchObject({ rows: Array(6).fill({ n: 2 }), numAffectedRows: 6n })
    })
  })

  test('that failed once is sent again, and the one behind it gets its own answer', async () => {
    await onConnection(async (connection) => {
      const divide = (by: number) => statement('select 10 / $1::int as n', by)
      const missing = statement('select $1::int as n from no_such_table', 1)
      const asked = [divide(5), missing, divide(0), divide(2), divide(1)]
      const answers = await Promise.allSettled(asked.map((each) => connection.executeQuery(each)))
      expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.rows : answer.reason.code))).toEqual(
        [[{ n: 2 }], '42P01', '22012', [{ n: 5 }], [{ n: 10 }]],
      )
      // Not “there is no such statement”: it is prepared again.
      await expect(connection.executeQuery(missing)).rejects.toMatchObject({ code: '42P01' })
    })
  })

  test('whose answer or value cannot be read fails alone', async () => {
    await onConnection(async (connection) => {
      const large = statement('select $1::int8 as n', '9007199254740993')
      await expect(connection.executeQuery(large)).rejects.toThrow('more than a number can hold')
      // Where they are asked one by one, `pg` writes them itself.
      if (kind === 'postgres') {
        const circular: { self?: unknown } = {}
        circular.self = circular
        await expect(connection.executeQuery(statement('select $1::text as t', circular))).rejects.toThrow('circular')
      }
      expect((await connection.executeQuery(statement('select $1::int8 as n', 4))).rows).toEqual([{ n: 4 }])
    })
  })

  test('never hands out values under the names of columns that have changed since', async () => {
    const read = statement('select * from changing where n = $1', 1)
    const create = (columns: string) =>
      open().database.executeSql(`drop table if exists public.changing; create table public.changing (${columns})`)
    await create('n int, old int')
    await open().database.executeSql('insert into public.changing values (1, 2)')
    await onConnection(async (connection) => {
      expect((await connection.executeQuery(read)).rows).toEqual([{ n: 1, old: 2 }])
    })
    await open().database.executeSql('alter table public.changing add added int default 3')
    for (let time = 0; time < 12; time++) {
      const rows = await onConnection((connection) => connection.executeQuery(read)).then(
        (answer) => answer.rows,
        (error) => error.code,
      )
      // PostgreSQL refuses on a connection that had it prepared; another one gets all columns.
      if (rows !== '0A000') expect(rows).toEqual([{ n: 1, old: 2, added: 3 }])
    }
    await open().database.executeSql('drop table public.changing')
  })
})
