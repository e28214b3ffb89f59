/** json-rules-engine: conditions as JSON trees of all, any and not; events carry the explanation. */
import { type Expression, type Facts, printExpression } from '@needlepoint/pathway'
import { type Almanac, Engine, type TopLevelCondition } from 'json-rules-engine'
import { today } from '../intakes.ts'
import { conclude, explanations } from './findings.ts'
import type { MakePeer, Peer } from './peer.ts'
import { factsRead, parametersOn, plainValue } from './plain.ts'

interface Input {
  readonly values: Record<string, unknown>
  readonly facts: Facts
}

export const jsonRulesEngine: MakePeer = (pathway): Peer<Input> => {
  const known = explanations(pathway, today)
  const names = factsRead(pathway)
  const engine = new Engine([], { allowUndefinedFacts: true })
  const condition = translator(engine, parametersOn(pathway, today))
  for (const [index, { id, rule }] of pathway.loaded.screening.rules.entries()) {
    engine.addRule({
      name: id,
      conditions: topLevel(condition(rule.when)),
      event: { type: id, params: { index, ...known[index]?.finding } },
    })
  }
  return {
    name: 'json-rules-engine 7.3.1',
    form: 'one rule with nested conditions for each; its facts flat, which is faster than by path',
    prepare: (facts) => ({
      values: Object.fromEntries(names.map((name) => [name, plainValue(pathway, facts, name)])),
      facts,
    }),
    screen: async ({ values, facts }) => {
      const { events } = await engine.run(values)
      const fired = events.map(({ params }) => params?.index as number)
      return conclude(
        known,
        fired.sort((a, b) => a - b),
        facts,
      )
    },
  }
}

type Nested = { fact: string; operator: string; value: unknown } | TopLevelCondition

const topLevel = (nested: Nested): TopLevelCondition => ('fact' in nested ? { all: [nested] } : nested)

const operators = {
  '=': 'equal',
  '!=': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
} as const

function translator(engine: Engine, parameters: Readonly<Record<string, number>>) {
  function condition(tree: Expression): Nested {
    switch (tree[0]) {
      case 'fact':
        return { fact: tree[1], operator: 'equal', value: true }
      case 'literal':
        return tree[1] === true ? { all: [] } : { not: { all: [] } }
      case 'not':
        return { not: condition(tree[1]) }
      case 'and':
        return { all: chain('and', tree).map(condition) }
      case 'or':
        return { any: chain('or', tree).map(condition) }
      case 'implies':
        return { any: [{ not: condition(tree[1]) }, condition(tree[2])] }
      case 'xor': {
        const [a, b] = [condition(tree[1]), condition(tree[2])]
        return { any: [{ all: [a, { not: b }] }, { all: [{ not: a }, b] }] }
      }
      case 'in':
        return { fact: named(tree[1]), operator: 'in', value: tree[2] }
      case '=':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return { fact: named(tree[1]), operator: operators[tree[0]], value: valueIn(tree[2]) }
      default:
        throw new Error(`“${printExpression(tree)}” is no condition.`)
    }
  }

  /** Arithmetic becomes a fact of its own that the engine works out. */
  function named(tree: Expression): string {
    if (tree[0] === 'fact') return tree[1]
    const name = printExpression(tree)
    if (!engine.getFact(name)) engine.addFact(name, (_, almanac) => compute(tree, almanac))
    return name
  }

  function valueIn(tree: Expression): unknown {
    if (tree[0] === 'literal') return tree[1]
    return tree[0] === 'parameter' ? parameters[tree[1]] : { fact: named(tree) }
  }

  async function compute(tree: Expression, almanac: Almanac): Promise<number> {
    switch (tree[0]) {
      case 'fact':
        return almanac.factValue<number>(tree[1])
      case 'literal':
        return Number(tree[1])
      case 'parameter':
        return parameters[tree[1]] ?? Number.NaN
      case '+':
        return (await compute(tree[1], almanac)) + (await compute(tree[2], almanac))
      case '-':
        return (await compute(tree[1], almanac)) - (await compute(tree[2], almanac))
      case '*':
        return (await compute(tree[1], almanac)) * (await compute(tree[2], almanac))
      case '/':
        return (await compute(tree[1], almanac)) / (await compute(tree[2], almanac))
      default:
        throw new Error(`“${printExpression(tree)}” is no number.`)
    }
  }
  return condition
}

/** `a and b and c` as one list: fewer levels are faster for this engine. */
function chain(operator: 'and' | 'or', tree: Expression): Expression[] {
  return tree[0] === operator ? [...chain(operator, tree[1]), ...chain(operator, tree[2] as Expression)] : [tree]
}
