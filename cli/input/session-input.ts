/** Inputs that are about a session: `{ session, now, facts, report, previous, healed, activity, label }`. One file serves every verb. */
import {
  type Answers,
  dateAt,
  type Instant,
  InvalidInput,
  type ISODate,
  isZone,
  type Problem,
  parseInstant,
  type Session,
} from '@needlepoint/pathway'
import type { Defaults } from '../verb.ts'
import { type Fields, isObject, noObject, noText, requireObject, strangers } from './fields.ts'

export interface SessionInput {
  readonly session: Session
  readonly now: Instant
  readonly facts?: Answers
  readonly report?: Answers
  readonly previous?: Answers
  readonly healed?: boolean
  readonly activity?: string
  readonly label?: string
}

export const sessionFields = ['at', 'zone', 'depthMm', 'deviceClass']
export const sessionInputFields = ['session', 'now', 'facts', 'report', 'previous', 'healed', 'activity', 'label']

const what =
  'an object with “session”, such as { "session": { "at": "2026-11-21T09:30:00Z", "zone": "Europe/Berlin" } }'

/** @throws InvalidInput naming every field that does not belong; the engine checks what is inside */
export function readSessionInput(raw: unknown, { now, over }: Defaults): SessionInput {
  const given = requireObject(raw, what)
  const problems: Problem[] = [
    ...strangers(given, sessionInputFields),
    ...(['facts', 'report', 'previous'] as const).flatMap((field) => noObject(given, field, 'answers by fact')),
    ...(['now', 'activity', 'label'] as const).flatMap((field) => noText(given, field, 'a text')),
    ...sessionProblems(given),
  ]
  const healed = readHealed(given.healed, problems)
  if (problems.length > 0) throw new InvalidInput(problems)
  const { healed: _healed, ...rest } = given
  return {
    ...(rest as unknown as SessionInput),
    now: over.now ?? (given.now as Instant | undefined) ?? now,
    ...(healed === undefined ? {} : { healed }),
  }
}

function sessionProblems({ session }: Fields): Problem[] {
  if (session === undefined) {
    return [{ field: 'session', message: `“session” is missing. Expected ${what}.`, expected: what }]
  }
  if (!isObject(session))
    return [{ field: 'session', message: `“session” is no object. Expected ${what}.`, expected: what }]
  return strangers(session, sessionFields, 'session.')
}

function readHealed(given: unknown, problems: Problem[]): boolean | undefined {
  switch (given) {
    case undefined:
    case null:
    case 'dont-know':
    case 'rather-not-say':
      return undefined
    case true:
    case 'yes':
      return true
    case false:
    case 'no':
      return false
    default: {
      const expected = 'yes, no or dont-know'
      problems.push({ field: 'healed', message: `“healed” is “${String(given)}”. Expected ${expected}.`, expected })
      return undefined
    }
  }
}

/** The client's day at the moment of the question; only called once the engine has accepted the session. */
export function dayOfSession({ session, now }: Pick<SessionInput, 'session' | 'now'>): ISODate {
  const ms = parseInstant(now)
  return ms === undefined || !isZone(session.zone) ? now.slice(0, 10) : dateAt(ms, session.zone)
}
