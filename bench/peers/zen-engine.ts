/**
 * zen-engine, GoRules' engine in Rust. Its rules are put to it in the two forms that were fastest of those tried; an
 * expression node with a key for each rule, and expressions evaluated without a model, were slower. Its content is compiled once.
 */
import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine'
import { type Expression, type Facts, type Pathway, printExpression } from '@needlepoint/pathway'
import { today } from '../intakes.ts'
import { conclude, explanations } from './findings.ts'
import type { MakePeer, Peer } from './peer.ts'
import { factsRead, nested, parametersOn } from './plain.ts'

interface Input {
  readonly context: Record<string, unknown>
  readonly facts: Facts
}

/** A decision table that collects every row that holds. Each cell is a whole condition, since rules read different facts. */
export const zenTable: MakePeer = (pathway) =>
  zen(pathway, {
    name: 'zen-engine 0.52.1, table',
    form: 'a decision table with hit policy collect, compiled once; a row for each rule',
    node: {
      type: 'decisionTableNode',
      content: {
        hitPolicy: 'collect',
        inputs: [{ id: 'when', name: 'When' }],
        outputs: [{ id: 'rule', name: 'Rule', field: 'rule' }],
        rules: conditionsOf(pathway).map((when, index) => ({ _id: `row-${index}`, when, rule: String(index) })),
      },
    },
    firedIn: (result) => (result as { rule: number }[]).map(({ rule }) => rule),
  })

/** One expression that gives the list of all rules that hold, so that only they cross from Rust to JavaScript. */
export const zenExpression: MakePeer = (pathway) => {
  const each = conditionsOf(pathway).map((when, index) => `${when} ? ${index} : -1`)
  return zen(pathway, {
    name: 'zen-engine 0.52.1, expression',
    form: 'one expression that gives the list of all rules that hold, compiled once',
    node: {
      type: 'expressionNode',
      content: { expressions: [{ id: 'fired', key: 'fired', value: `filter([${each.join(', ')}], # >= 0)` }] },
    },
    firedIn: (result) => (result as { fired: number[] }).fired,
  })
}

interface Model {
  readonly name: string
  readonly form: string
  readonly node: { readonly type: string; readonly content: unknown }
  readonly firedIn: (result: unknown) => number[]
}

function zen(pathway: Pathway, { name, form, node, firedIn }: Model): Peer<Input> {
  const known = explanations(pathway, today)
  const names = factsRead(pathway)
  const decision = new ZenEngine().createDecision(
    new ZenDecisionContent({
      nodes: [
        { id: 'in', type: 'inputNode', name: 'in', content: {} },
        { id: 'rules', name: 'rules', ...node },
        { id: 'out', type: 'outputNode', name: 'out', content: {} },
      ],
      edges: [
        { id: 'first', type: 'edge', sourceId: 'in', targetId: 'rules' },
        { id: 'second', type: 'edge', sourceId: 'rules', targetId: 'out' },
      ],
    }),
  )
  return {
    name,
    form,
    prepare: (facts) => ({ context: nested(pathway, names, facts), facts }),
    screen: async ({ context, facts }) => {
      const { result } = await decision.evaluate(context)
      return conclude(known, firedIn(result), facts)
    },
  }
}

function conditionsOf(pathway: Pathway): string[] {
  const parameters = parametersOn(pathway, today)
  return pathway.loaded.screening.rules.map(({ rule }) => print(rule.when, parameters))
}

/** A condition in zen's own language. */
function print(tree: Expression, parameters: Readonly<Record<string, number>>): string {
  const inner = (part: Expression) => print(part, parameters)
  switch (tree[0]) {
    case 'fact':
      return tree[1]
    case 'parameter':
      return String(parameters[tree[1]])
    case 'literal':
      return literal(tree[1])
    case 'not':
      return `(not ${inner(tree[1])})`
    case 'in':
      return `(${inner(tree[1])} in [${tree[2].map(literal).join(', ')}])`
    case 'and':
    case 'or':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '+':
    case '-':
    case '*':
    case '/':
      return `(${inner(tree[1])} ${tree[0]} ${inner(tree[2])})`
    case '=':
      return `(${inner(tree[1])} == ${inner(tree[2])})`
    case 'xor':
      return `(${inner(tree[1])} != ${inner(tree[2])})`
    case 'implies':
      return `((not ${inner(tree[1])}) or ${inner(tree[2])})`
    default:
      throw new Error(`“${printExpression(tree)}” has no form in zen's language.`)
  }
}

const literal = (value: string | number | boolean) => (typeof value === 'string' ? `'${value}'` : String(value))
