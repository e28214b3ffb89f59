/**
 * Which questions stand on the next page. The engine says what still matters; a layout says what is asked together and in which
 * order. Questions that are answered with a tick come as one list; what is ticked and has more than one answer is asked by itself.
 */
import type { Fact, Protocol } from '@needlepoint/pathway'

/** Pages in their order; a page of several facts is a list of ticks. Facts that no page names come last, one by one. */
export type Layout = readonly (readonly string[])[]

export interface Step {
  readonly facts: readonly string[]
  /** Ticks; otherwise one question. */
  readonly list: boolean
}

export interface Filled {
  readonly facts: Readonly<Record<string, unknown>>
  /** Ticked, or not sure: to be asked one by one. */
  readonly open: readonly string[]
}

type Facts = Protocol['facts']

/** The answer that a list without a tick stands for; undefined where a tick cannot ask it. */
export function unticked({ kind, options, riskier }: Fact): string | number | undefined {
  switch (kind) {
    case 'yes-no':
      return riskier === 'yes' || riskier === 'neither' ? 'no' : undefined
    case 'one-of':
      return riskier === 'listed-later' ? options?.[0] : undefined
    case 'severity':
      return 0
    default:
      return undefined
  }
}

/** The answer of a tick; undefined where the tick only says that there is more to ask. */
export const ticked = ({ kind }: Fact): string | undefined => (kind === 'yes-no' ? 'yes' : undefined)

/** Pages that are still to come, the next one first. @param wanted facts that still matter */
export function stepsAhead(facts: Facts, layout: Layout, filled: Filled, wanted: readonly string[]): Step[] {
  const isOpen = (id: string) => !(id in filled.facts)
  const left = new Set(wanted.filter(isOpen))
  const steps: Step[] = []
  for (const id of filled.open) {
    if (!isOpen(id)) continue
    left.delete(id)
    steps.push({ facts: [id], list: false })
  }
  for (const page of layout) {
    const here = page.filter((id) => left.delete(id))
    const listed = here.filter((id) => facts[id] !== undefined && unticked(facts[id]) !== undefined)
    if (listed.length > 1) steps.push({ facts: listed, list: true })
    for (const id of listed.length > 1 ? here.filter((each) => !listed.includes(each)) : here)
      steps.push({ facts: [id], list: false })
  }
  return [...steps, ...[...left].map((id) => ({ facts: [id], list: false }))]
}

/** What a list of ticks fills in. @param unsure the others are asked one by one, for she does not know about one of them */
export function fillList(
  facts: Facts,
  filled: Filled,
  { facts: ids }: Step,
  chosen: readonly string[],
  unsure: boolean,
): Filled {
  const answers: Record<string, unknown> = { ...filled.facts }
  const open = new Set(filled.open)
  for (const id of ids) {
    const fact = facts[id]
    if (!fact) continue
    open.delete(id)
    const isTicked = chosen.includes(id)
    const answer = isTicked ? ticked(fact) : unsure ? undefined : unticked(fact)
    if (answer === undefined) {
      open.add(id)
      // What she said before stands while it agrees with the tick.
      if (isTicked ? answers[id] === unticked(fact) : true) delete answers[id]
    } else answers[id] = answer
  }
  return { facts: answers, open: [...open] }
}

/** The ticks that answers stand for. */
export function ticksOf(facts: Facts, { facts: answers, open }: Filled, { facts: ids }: Step): string[] {
  return ids.filter((id) => {
    const fact = facts[id]
    if (!fact) return false
    return id in answers ? answers[id] !== unticked(fact) && answers[id] !== 'dont-know' : open.includes(id)
  })
}
