/**
 * For the test of durability: tells what the database holds, then adds clients, one transaction each, and tells the id of each
 * once its commit is acknowledged. It ends by being killed.
 */
import { writeSync } from 'node:fs'
import { audit, beginAudit, verifyAudit } from '../audit/audit.ts'
import { addRow, migrate, openDatabase } from '../database/index.ts'
import { newId } from '../ids.ts'
import { KeyRing, loadMasterKeys } from '../keys/index.ts'

const [dataFolder = '', databaseUrl, clinicId = ''] = process.argv.slice(2)
const say = (line: string) => writeSync(1, `${line}\n`)

const database = await openDatabase({ dataFolder, databaseUrl: databaseUrl || undefined })
await migrate(database)
const keyRing = new KeyRing(loadMasterKeys({ dataFolder }, true))
const keys = await database.asClinic(clinicId, async (tx) => {
  if (await tx.selectFrom('clinics').select('clinic_id').executeTakeFirst())
    return await keyRing.forClinic(tx, clinicId)
  const row = { clinic_id: clinicId, name: 'Durable', zone: 'Europe/Berlin', created_at: new Date() }
  await tx.insertInto('clinics').values(row).execute()
  const made = await keyRing.makeKeys(tx, clinicId)
  await beginAudit(tx, clinicId, made)
  return made
})
const held = await database.asClinic(clinicId, (tx) => tx.selectFrom('clients').select('id').execute())
for (const { id } of held) say(`holds ${id}`)
const verdict = await verifyAudit(database, keyRing, clinicId)
say(`audit ${JSON.stringify(verdict)}`)

for (;;) {
  const now = Date.now()
  const id = newId(now)
  await database.asClinic(clinicId, async (tx) => {
    await addRow(tx, 'clients', {
      clinic_id: clinicId,
      id,
      fingerprint: keys.fingerprint(id),
      recorded_at: new Date(now),
      recorded_by: 'system',
    })
    await audit({ tx, clinicId, keys, now, actor: { kind: 'system' } }, { action: 'client.added', subject: id })
  })
  say(`wrote ${id}`)
}
