/** Makes, unwraps, rotates and rewraps the keys of clinics. One for each server; it remembers what it has unwrapped. */
import { randomBytes } from 'node:crypto'
import type { Database, Tx } from '../database/index.ts'
import { newId } from '../ids.ts'
import { decrypt, encrypt } from './cipher.ts'
import { ClinicKeys, type DataKey } from './clinic-keys.ts'
import { type MasterKey, MasterKeyProblem, type MasterKeys } from './master-keys.ts'

/** How long unwrapped keys are believed to be all there are. */
const believedFor = 30_000
/** A new key is used only when every server has asked again. */
const usedAfter = 2 * believedFor

/** Stands where a ciphertext names its key: the row's master_key_id names the master key. */
const wrappingId = '00000000-0000-0000-0000-000000000000'

interface Remembered {
  readonly keys: ClinicKeys
  readonly until: number
}

interface WrappedKey {
  readonly clinic_id: string
  readonly id: string
  readonly purpose: 'data' | 'index'
  readonly wrapped: Buffer
  readonly master_key_id: string
  readonly used_from: Date
}

export class KeyRing {
  readonly #masters: MasterKeys
  readonly #now: () => number
  readonly #remembered = new Map<string, Remembered>()

  constructor(masters: MasterKeys, now: () => number = Date.now) {
    this.#masters = masters
    this.#now = now
  }

  /** Makes the first keys of a clinic, in the transaction that makes the clinic. */
  async makeKeys(tx: Tx, clinicId: string): Promise<ClinicKeys> {
    const now = this.#now()
    await this.#add(tx, clinicId, 'index', now)
    await this.#add(tx, clinicId, 'data', now)
    return (await this.#read(tx, clinicId)).keys
  }

  /**
   * @param tx of this clinic, or across clinics
   * @throws MasterKeyProblem when another master key has wrapped them
   */
  async forClinic(tx: Tx, clinicId: string): Promise<ClinicKeys> {
    const known = this.#remembered.get(clinicId)
    if (known && known.until > this.#now()) return known.keys
    const { keys, newest } = await this.#read(tx, clinicId)
    // A transaction that is still open may have made them, and may be undone: such keys are not believed in.
    if (newest < this.#now() - usedAfter) this.#remembered.set(clinicId, { keys, until: this.#now() + believedFor })
    return keys
  }

  /** Adds a data key. What was encrypted before stays readable; in a minute what is new is encrypted with it. */
  async rotate(tx: Tx, clinicId: string): Promise<void> {
    await this.#add(tx, clinicId, 'data', this.#now() + usedAfter)
    this.#remembered.delete(clinicId)
  }

  /**
   * Wraps every clinic's keys under the current master key. What they encrypt is not touched.
   * @returns how many keys were under an older one
   */
  async rewrap(database: Database): Promise<number> {
    return await database.asSystem(async (tx) => {
      const { current } = this.#masters
      const rows = await tx
        .selectFrom('clinic_keys')
        .selectAll()
        .where('master_key_id', '!=', current.id)
        .forUpdate()
        .execute()
      for (const row of rows) {
        await tx
          // The app may not change a key; the operator may.
          .updateTable('clinic_keys' as never)
          .set({ wrapped: wrap(current, row, this.#unwrap(row)), master_key_id: current.id } as never)
          .where('clinic_id' as never, '=', row.clinic_id as never)
          .where('id' as never, '=', row.id as never)
          .execute()
      }
      return rows.length
    })
  }

  /** Makes sure at the start that the master key is the right one. @throws MasterKeyProblem */
  async check(database: Database): Promise<void> {
    const rows = await database.asSystem((tx) =>
      tx.selectFrom('clinic_keys').selectAll().orderBy('clinic_id').execute(),
    )
    for (const row of rows) this.#unwrap(row)
  }

  async #add(tx: Tx, clinicId: string, purpose: WrappedKey['purpose'], usedFrom: number): Promise<void> {
    const now = this.#now()
    const { current } = this.#masters
    const row = { clinic_id: clinicId, id: newId(now), purpose }
    await tx
      .insertInto('clinic_keys')
      .values({
        ...row,
        wrapped: wrap(current, row, randomBytes(32)),
        master_key_id: current.id,
        used_from: new Date(usedFrom),
        created_at: new Date(now),
      })
      .execute()
  }

  /** @returns the keys, and when the newest was made */
  async #read(tx: Tx, clinicId: string): Promise<{ keys: ClinicKeys; newest: number }> {
    const rows = await tx.selectFrom('clinic_keys').selectAll().where('clinic_id', '=', clinicId).execute()
    const index = rows.find(({ purpose }) => purpose === 'index')
    const data = rows
      .filter(({ purpose }) => purpose === 'data')
      .map((row): DataKey => ({ id: row.id, key: this.#unwrap(row), usedFrom: row.used_from.getTime() }))
    if (!index || data.length === 0) throw new MasterKeyProblem(`The clinic ${clinicId} has no keys.`)
    const keys = new ClinicKeys(clinicId, data, this.#unwrap(index), this.#now)
    return { keys, newest: Math.max(...rows.map((row) => row.created_at.getTime())) }
  }

  #unwrap(row: WrappedKey): Buffer {
    const { current, older } = this.#masters
    const master = [current, ...older].find(({ id }) => id === row.master_key_id)
    if (!master) {
      throw new MasterKeyProblem(
        `The clinics' keys are under the master key ${row.master_key_id}, and the one in use is ${current.id}. ` +
          'Put that key back, or add it after a comma to NEEDLEPOINT_MASTER_KEY.',
      )
    }
    return decrypt(() => master.key, placeOf(row), row.wrapped)
  }
}

function wrap({ key }: MasterKey, row: Pick<WrappedKey, 'clinic_id' | 'id' | 'purpose'>, bytes: Buffer): Buffer {
  return encrypt({ id: wrappingId, key }, placeOf(row), bytes)
}

function placeOf({ clinic_id, id, purpose }: Pick<WrappedKey, 'clinic_id' | 'id' | 'purpose'>): string {
  return `${clinic_id}/clinic_keys/${purpose}/${id}`
}
