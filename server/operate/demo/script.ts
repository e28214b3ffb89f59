/**
 * A history as scenes: when, who, and what is done. They are played in the order of time, whoever they are about, so that the
 * audit chain of the demo reads as that of a clinic would. Each is done by the use case that a request would call, after the
 * checks that a request would pass.
 */
import { setImmediate as others } from 'node:timers/promises'
import { type EndpointName, endpoints, type InputOf, type OutputOf } from '@needlepoint/contract'
import { dateAt, type ISODate, instantOf, parseDate, wallClockAt, type Zone } from '@needlepoint/pathway'
import type { z } from 'zod'
import { may, type Permission } from '../../accounts/permissions.ts'
import type { Actor, Context, Role } from '../../context.ts'
import type { Caller } from '../../http/serve-endpoint.ts'
import { newId } from '../../ids.ts'

const minute = 60_000
const day = 24 * 60 * minute

type Staff = Actor & { readonly kind: 'staff' }
export type Cast = Readonly<Record<Role, Staff>>

interface Scene {
  readonly at: number
  readonly who: Actor | ((cast: Cast) => Actor)
  readonly play: (context: Context) => Promise<void>
}

export class Script {
  /** Milliseconds since 1970. Nothing happens later. */
  readonly now: number
  /** Of the clinic. */
  readonly zone: Zone
  readonly #scenes: Scene[] = []

  constructor(now: number, zone: Zone) {
    this.now = now
    this.zone = zone
  }

  add(at: number, who: Scene['who'], play: Scene['play']): void {
    this.#scenes.push({ at: Math.min(at, this.now), who, play })
  }

  /** When the first scene is. */
  get start(): number {
    return Math.min(this.now, ...this.#scenes.map(({ at }) => at))
  }

  /** A time on the clinic's clock, some days ago. @param time `09:30` */
  day(daysAgo: number, time: string): number {
    const { date } = wallClockAt(this.now, this.zone)
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    // Counted from noon, so that no change of the clock moves the day.
    const noon = instantOf({ date, time: 12 * 60 * minute }, this.zone) - daysAgo * day
    return instantOf({ date: wallClockAt(noon, this.zone).date, time: (hours * 60 + minutes) * minute }, this.zone)
  }

  minutesAgo(minutes: number): number {
    return this.now - minutes * minute
  }

  /** So many minutes earlier, and still on the same day at the clinic: what was checked yesterday counts for nothing. */
  sameDayBefore(at: number, minutes: number): number {
    const midnight = instantOf({ date: wallClockAt(at, this.zone).date, time: 0 }, this.zone)
    return Math.max(at - minutes * minute, Math.min(midnight, at))
  }

  /** A date of the clinic, some days from now; days ago are below zero. */
  date(days: number): ISODate {
    return dateAt(this.day(-days, '12:00'), this.zone)
  }

  /** Of somebody of that age now, who had her birthday some months ago. */
  bornYearsAgo(years: number): ISODate {
    const born = parseDate(this.date(-200)) ?? { year: 2000, month: 1, day: 1 }
    return `${born.year - years}${this.date(-200).slice(4).replace('02-29', '02-28')}`
  }

  async play(cast: Cast, contextAt: (at: number, actor: Actor) => Context): Promise<void> {
    for (const { at, who, play } of this.#scenes.toSorted((a, b) => a.at - b.at)) {
      await play(contextAt(at, typeof who === 'function' ? who(cast) : who))
      // The embedded database never waits for anything outside, so without this nobody else would be answered meanwhile.
      await others()
    }
  }
}

interface Parts {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

type UseCase<Name extends EndpointName> = (
  context: Context,
  input: InputOf<Name>,
  caller: Caller,
) => Promise<OutputOf<Name>>

/** Does one thing as a request would: who acts may, what is sent is as the contract says, and then the use case. */
export async function act<Name extends EndpointName>(
  context: Context,
  name: Name,
  useCase: UseCase<Name>,
  { params = {}, query, body }: Parts,
): Promise<OutputOf<Name>> {
  const { actor, clinicId, now } = context
  const endpoint = endpoints[name]
  const own = actor.kind === 'client' ? actor.clientId : undefined
  if (endpoint.permission !== null && !may(actor, endpoint.permission as Permission, own))
    throw new Error(`The demo has somebody do ${name} who may not.`)
  const read = (schema: unknown, value: unknown) =>
    schema === null || value === undefined ? value : (schema as z.ZodType).parse(value)
  const input = {
    params: read(endpoint.params, { clinicId, ...params }),
    query: read(endpoint.query, query ?? (endpoint.query === null ? undefined : {})),
    // Bytes are looked at by their use case.
    body: body !== null && typeof body === 'object' && 'bytes' in body ? body : read(endpoint.body, body),
  }
  const caller: Caller = { requestId: newId(now), ip: '127.0.0.1', userAgent: 'The demo', about: () => {} }
  return await useCase(context, input as unknown as InputOf<Name>, caller)
}
