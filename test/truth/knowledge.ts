/** The knowledge of this repository, compiled once for each test file that asks about it. */
import { join } from 'node:path'
import { compileKnowledge } from '@needlepoint/compiler'
import type { Expression, Protocol } from '@needlepoint/pathway'

export const { protocol, problems } = compileKnowledge(join(import.meta.dirname, '..', '..', 'knowledge'))

/** Days from which some number of the protocol is another one; the first stands for all before. */
export const editionDays = [
  ...new Set(Object.values(protocol.parameters).flatMap(({ values }) => values.map(({ from }) => from))),
].sort()

/** The protocol as if the numbers of one day had always been in force. */
export function asOf(day: string): Protocol {
  const parameters = Object.entries(protocol.parameters).map(([id, parameter]) => {
    const inForce = parameter.values.findLast(({ from }) => from <= day) ?? parameter.values[0]
    return [id, { ...parameter, values: inForce ? [inForce] : [] }] as const
  })
  return { ...protocol, parameters: Object.fromEntries(parameters) }
}

/** Every condition of a protocol, each once. */
export function conditionsOf(of: Protocol): Expression[] {
  const found = new Map<string, Expression>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) visit(part)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) {
        if (key === 'when' && Array.isArray(part)) found.set(JSON.stringify(part), part as unknown as Expression)
        else visit(part)
      }
    }
  }
  const { facts, screening, planning, consent, treatment, aftercare, recovery } = of
  visit([facts, screening, planning, consent, treatment, aftercare, recovery])
  for (const { kind, derive } of Object.values(facts)) {
    if (derive && kind === 'yes-no') found.set(JSON.stringify(derive), derive)
  }
  return [...found.values()]
}
