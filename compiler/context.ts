/** What every step needs while its entries become parts of the protocol: the names in use, and how to read conditions and windows. */

import { type Expression, nearest, type Span, type SpanOrParameter, type Step } from '@needlepoint/pathway'
import { parseExpression } from './expressions/parse.ts'
import { directionOf } from './expressions/polarity.ts'
import { reachFault } from './expressions/reach.ts'
import { type Fault, parts, substitute, type Tree, toExpression } from './expressions/tree.ts'
import { type FactType, type ParameterType, type Scope, type Type, typeOf } from './expressions/types.ts'
import type { Entry, Knowledge } from './knowledge.ts'
import type { Kind, RawCited } from './raw.ts'
import { durationUnits, readSpan } from './span.ts'
import type { Path } from './yaml-file.ts'

export interface ConditionRules {
  /** Absent: the step of the entry. */
  readonly step?: Step
  /** Tightening a parameter must never make it true less often, and it must be able to be false. */
  readonly safety?: boolean
}

export class Context {
  readonly knowledge: Knowledge
  readonly facts: ReadonlyMap<string, FactType>
  readonly parameters: ReadonlyMap<string, ParameterType>

  constructor(knowledge: Knowledge, facts: ReadonlyMap<string, FactType>) {
    this.knowledge = knowledge
    this.facts = facts
    this.parameters = new Map([...knowledge.all('parameter').values()].map((entry) => [entry.id, parameterType(entry)]))
  }

  /** A condition: true, false or unknown. Undefined when something is wrong with it, which has been reported. */
  condition(
    entry: Entry,
    path: Path,
    text: string,
    { step, safety = false }: ConditionRules = {},
  ): Expression | undefined {
    const scope = this.scope(step ?? entry.step)
    const typed = this.typed(entry, path, text, scope)
    if (!typed) return undefined
    const faults: Fault[] = []
    if (typed.type.is !== 'boolean') {
      const what = typed.type.is === 'text' ? 'a text' : 'a number'
      faults.push({
        at: typed.tree.at,
        message: `This gives ${what}, where a condition must be true or false.`,
        fix: 'Compare it with something.',
      })
    } else {
      const unreachable = reachFault(typed.tree, scope, safety)
      if (unreachable) faults.push(unreachable)
      if (safety) faults.push(...this.polarityFaults(typed.tree))
    }
    this.reportFaults(entry, path, faults)
    return faults.length === 0 ? toExpression(typed.tree) : undefined
  }

  /** A calculation, for facts that are worked out from others. */
  calculation(entry: Entry, path: Path, text: string): { expression: Expression; type: Type; tree: Tree } | undefined {
    const typed = this.typed(entry, path, text, this.scope(entry.step))
    return typed && { expression: toExpression(typed.tree), ...typed }
  }

  /** A length of time, or the parameter that holds one. */
  window(entry: Entry, path: Path, text: string): SpanOrParameter | undefined {
    if (text.startsWith('%')) return this.parameter(entry, path, text, durationUnits)
    return readSpan(text)
  }

  span(text: string): Span {
    return readSpan(text) ?? { amount: 0, unit: 'd' }
  }

  /** @param units those that make sense here */
  parameter(entry: Entry, path: Path, text: string, units: readonly string[]): { parameter: string } | undefined {
    const name = text.slice(1)
    const parameter = this.parameters.get(name)
    if (!parameter) {
      const close = nearest(name, this.parameters.keys())
      this.knowledge.report(
        entry,
        path,
        `There is no parameter \`${name}\`.`,
        close ? `Did you mean \`%${close}\`?` : `Add \`${name}\` to a parameters.yaml.`,
      )
      return undefined
    }
    if (parameter.unit !== undefined && !units.includes(parameter.unit)) {
      this.knowledge.report(
        entry,
        path,
        `\`${text}\` is in ${parameter.unit}, which does not fit here.`,
        `Use a parameter in ${units.join(', ')}.`,
      )
      return undefined
    }
    return { parameter: name }
  }

