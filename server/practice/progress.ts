/** The rows that a person's stage follows from, and what waits to be read, for many clients at once. */
import {
  type Decision,
  dateAt,
  type ISODate,
  type Level,
  levels,
  type Readiness,
  type Zone,
} from '@needlepoint/pathway'
import { sql } from 'kysely'
import { may } from '../accounts/permissions.ts'
import type { Context } from '../context.ts'
import { type Progress, stageOf } from './stage.ts'

interface ProgressRow {
  readonly client_id: string
  readonly zone: Zone
  readonly decided_on: ISODate | null
  readonly at_least: Decision
  readonly at_most: Decision
  readonly overridden_to: Decision | null
  readonly planned_on: ISODate | null
  readonly plan_consented: boolean
  readonly checked_on: ISODate | null
  readonly outcome: Readiness
  readonly preflight_consented: boolean
  readonly used: boolean
  readonly ended_at: Date | null
  readonly session_zone: Zone
}

/** @returns the stage of each client who has details, by her id */
export async function stagesOf(
  { tx, clinicId, now, pathway }: Context,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, ReturnType<typeof stageOf>>> {
  if (clientIds.length === 0) return new Map()
  const isCurrent = (table: string, row: string) =>
    sql`not exists (select from ${sql.table(table)} later where later.clinic_id = ${clinicId} and later.supersedes = ${sql.ref(`${row}.id`)})`
  const isConsented = (plan: string) =>
    sql`exists (
      select from consents k where k.clinic_id = ${clinicId} and k.plan_id = ${sql.ref(plan)} and k.kind = 'treatment'
        and not exists (
          select from consents same join consent_withdrawals w on w.clinic_id = same.clinic_id and w.consent_id = same.id
          where same.clinic_id = ${clinicId} and same.client_id = k.client_id and same.kind = k.kind and w.withdrawn_at >= k.signed_at))`
  const { rows } = await sql<ProgressRow>`
    select d.client_id, d.zone, s.decided_on, s.at_least, s.at_most, s.overridden_to,
      p.planned_on, p.consented as plan_consented,
      f.checked_on, f.outcome, f.consented as preflight_consented, f.used,
      t.ended_at, t.zone as session_zone
    from client_details d
    left join lateral (
      select s.decided_on, s.at_least, s.at_most, (
        select o.decision from overrides o where o.clinic_id = ${clinicId} and o.screening_id = s.id
        order by o.recorded_at desc, o.id desc limit 1
      ) as overridden_to
      from screenings s where s.clinic_id = ${clinicId} and s.client_id = d.client_id and ${isCurrent('screenings', 's')}
      order by s.decided_on desc, s.recorded_at desc, s.id desc limit 1
    ) s on true
    left join lateral (
      select p.planned_on, ${isConsented('p.id')} as consented
      from plans p where p.clinic_id = ${clinicId} and p.client_id = d.client_id and ${isCurrent('plans', 'p')}
      order by p.planned_on desc, p.recorded_at desc, p.id desc limit 1
    ) p on true
    left join lateral (
      select f.checked_on, f.outcome, ${isConsented('f.plan_id')} as consented,
        exists (select from sessions used where used.clinic_id = ${clinicId} and used.client_id = d.client_id
          and used.preflight_id = f.id) as used
      from preflights f where f.clinic_id = ${clinicId} and f.client_id = d.client_id
      order by f.checked_on desc, f.recorded_at desc, f.id desc limit 1
    ) f on true
    left join lateral (
      select t.ended_at, t.zone
      from sessions t where t.clinic_id = ${clinicId} and t.client_id = d.client_id and ${isCurrent('sessions', 't')}
      order by t.ended_at desc limit 1
    ) t on true
    where d.clinic_id = ${clinicId} and d.client_id = any(${clientIds}::uuid[]) and ${isCurrent('client_details', 'd')}`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.client_id, stageOf(progressOf(row), dateAt(now, row.zone))]))

  function progressOf(row: ProgressRow): Progress {
    return {
      screening: row.decided_on && {
        decidedOn: row.decided_on,
        atLeast: row.at_least,
        atMost: row.at_most,
        overriddenTo: row.overridden_to,
      },
      plan: row.planned_on && { plannedOn: row.planned_on, consented: row.plan_consented },
      preflight: row.checked_on && {
        checkedOn: row.checked_on,
        outcome: row.outcome,
        consented: row.preflight_consented,
        used: row.used,
      },
      session: row.ended_at && {
        endedOn: dateAt(row.ended_at.getTime(), row.session_zone),
        healsUntil: lastCheckIn(row.ended_at, row.session_zone),
      },
    } as Progress
  }

  function lastCheckIn(endedAt: Date, zone: Zone): ISODate {
    const { checkIns } = pathway.checkInPlan({ at: endedAt.toISOString(), zone })
    return checkIns.at(-1)?.date ?? dateAt(endedAt.getTime(), zone)
  }
}

export interface Unread {
  readonly unread: number | null
  readonly urgent: Level | null
}

/** @returns check-ins that nobody has read, by client; a client who is not in it has none */
export async function unreadOf(
  { tx, clinicId, actor }: Context,
  clientIds: readonly string[],
): Promise<(clientId: string) => Unread> {
  if (!may(actor, 'check-in.read')) return () => ({ unread: null, urgent: null })
  if (clientIds.length === 0) return () => ({ unread: 0, urgent: null })
  const { rows } = await sql<{ client_id: string; level: Level; unread: number }>`
    select i.client_id, i.urgency as level, count(*)::int as unread
    from check_ins i
    where i.clinic_id = ${clinicId} and i.client_id = any(${clientIds}::uuid[])
      and not exists (select from check_in_reads r where r.clinic_id = ${clinicId} and r.check_in_id = i.id)
    group by i.client_id, i.urgency`.execute(tx)
  return (clientId) => {
    const own = rows.filter((row) => row.client_id === clientId)
    const ranks = own.map(({ level }) => levels.indexOf(level))
    return {
      unread: own.reduce((sum, { unread }) => sum + unread, 0),
      urgent: levels[Math.max(-1, ...ranks)] ?? null,
    }
  }
}
