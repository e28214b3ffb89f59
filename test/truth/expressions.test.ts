/** Any condition that the language allows, not only those that rules use today: it means what FHIRPath says, and reads back as itself. */
import { parseExpression, toExpression } from '@needlepoint/compiler'
import { type Expression, load, printExpression, truthName } from '@needlepoint/pathway'
import fc from 'fast-check'
import fhirpath from 'fhirpath'
import { describe, expect, test } from 'vitest'
import { f, is, lit, p, smallProtocol } from '../support/small-protocol.ts'
import { conditionsOf, protocol } from './knowledge.ts'

const loaded = load(smallProtocol)
const day = '2026-11-21'

const numbers = ['age', 'plannedDepthMm', 'bodyWeight', 'redness', 'daysSincePeel'] as const
const truths = ['smoker', 'poorHealing', 'infection.herpes', 'allergy.metal'] as const
const parameters = ['labelAge', 'evaluatedDepth', 'peelWait'] as const
const plainNumber = fc.constantFrom(0, 1, 2, 3, 0.5, 1.5, 22, 100)

const { condition } = fc.letrec<{ condition: Expression; quantity: Expression }>((tie) => ({
  quantity: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...numbers).map(f),
    fc.constantFrom(...parameters).map(p),
    plainNumber.map(lit),
    binary(['+', '-', '*', '/'], tie('quantity')),
  ),
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...truths).map(f),
    fc.constantFrom('never', 'stopped', 'current').map((option) => is('isotretinoin', option)),
    fc.constantFrom('I', 'VI').map((option): Expression => ['!=', f('fitzpatrick'), lit(option)]),
    fc.subarray(['I', 'III', 'VI'], { minLength: 1 }).map((options): Expression => ['in', f('fitzpatrick'), options]),
    fc
      .tuple(fc.constantFrom(...numbers), fc.uniqueArray(plainNumber, { minLength: 1, maxLength: 3 }))
      .map(([name, list]): Expression => ['in', f(name), list]),
    binary(['<', '<=', '>', '>=', '=', '!='], tie('quantity')),
    binary(['and', 'or', 'xor', 'implies'], tie('condition')),
    tie('condition').map((inner): Expression => ['not', inner]),
    fc.tuple(fc.constantFrom(...truths), fc.boolean()).map(([name, value]): Expression => ['=', f(name), lit(value)]),
    fc.tuple(fc.constantFrom(...truths), fc.constantFrom(...truths)).map(([a, b]): Expression => ['!=', f(a), f(b)]),
  ),
}))

function binary(operators: readonly string[], part: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.tuple(fc.constantFrom(...operators), part, part) as unknown as fc.Arbitrary<Expression>
}

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 })
const answers = fc.record({
  smoker: some(fc.boolean()),
  poorHealing: some(fc.boolean()),
  'infection.herpes': some(fc.boolean()),
  'allergy.metal': some(fc.boolean()),
  isotretinoin: some(fc.constantFrom('never', 'stopped', 'current')),
  fitzpatrick: some(fc.constantFrom('I', 'III', 'VI')),
  age: some(fc.integer({ min: 20, max: 24 })),
  plannedDepthMm: some(fc.constantFrom(0, 0.5, 1, 1.5, 2, 3)),
  bodyWeight: some(fc.constantFrom(2, 3, 22, 100)),
  redness: some(fc.integer({ min: 0, max: 4 })),
  daysSincePeel: some(fc.integer({ min: 0, max: 4 })),
})

describe('any condition', () => {
  test('means what FHIRPath says it means, unknowns included', () => {
    const { parameter } = loaded.edition(day)
    const environment = Object.fromEntries(parameters.map((id) => [id, parameter(id)]))
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(condition, fc.array(answers, { minLength: 4, maxLength: 4 }), (tree, people) => {
        const text = printExpression(tree)
        const theirs = fhirpath.compile(text)
        const ours = loaded.condition(tree)
        for (const given of people) {
          const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
          const [said] = theirs(nested(known), environment) as (boolean | undefined)[]
          const got = truthName(ours.test(loaded.readFacts(known, day).slots))
          expect(got, `${text} with ${JSON.stringify(known)}`).toBe(said === undefined ? 'unknown' : String(said))
          seen.set(got, (seen.get(got) ?? 0) + 1)
        }
      }),
      { numRuns: 1500 },
    )
    for (const outcome of ['true', 'false', 'unknown']) expect(seen.get(outcome)).toBeGreaterThan(500)
  })

  test('is read back as itself', () => {
    fc.assert(
      fc.property(condition, (tree) => {
        expect(readBack(tree)).toEqual(tree)
      }),
      { numRuns: 1000 },
    )
  })
})

test('every condition of the knowledge is read back as itself', () => {
  const trees = conditionsOf(protocol)
  expect(trees.length).toBeGreaterThan(300)
  for (const tree of trees) expect(readBack(tree), printExpression(tree)).toEqual(tree)
})

function readBack(tree: Expression): Expression | undefined {
  const { tree: parsed, faults } = parseExpression(printExpression(tree))
  expect(faults, printExpression(tree)).toEqual([])
  return parsed && toExpression(parsed)
}

/** `{ 'infection.herpes': true }` as FHIRPath looks for it. */
function nested(known: Record<string, unknown>): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(known)) {
    const [whole = name, option] = name.split('.')
    found[whole] = option === undefined ? value : { ...(found[whole] as object | undefined), [option]: value }
  }
  return found
}