  /** A wait that keeps people safe may be lengthened by a clinic, never shortened. */
  onlyLonger(entry: Entry, path: Path, window: SpanOrParameter | undefined): void {
    if (!window || !('parameter' in window)) return
    const parameter = this.knowledge.all('parameter').get(window.parameter)
    if (!parameter || parameter.broken || parameter.value.stricter === 'higher') return
    const message = `A clinic may shorten the wait \`%${window.parameter}\`.`
    this.knowledge.report(entry, path, message, `Give \`${window.parameter}\` \`stricter: higher\`.`)
  }

  private scope(step: Step | undefined): Scope {
    return { facts: this.facts, parameters: this.parameters, ...(step ? { step } : {}) }
  }

  private typed(entry: Entry, path: Path, text: string, scope: Scope): { tree: Tree; type: Type } | undefined {
    const { tree, faults: unread } = parseExpression(text)
    const faults = [...unread]
    const type = tree && typeOf(tree, scope, faults)
    this.reportFaults(entry, path, faults)
    return tree && type && faults.length === 0 ? { tree, type } : undefined
  }

  private reportFaults(entry: Entry, path: Path, faults: readonly Fault[]): void {
    for (const { at, message, fix } of faults) {
      this.knowledge.reportAt(entry, entry.file.within([...entry.path, ...path], at), message, fix)
    }
  }

  /** What a fact is worked out from, unless that leads back to itself, which is reported at the fact. */
  private workedOut(tree: Tree): Tree {
    const open = new Set<string>()
    const replacement = (id: string): Tree | undefined => {
      const entry = this.knowledge.all('fact').get(id)
      if (!entry || entry.broken || entry.value.derive === undefined || open.has(id)) return undefined
      open.add(id)
      const inner = parseExpression(entry.value.derive).tree
      const inlined = inner && substitute(inner, replacement)
      open.delete(id)
      return inlined
    }
    return substitute(tree, replacement)
  }

  private polarityFaults(condition: Tree): Fault[] {
    const tree = this.workedOut(condition)
    const faults: Fault[] = []
    const seen = new Set<string>()
    for (const part of parts(tree)) {
      if (part.op !== 'parameter' || seen.has(part.name)) continue
      seen.add(part.name)
      const entry = this.knowledge.all('parameter').get(part.name)
      if (!entry || entry.broken) continue
      const { stricter } = entry.value
      const direction = directionOf(tree, part.name)
      const at = part.at
      if (direction === 'both') {
        faults.push({
          at,
          message: `It cannot be told which way of \`%${part.name}\` is the cautious one here.`,
          fix: 'Compare the parameter with < <= > or >=, and not inside xor.',
        })
      } else if (stricter === 'free') {
        faults.push({
          at,
          message: `\`%${part.name}\` decides about safety here, but a clinic may move it freely.`,
          fix: `Give \`${part.name}\` \`stricter: ${direction === 'more' ? 'higher' : 'lower'}\`.`,
        })
      } else if ((stricter === 'higher') !== (direction === 'more')) {
        faults.push({
          at,
          message: `A clinic may make \`%${part.name}\` ${stricter}, and this rule would then fire less often.`,
          fix: `Turn the comparison round, or give \`${part.name}\` \`stricter: ${direction === 'more' ? 'higher' : 'lower'}\`.`,
        })
      }
    }
    return faults
  }
}

function parameterType({ value, broken }: Entry<'parameter'>): ParameterType {
  const current = broken ? undefined : value.values.at(-1)?.value
  return broken ? {} : { unit: value.unit, ...(current === undefined ? {} : { value: current }) }
}

/** The part of an entry that tells where it comes from. */
export function cited({ cites = [], disagree, judgement }: RawCited): {
  cites: readonly string[]
  disagree?: readonly string[]
  judgement?: string
} {
  return { cites, ...(disagree ? { disagree } : {}), ...(judgement ? { judgement } : {}) }
}

/** Turns every sound entry of a kind into its part of the protocol; what comes back undefined is left out. */
export function collect<K extends Kind, T>(
  context: Context,
  kind: K,
  make: (entry: Entry<K>) => T | undefined,
): Record<string, T> {
  const made: Record<string, T> = {}
  for (const entry of context.knowledge.sound(kind)) {
    const value = make(entry)
    if (value !== undefined) made[entry.id] = value
  }
  return made
}

/** Leaves out what is undefined, so that a property is absent rather than empty. */
export function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
