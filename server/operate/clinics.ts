/** Which clinics there are, and which one an operator means. */
import type { Database } from '../database/index.ts'
import { OperateProblem } from './problem.ts'

export interface ListedClinic {
  readonly clinicId: string
  readonly name: string
  readonly zone: string
  readonly language: string
  readonly demo: boolean
}

export async function listClinics(database: Database): Promise<ListedClinic[]> {
  return await database.asSystem((tx) =>
    tx
      .selectFrom('clinics')
      .select(['clinic_id as clinicId', 'name', 'zone', 'language', 'demo'])
      .orderBy('created_at')
      .orderBy('clinic_id')
      .execute(),
  )
}

/**
 * @param wanted an id or a name; the only clinic that is no demo when not given
 * @throws OperateProblem naming those that there are
 */
export async function chooseClinic(database: Database, wanted: string | undefined): Promise<ListedClinic> {
  const clinics = await listClinics(database)
  const real = clinics.filter(({ demo }) => !demo)
  const meant =
    wanted === undefined
      ? real.length > 0
        ? real
        : clinics
      : clinics.filter(({ clinicId, name }) => clinicId === wanted || name.toLowerCase() === wanted.toLowerCase())
  const [only, ...more] = meant
  if (only && more.length === 0) return only
  if (clinics.length === 0) {
    throw new OperateProblem('There is no clinic yet. Make one with `needlepoint user clinic add --name NAME`.')
  }
  const all = clinics.map(({ clinicId, name }) => `${clinicId} (${name})`).join(', ')
  if (wanted === undefined) throw new OperateProblem(`Which clinic? Name it with --clinic. There are: ${all}.`)
  if (only) throw new OperateProblem(`Several clinics are called “${wanted}”. Name the id. There are: ${all}.`)
  throw new OperateProblem(`There is no clinic “${wanted}”. There are: ${all}.`)
}
