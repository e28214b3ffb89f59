/** Which facts are worth asking so that conditions outside a rule set become known. */
import { canAsk, type Facts } from '../facts/facts.ts'
import type { Loaded } from '../protocol/load.ts'
import type { Condition } from './condition.ts'
import { UNKNOWN } from './truth.ts'

/** The facts to ask so that unknown conditions become known. */
export function factsToAsk({ slots }: Loaded, facts: Facts, conditions: readonly Condition[]): string[] {
  const found = new Set<number>()
  for (const condition of conditions) {
    if (condition.test(facts.slots) === UNKNOWN)
      condition.ask({ slots: facts.slots, canAsk: (slot) => canAsk(facts, slot) }, found)
  }
  return [...new Set([...found].sort((a, b) => a - b).map((index) => slots.byIndex[index]?.fact as string))]
}
