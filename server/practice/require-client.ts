/** What a step of care has to know of the person whom a record is about: where her days are counted, how she reads, how old she is. */
import { dateAt, type ISODate, type Zone } from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import { findClientRow } from './clients.ts'

export interface Person {
  readonly clientId: string
  /** Her days are counted here. */
  readonly zone: Zone
  /** Her date. */
  readonly today: ISODate
  /** BCP 47. */
  readonly language: string
  readonly born: ISODate | null
  /** The record is closed, and kept until this day; null for everybody else. */
  readonly keptUntil: ISODate | null
}

/** @throws problems.notFound */
export async function requireClient(
  context: Pick<Context, 'tx' | 'clinicId' | 'keys' | 'now'>,
  clientId: string,
): Promise<Person> {
  const row = await findClientRow(context, clientId)
  if (!row) throw problems.notFound('client')
  const { details_id, zone, language, born_enc, kept_until: keptUntil } = row
  return {
    clientId,
    keptUntil,
    zone,
    today: dateAt(context.now, zone),
    language,
    born: context.keys.openOptional({ table: 'client_details', column: 'born_enc', id: details_id }, born_enc),
  }
}

/**
 * For whatever writes about her: a record that is only kept stays as it is.
 * @throws problems.notFound, problems.retentionHold
 */
export async function requireOpenRecord(
  context: Pick<Context, 'tx' | 'clinicId' | 'keys' | 'now'>,
  clientId: string,
): Promise<Person> {
  const person = await requireClient(context, clientId)
  if (person.keptUntil === null) return person
  throw problems.retentionHold(
    `This client had her data erased. What has to be kept is kept as it is until ${person.keptUntil}.`,
  )
}
