import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnEachDatabase } from '../test-support/index.ts'
import { prepared } from './prepared.ts'

describeOnEachDatabase('A statement that is prepared once', (opened) => {
  test('gives each caller the answer to her own values', async () => {
    let built = 0
    const add = prepared((_, { first, second }: { first: number; second: number | null }) => {
      built++
      return sql<{ sum: number | null; ten: number }>`select ${first}::int + ${second}::int as sum, ${10}::int as ten`
    })
    const { database } = opened()
    const answers = await database.asSystem((tx) =>
      Promise.all([1, 2, 3].map(async (first) => (await add(tx, { first, second: first * 10 })).rows)),
    )
    expect(answers).toEqual([11, 22, 33].map((sum) => [{ sum, ten: 10 }]))
    expect(await database.asSystem(async (tx) => (await add(tx, { first: 1, second: null })).rows)).toEqual([
      { sum: null, ten: 10 },
    ])
    expect(built).toBe(1)
  })

  test('says how many rows it changed', async () => {
    const rename = prepared((tx, { name }: { name: string }) =>
      tx
        .updateTable('clinics')
        .set({ demo: false } as never)
        .where('name', '=', name),
    )
    const { database } = opened()
    const { numAffectedRows } = await database.asSystem((tx) => rename(tx, { name: 'Nobody' }))
    expect(numAffectedRows).toBe(0n)
  })

  test('whose text would depend on a value, or that lacks one, is refused', async () => {
    const byLength = prepared((_, { name }: { name: string }) => sql`select ${`${name}!`}`)
    const ofTwo = prepared((_, { one, two }: { one: number; two?: number }) => sql`select ${one}::int, ${two}::int`)
    const { database } = opened()
    await expect(database.asSystem((tx) => byLength(tx, { name: 'Ada' }))).rejects.toThrow('must not depend on “name”')
    await expect(database.asSystem((tx) => ofTwo(tx, { one: 1 }))).rejects.toThrow('“two” is missing')
  })
})
