import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import { describeOnEachDatabase, type TestClinic, testClinic } from '../test-support/index.ts'
import { audit, verifyAudit } from './audit.ts'

const actor: Actor = { kind: 'staff', id: newId(Date.now()), name: 'Dr Example', roles: ['clinician'] }

describeOnEachDatabase('The audit chain', (open) => {
  const write = ({ clinicId, keys, run }: TestClinic, subject: string) =>
    run((tx) =>
      audit(
        { tx, clinicId, keys, actor, now: Date.now() },
        { action: 'test.done', subject, details: { n: 1, a: [null, 'é'] } },
      ),
    )
  const withLines = async (count: number) => {
    const clinic = await testClinic(open())
    for (let i = 1; i <= count; i++) await write(clinic, `subject ${i}`)
    return clinic
  }
  const verify = ({ clinicId }: TestClinic) => verifyAudit(open().database, open().keyRing, clinicId)
  /** As somebody does who has the database, but not the keys. */
  const tamper = (statement: ReturnType<typeof sql>) => open().database.asSystem((tx) => statement.execute(tx))

  test('is whole when nobody touched it', async () => {
    const clinic = await withLines(5)
    expect(await verify(clinic)).toEqual({ whole: true, lines: 5 })
    expect(await verify(await testClinic(open()))).toEqual({ whole: true, lines: 0 })
  })

  test('has no gap and no fork when many write at once', async () => {
    const clinic = await testClinic(open())
    await Promise.all(Array.from({ length: 30 }, (_, i) => write(clinic, `${i}`)))
    expect(await verify(clinic)).toEqual({ whole: true, lines: 30 })
  })

  test('says nothing of a write that was undone', async () => {
    const clinic = await withLines(1)
    const { clinicId, keys } = clinic
    const undone = clinic.run(async (tx) => {
      await audit({ tx, clinicId, keys, actor, now: 0 }, { action: 'test.done', subject: 'x' })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await verify(clinic)).toEqual({ whole: true, lines: 1 })
  })

  test.each([
    ['subject', sql`subject = 'other'`],
    ['actor', sql`actor = 'system'`],
    ['details', sql`details = '{"n":2}'`],
    ['time', sql`at = at + interval '1 ms'`],
    ['hash', sql`hash = previous_hash`],
    ['previous hash', sql`previous_hash = hash`],
  ])('names the first line whose %s was changed', async (_, change) => {
    const clinic = await withLines(5)
    await tamper(sql`update audit_lines set ${change} where clinic_id = ${clinic.clinicId} and seq in (3, 4)`)
    expect(await verify(clinic)).toMatchObject({ whole: false, seq: 3 })
  })

  test('names the first line that was deleted, also at the end', async () => {
    for (const seq of [1, 3, 5]) {
      const clinic = await withLines(5)
      await tamper(sql`delete from audit_lines where clinic_id = ${clinic.clinicId} and seq = ${seq}`)
      expect(await verify(clinic)).toMatchObject({ whole: false, seq })
    }
  })

  test('names the first of two lines that were swapped', async () => {
    const clinic = await withLines(5)
    const set = (from: number, to: number) =>
      tamper(sql`update audit_lines set seq = ${to} where clinic_id = ${clinic.clinicId} and seq = ${from}`)
    await set(2, 99)
    await set(4, 2)
    await set(99, 4)
    expect(await verify(clinic)).toMatchObject({ whole: false, seq: 2 })
  })

  test('is found out when its end was cut off together with the head, or when it has no head', async () => {
    const clinic = await withLines(5)
    await tamper(sql`delete from audit_lines where clinic_id = ${clinic.clinicId} and seq > 3`)
    await tamper(sql`update audit_heads set seq = 3, hash = (
      select hash from audit_lines l where l.clinic_id = ${clinic.clinicId} and l.seq = 3) where clinic_id = ${clinic.clinicId}`)
    expect(await verify(clinic)).toMatchObject({ whole: false, why: expect.stringContaining('seal') })
    await tamper(sql`delete from audit_heads where clinic_id = ${clinic.clinicId}`)
    expect(await verify(clinic)).toMatchObject({ whole: false, why: expect.stringContaining('head') })
  })

  test('does not accept the lines of another clinic', async () => {
    const [ours, theirs] = [await withLines(2), await withLines(2)]
    await tamper(sql`delete from audit_lines where clinic_id = ${ours.clinicId}`)
    await tamper(sql`insert into audit_lines select ${ours.clinicId}::uuid, seq, at, actor, action, subject, details,
      previous_hash, hash from audit_lines where clinic_id = ${theirs.clinicId}`)
    expect(await verify(ours)).toMatchObject({ whole: false, seq: 1 })
  })
})
