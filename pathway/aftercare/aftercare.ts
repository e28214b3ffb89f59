/** Aftercare: what to do and what to leave, now and next, each with what ends it. */
import type { Answers } from '../facts/facts.ts'
import { FALSE, TRUE } from '../logic/truth.ts'
import type { Loaded } from '../protocol/load.ts'
import type { Instant, Instruction } from '../protocol/protocol.ts'
import { momentOf, requireAfterSession, type Session } from '../treatment/session.ts'
import { type HealedState, type WindowNow, windowNow } from './window.ts'

export interface InstructionNow extends WindowNow {
  readonly instruction: string
  readonly kind: Instruction['kind']
  readonly says: string
  readonly why: string
  readonly claims: readonly string[]
  readonly disagree: readonly string[]
}

export interface Aftercare {
  readonly day: number
  /** In force now. What depends on healing counts while nobody knows. */
  readonly do: readonly InstructionNow[]
  readonly dont: readonly InstructionNow[]
  readonly later: readonly InstructionNow[]
  readonly over: readonly InstructionNow[]
  readonly protocol: string
}

/** Everything a person tells us to answer for a moment after her session. */
export interface AftercareInput {
  readonly session: Session
  readonly now: Instant
  readonly facts?: Answers
  readonly healed?: HealedState
}

/** @throws InvalidInput naming every wrong field */
export function aftercare(
  loaded: Loaded,
  { session, now, facts = {}, healed }: AftercareInput,
  language = 'en',
): Aftercare {
  const moment = momentOf(loaded, session, now)
  requireAfterSession(moment)
  const read = loaded.readFacts(facts, moment.day, moment.recorded)
  const edition = loaded.edition(moment.day)
  const all = Object.entries(loaded.protocol.aftercare.instructions).flatMap(([id, instruction]): InstructionNow[] => {
    const truth = instruction.when ? loaded.condition(instruction.when).test(read.slots) : TRUE
    // What might be forbidden is forbidden; what might be advised is advised only when it is known to fit.
    if (instruction.kind === 'dont' ? truth === FALSE : truth !== TRUE) return []
    return [
      {
        instruction: id,
        kind: instruction.kind,
        says: edition.text(`instructions.${id}.says`, language) ?? id,
        why: edition.text(`instructions.${id}.why`, language) ?? '',
        claims: instruction.cites,
        disagree: instruction.disagree ?? [],
        ...windowNow(instruction, moment, edition, healed),
      },
    ]
  })
  const inForce = all.filter(({ phase }) => phase === 'active' || phase === 'depends-on-healing')
  return {
    day: moment.daysSince,
    do: inForce.filter(({ kind }) => kind === 'do').sort(soonest),
    dont: inForce.filter(({ kind }) => kind === 'dont').sort(soonest),
    later: all.filter(({ phase }) => phase === 'later').sort((a, b) => (a.from < b.from ? -1 : 1)),
    over: all.filter(({ phase }) => phase === 'over'),
    protocol: loaded.protocol.hash,
  }
}

/** What ends first stands first; what only healing ends comes after. */
function soonest(a: WindowNow, b: WindowNow): number {
  if (a.untilHealed !== b.untilHealed) return a.untilHealed ? 1 : -1
  return (a.until ?? '9') < (b.until ?? '9') ? -1 : (a.until ?? '9') > (b.until ?? '9') ? 1 : 0
}
