import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersOf } from '../../test/support/arbitraries.ts'
import { nothingFound, smallProtocol } from '../../test/support/small-protocol.ts'
import { InvalidInput } from '../facts/problem.ts'
import { loadProtocol } from '../index.ts'
import { explain } from './explain.ts'
import { load } from './load.ts'
import { type DecisionRecord, replay } from './replay.ts'

const pathway = loadProtocol(smallProtocol)
const decide = (_verb: string, input: unknown) => {
  const { answers, day } = input as { answers: Record<string, unknown>; day: string }
  return pathway.screen(answers, day)
}
const day = '2026-11-21'
const record = (answers: Record<string, unknown>) => ({
  verb: 'screen',
  input: { answers, day },
  output: pathway.screen(answers, day),
})

test('the same input under the same protocol gives the same answer, also from what was stored as text', () => {
  fc.assert(
    fc.property(answersOf(smallProtocol, { unsure: true }), (answers) => {
      let stored: DecisionRecord
      try {
        stored = JSON.parse(JSON.stringify(record(answers))) as DecisionRecord
      } catch (error) {
        if (error instanceof InvalidInput) return
        throw error
      }
      expect(replay(stored, pathway.hash, decide)).toEqual({
        same: true,
        sameProtocol: true,
        differences: [],
        protocol: 'sha256:small',
      })
      // A second engine, freshly made, agrees with the first.
      const fresh = loadProtocol(JSON.parse(JSON.stringify(smallProtocol)))
      expect(fresh.screen(answers, day)).toEqual(pathway.screen(answers, day))
    }),
  )
})

test('a difference is told by its place', () => {
  const stored = record({ ...nothingFound, age: 20 })
  const output = { ...stored.output, decision: { ...stored.output.decision, atMost: 'defer' }, findings: [] }
  const { same, differences } = replay({ ...stored, output }, pathway.hash, decide)
  expect(same).toBe(false)
  expect(differences.map(({ path }) => path)).toEqual(['decision.atMost', 'findings.0'])
  expect(differences[0]).toMatchObject({ was: 'defer', is: 'clinician-review' })
})

test('another protocol is named as another', () => {
  const stored = record(nothingFound)
  const old = { ...stored, output: { ...stored.output, protocol: 'sha256:old' } }
  expect(replay(old, pathway.hash, decide)).toMatchObject({
    same: false,
    sameProtocol: false,
    differences: [{ path: 'protocol' }],
  })
})

test('what is no record is refused by its missing part', () => {
  for (const [broken, field] of [
    [{}, 'verb'],
    [{ verb: 'screen' }, 'input'],
    [{ verb: 'screen', input: {} }, 'output'],
    [undefined, 'verb'],
  ] as const) {
    expect(() => replay(broken as never, pathway.hash, decide)).toThrow(`“${field}”`)
  }
})

test('an explanation tells the condition, what was read, the numbers and the sources', () => {
  const loaded = load(smallProtocol)
  const given = { ...nothingFound, isotretinoin: 'stopped', monthsSinceIsotretinoin: 'dont-know', smoker: true }
  expect(explain(loaded, given, day)).toMatchObject([
    {
      rule: 'isotretinoin-recent',
      outcome: 'unknown',
      condition: "isotretinoin = 'stopped' and monthsSinceIsotretinoin < %isotretinoinWait",
      reads: [
        { fact: 'isotretinoin', value: 'stopped', how: 'answered' },
        { fact: 'monthsSinceIsotretinoin', value: null, how: 'dont-know' },
      ],
      parameters: [{ parameter: 'isotretinoinWait', value: 6, unit: 'mo' }],
      claims: [{ id: 'C-1', publication: { title: 'A study' } }],
      disagree: [{ id: 'C-2' }],
    },
    { rule: 'smoker', outcome: 'true' },
  ])
  expect(explain(loaded, nothingFound, day, 'herpes')).toMatchObject([{ outcome: 'false', reads: [{ value: false }] }])
  expect(() => explain(loaded, nothingFound, day, 'herpis')).toThrow('Did you mean “herpes”?')
})
