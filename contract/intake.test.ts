/** What is known is put together from its days, and gives way where what is said now contradicts it. */
import { InvalidInput } from '@needlepoint/pathway'
import { describe, expect, test } from 'vitest'
import { answeredOn, decideWith, intakeOf } from './intake.ts'

const refusing =
  (...fields: string[]) =>
  (known: Readonly<Record<string, unknown>>) => {
    const problems = fields
      .filter((field) => field.split(', ').some((name) => (name.split('.')[0] ?? '') in known))
      .map((field) => ({ field, message: 'no' }))
    if (problems.length > 0) throw new InvalidInput(problems)
    return Object.keys(known)
  }

describe('an answer of an earlier day', () => {
  test('counts from that day, unless it names its own', () => {
    const answers = { age: 34, weight: { value: 68, unit: 'kg' }, sun: { value: 'no', answeredOn: '2026-01-01' } }
    expect(answeredOn('2026-11-21', answers)).toEqual({
      age: { value: 34, answeredOn: '2026-11-21' },
      weight: { value: 68, unit: 'kg', answeredOn: '2026-11-21' },
      sun: { value: 'no', answeredOn: '2026-01-01' },
    })
  })
  test('of the plan goes over one of the screening', () => {
    const known = intakeOf({
      screening: { decidedOn: '2026-11-01', facts: { areas: ['cheeks'], age: 34 } },
      plan: { plannedOn: '2026-11-02', facts: { areas: ['chin'] } },
    })
    expect(known).toEqual({
      age: { value: 34, answeredOn: '2026-11-01' },
      areas: { value: ['chin'], answeredOn: '2026-11-02' },
    })
    expect(intakeOf({})).toEqual({})
  })
})

describe('deciding on what is known and what is said', () => {
  test('what is known and cannot be any more is left out, and nothing else', () => {
    const known = { gone: 1, allergy: ['latex'], age: 34, tan: 'none' }
    const { decision, known: left } = decideWith(known, [], refusing('gone', 'allergy.latex', 'tan, sunReaction'))
    expect(decision).toEqual(['age'])
    expect(left).toEqual({ age: 34 })
  })
  test('what was said is never left out: who said it hears of it', () => {
    expect(() => decideWith({ age: 34 }, ['redness'], refusing('age', 'redness'))).not.toThrow()
    const said = () => decideWith({ age: 34, redness: 1 }, ['redness'], refusing('redness'))
    expect(said).toThrow(InvalidInput)
  })
  test('what is no fault of an answer comes through', () => {
    const broken = () =>
      decideWith({ age: 34 }, [], () => {
        throw new TypeError('a defect')
      })
    expect(broken).toThrow(TypeError)
  })
})
