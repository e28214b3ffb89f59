/** All SQL about check-ins and who read them. */
import type { DeviceTriage, HeldAgainst } from '@needlepoint/contract'
import { type Answers, type Level, levels, type Triage } from '@needlepoint/pathway'
import { type SqlBool, sql } from 'kysely'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, json, type Outcome, prepared } from '../database/index.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>
interface ById {
  readonly clinicId: string
  readonly id: string
}

const wordsPlace = (id: string) => ({ table: 'check_ins', column: 'words_enc', id })

export interface NewCheckIn {
  readonly id: string
  readonly clientId: string
  /** The version that the device knew. */
  readonly sessionId: string
  /** Milliseconds since 1970, by the clock of the device. */
  readonly reportedAt: number
  readonly report: Answers
  readonly words: string | undefined
  readonly heldAgainst: HeldAgainst
  readonly triage: Triage
  readonly deviceTriage: DeviceTriage | undefined
  readonly differs: boolean
  readonly level: Level
  readonly urgency: Level
  readonly fingerprint: Buffer
}

export function addCheckIn({ tx, clinicId, actor, now, keys }: Context, checkIn: NewCheckIn): Promise<Outcome> {
  const { id, triage, deviceTriage } = checkIn
  return addRow(tx, 'check_ins', {
    clinic_id: clinicId,
    id,
    client_id: checkIn.clientId,
    session_id: checkIn.sessionId,
    reported_at: new Date(checkIn.reportedAt),
    report: json(checkIn.report),
    words_enc: keys.sealOptional(wordsPlace(id), checkIn.words),
    held_against: json(checkIn.heldAgainst),
    triage: json(triage),
    device_triage: deviceTriage ? json(deviceTriage) : null,
    differs: checkIn.differs,
    level: checkIn.level,
    urgency: checkIn.urgency,
    protocol_hash: triage.protocol,
    fingerprint: checkIn.fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

const urgentFirst = [...levels].reverse()
/** The lowest cannot wait. What is certain goes before what open answers could still make as urgent. */
const rank = sql<number>`10 * array_position(${urgentFirst}::text[], c.urgency) + array_position(${urgentFirst}::text[], c.level)`

const rows = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('check_ins as c')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('check_in_reads as r')
          .select('r.read_at')
          .whereRef('r.clinic_id', '=', 'c.clinic_id')
          .whereRef('r.check_in_id', '=', 'c.id')
          .orderBy('r.read_at')
          .limit(1)
          .as('first_read'),
      (join) => join.onTrue(),
    )
    .selectAll('c')
    .select(['first_read.read_at', rank.as('rank')])
    .where('c.clinic_id', '=', clinicId)

export interface CheckInRow {
  readonly id: string
  readonly client_id: string
  readonly session_id: string
  readonly reported_at: Date
  readonly report: Answers
  readonly words_enc: Buffer | null
  readonly triage: Triage
  readonly device_triage: DeviceTriage | null
  readonly differs: boolean
  readonly level: Level
  readonly urgency: Level
  /** The place in the clinic's list: the lowest first. */
  readonly rank: number
  readonly protocol_hash: string
  /** When somebody read it first. */
  readonly read_at: Date | null
  readonly recorded_at: Date
  readonly recorded_by: string
}

export async function findCheckInRow(context: Reading, id: string): Promise<CheckInRow | undefined> {
  return (await selectCheckIn(context.tx, { clinicId: context.clinicId, id })).rows[0] as CheckInRow | undefined
}

const selectCheckIn = prepared((tx, { clinicId, id }: ById) => rows({ tx, clinicId }).where('c.id', '=', id))

export interface Place {
  readonly reportedAt: Date
  readonly id: string
}

/** Of one client, the one reported last first. */
export async function listCheckInRows(
  context: Reading,
  clientId: string,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<CheckInRow[]> {
  let query = rows(context).where('c.client_id', '=', clientId)
  if (after)
    query = query.where((on) =>
      on(on.refTuple('c.reported_at', 'c.id'), '<', on.tuple(after.reportedAt, after.id as never)),
    )
  return (await query.orderBy('c.reported_at', 'desc').orderBy('c.id', 'desc').limit(limit).execute()) as CheckInRow[]
}

export interface UnreadPlace {
  readonly rank: number
  readonly recordedAt: Date
  readonly id: string
}

/** Those that nobody has read: the most urgent first, and among equals the one that came first. */
export async function listUnreadRows(
  context: Reading,
  { limit, after }: { readonly limit: number; readonly after: UnreadPlace | undefined },
): Promise<CheckInRow[]> {
  let query = rows(context).where('first_read.read_at', 'is', null)
  if (after)
    query = query.where(
      sql<SqlBool>`(${rank}, c.recorded_at, c.id) > (${after.rank}, ${after.recordedAt}, ${after.id})`,
    )
  return (await query.orderBy(rank).orderBy('c.recorded_at').orderBy('c.id').limit(limit).execute()) as CheckInRow[]
}

export function openWords({ keys }: Pick<Context, 'keys'>, { id, words_enc }: CheckInRow): string | null {
  return keys.openOptional(wordsPlace(id), words_enc)
}
