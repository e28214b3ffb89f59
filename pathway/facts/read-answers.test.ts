import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersOf } from '../../test/support/arbitraries.ts'
import { f, smallProtocol } from '../../test/support/small-protocol.ts'
import type { Slot } from '../logic/slots.ts'
import { explain } from '../protocol/explain.ts'
import { load } from '../protocol/load.ts'
import { printDate } from '../time/calendar.ts'
import { ANSWERED, DONT_KNOW, howLeft, NOT_ASKED, RATHER_NOT_SAY, STALE, WORKED_OUT } from './facts.ts'
import { InvalidInput, type Problem } from './problem.ts'

const loaded = load(smallProtocol)
const today = '2026-11-21'
const read = (answers: unknown) => loaded.readFacts(answers as Record<string, unknown>, today)
const problems = (answers: unknown): readonly Problem[] => {
  try {
    read(answers)
    return []
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems
    throw error
  }
}
const slot = (name: string) => {
  const index = loaded.slots.of.get(name)?.index
  if (index === undefined) throw new Error(`no slot ${name}`)
  return index
}
const value = (name: string, answers: unknown) => read(answers).slots[slot(name)]
const how = (name: string, answers: unknown) => howLeft(read(answers), loaded.slots.of.get(name) as Slot)

test('an option that was answered by itself counts as answered, though the rest was left open', () => {
  expect(how('infection.herpes', { infection: 'dont-know', 'infection.herpes': true })).toBe(ANSWERED)
  expect(value('infection.herpes', { infection: [], 'infection.herpes': 'dont-know' })).toBe(1)
})

describe('each kind of question', () => {
  test('yes or no, in either way of writing', () => {
    for (const yes of [true, 'yes']) expect(value('smoker', { smoker: yes })).toBe(2)
    for (const no of [false, 'no']) expect(value('smoker', { smoker: no })).toBe(0)
    for (const wrong of ['Yes', 'true', 1, 0, [], {}, 'maybe', '']) {
      expect(problems({ smoker: wrong })).toMatchObject([
        { field: 'smoker', expected: 'yes, no, dont-know or rather-not-say' },
      ])
    }
  })

  test('one of several, with the nearest when it is mistyped', () => {
    expect(value('isotretinoin', { isotretinoin: 'stopped' })).toBe(1)
    expect(problems({ isotretinoin: 'stoped' })).toMatchObject([{ field: 'isotretinoin', nearest: 'stopped' }])
    expect(problems({ isotretinoin: 1 })).toHaveLength(1)
    expect(problems({ isotretinoin: ['never'] })).toHaveLength(1)
  })

  test('any of several: a list says no to the rest, and parts say nothing about the rest', () => {
    const all = (answers: unknown) => [value('infection.herpes', answers), value('infection.wart', answers)]
    expect(all({ infection: ['herpes'] })).toEqual([2, 0])
    expect(all({ infection: [] })).toEqual([0, 0])
    expect(all({ infection: 'none' })).toEqual([0, 0])
    expect(all({ infection: { wart: false } })).toEqual([1, 0])
    expect(all({ 'infection.herpes': 'yes' })).toEqual([2, 1])
    expect(how('infection.wart', { infection: { wart: 'dont-know' } })).toBe(DONT_KNOW)
    expect(problems({ infection: ['herpe'] })).toMatchObject([{ field: 'infection', nearest: 'herpes' }])
    expect(problems({ infection: { herpe: true } })).toMatchObject([{ field: 'infection', nearest: 'herpes' }])
    expect(problems({ infection: { herpes: 'maybe' } })).toMatchObject([{ field: 'infection.herpes' }])
    expect(problems({ infection: 'herpes' })).toHaveLength(1)
    expect(problems({ 'infection.mumps': true })).toHaveLength(1)
  })

  test('numbers with and without their unit, as number, text or object', () => {
    for (const weight of [68, '68', '68 kg', { value: 68 }, { value: 68_000, unit: 'g' }]) {
      expect(value('bodyWeight', { bodyWeight: weight })).toBe(68)
    }
    expect(value('temperature', { temperature: '100.4 °F' })).toBe(38)
    expect(value('age', { age: '34 years' })).toBe(34)
  })

  test('severity is a whole number from 0 to 4', () => {
    expect(value('redness', { redness: 4 })).toBe(4)
    for (const wrong of [5, -1, 2.5, 'mild', true])
      expect(problems({ redness: wrong })).toMatchObject([{ field: 'redness' }])
  })

  test('time since a day: a date, a number, or a number of another unit', () => {
    expect(value('monthsSinceIsotretinoin', { monthsSinceIsotretinoin: '2026-05-22' })).toBe(5)
    expect(value('monthsSinceIsotretinoin', { monthsSinceIsotretinoin: '2026-05-21' })).toBe(6)
    expect(value('monthsSinceIsotretinoin', { monthsSinceIsotretinoin: 5 })).toBe(5)
    expect(value('monthsSinceIsotretinoin', { monthsSinceIsotretinoin: '2 years' })).toBe(24)
    expect(value('monthsSinceIsotretinoin', { monthsSinceIsotretinoin: 5.9 })).toBe(5)
    expect(value('daysSincePeel', { daysSincePeel: today })).toBe(0)
    expect(printDate(read({ daysSincePeel: 3 }).dates.get('daysSincePeel') as never)).toBe('2026-11-18')
  })

  test('time that has passed since the answer counts too', () => {
    const sixMonthsAgo = { value: 3, answeredOn: '2026-08-21' }
    expect(value('monthsSinceIsotretinoin', { monthsSinceIsotretinoin: sixMonthsAgo })).toBe(6)
    expect(value('daysUntilEvent', { daysUntilEvent: { value: 30, answeredOn: '2026-11-11' } })).toBe(20)
  })

  test('time until a day', () => {
    expect(value('daysUntilEvent', { daysUntilEvent: '2026-11-30' })).toBe(9)
    expect(value('daysUntilEvent', { daysUntilEvent: 9 })).toBe(9)
  })

  test('an expiry date that has passed is an answer, not a mistake', () => {
    expect(value('cartridgeExpiry', { cartridgeExpiry: '2026-11-20' })).toBe(-1)
    expect(value('cartridgeExpiry', { cartridgeExpiry: -1 })).toBe(-1)
    expect(value('cartridgeExpiry', { cartridgeExpiry: '2027-11-20' })).toBe(364)
  })

  test('a day long ago is a true answer, even where a number so high would look like a slip', () => {
    expect(value('daysSincePeel', { daysSincePeel: '1998-11-21' })).toBe(10_227)
    expect(problems({ daysSincePeel: 10_227 })).toHaveLength(1)
  })

  test('dates and texts', () => {
    expect(problems({ birthday: '1990-02-30' })).toMatchObject([{ field: 'birthday' }])
    expect(problems({ birthday: '1990-02-28', note: 'x' })).toEqual([])
    expect(problems({ note: 3 })).toHaveLength(1)
  })
})

describe('what was not answered', () => {
  test('not asked, not known, not said and too old are kept apart, and none of them is no', () => {
    const cases = [
      [{}, NOT_ASKED],
      [{ smoker: null }, NOT_ASKED],
      [{ smoker: 'dont-know' }, DONT_KNOW],
      [{ smoker: 'rather-not-say' }, RATHER_NOT_SAY],
      [{ smoker: { value: null } }, NOT_ASKED],
    ] as const
    for (const [answers, asked] of cases) {
      expect(value('smoker', answers)).toBe(1)
      expect(how('smoker', answers)).toBe(asked)
    }
    expect(how('smoker', { smoker: true })).toBe(ANSWERED)
  })

  test('an answer older than it is valid is asked again', () => {
    const answered = (answeredOn: string) => ({ pregnancy: { value: 'no', answeredOn } })
    expect(how('pregnancy', answered('2026-11-20'))).toBe(ANSWERED)
    expect(how('pregnancy', answered('2026-11-19'))).toBe(STALE)
    expect(value('pregnancy', answered('2026-11-19'))).toBe(-1)
  })

  test('an answer that is valid for hours does not live until tomorrow', () => {
    expect(how('consentSigned', { consentSigned: { value: true, answeredOn: today } })).toBe(ANSWERED)
    expect(how('consentSigned', { consentSigned: { value: true, answeredOn: '2026-11-20' } })).toBe(STALE)
  })

  test('a word that JavaScript knows is no answer', () => {
    for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
      expect(problems({ smoker: word }), word).toHaveLength(1)
      expect(problems({ pregnancy: word }), word).toHaveLength(1)
      expect(problems({ 'infection.wart': word }), word).toHaveLength(1)
      expect(problems({ [word]: true }), word).toHaveLength(1)
    }
  })
})

describe('wrong input', () => {
  test('an unknown question names the nearest', () => {
    expect(problems({ pregnacy: 'no' })).toMatchObject([
      { field: 'pregnacy', nearest: 'pregnancy', expected: 'the id of a fact' },
    ])
    expect(problems({ zzzzzzzz: 1 })[0]).not.toHaveProperty('nearest')
  })

  test('a wrong unit names the right one', () => {
    expect(problems({ bodyWeight: '68 mm' })).toMatchObject([{ field: 'bodyWeight', expected: 'kg' }])
    expect(problems({ monthsSinceIsotretinoin: '26 weeks' })).toMatchObject([
      { field: 'monthsSinceIsotretinoin', expected: 'mo' },
    ])
    expect(problems({ temperature: { value: 37, unit: 7 } })).toHaveLength(1)
  })

  test('a unit where there is none to give is not overlooked', () => {
    expect(problems({ redness: '3 mm' })).toMatchObject([{ field: 'redness' }])
  })

  test('an impossible number says what could be', () => {
    expect(problems({ age: 250 })).toMatchObject([{ field: 'age', expected: '0 to 120 years' }])
    expect(problems({ age: -1 })).toHaveLength(1)
    expect(problems({ age: 'old' })).toHaveLength(1)
    expect(problems({ age: Number.NaN })).toHaveLength(1)
    expect(problems({ bodyWeight: true })).toHaveLength(1)
  })

  test('an impossible date, a date in the future, a date in the past and a date before anybody lived', () => {
    expect(problems({ monthsSinceIsotretinoin: '2026-02-30' })).toHaveLength(1)
    expect(problems({ monthsSinceIsotretinoin: '2026-11-22' })).toMatchObject([
      { expected: 'a date no later than 2026-11-21' },
    ])
    expect(problems({ daysUntilEvent: '2026-11-20' })).toMatchObject([
      { expected: 'a date no earlier than 2026-11-21' },
    ])
    expect(problems({ monthsSinceIsotretinoin: '0026-05-01' })).toMatchObject([{ field: 'monthsSinceIsotretinoin' }])
    expect(problems({ age: { value: 3, answeredOn: '2026-11-22' } })).toMatchObject([{ field: 'age.answeredOn' }])
    expect(problems({ age: { value: 3, answeredOn: 'yesterday' } })).toMatchObject([{ field: 'age.answeredOn' }])
  })

  test('every mistake is told in one go', () => {
    expect(problems({ age: 250, smoker: 'x', zebra: 1, infection: ['mumps'] }).map(({ field }) => field)).toEqual([
      'age',
      'smoker',
      'zebra',
      'infection',
    ])
  })

  test('a fact that is worked out cannot be answered', () => {
    expect(problems({ lidocaineMg: 3 })).toMatchObject([{ field: 'lidocaineMg' }])
  })

  test('answers that cannot all be right are sent back together', () => {
    expect(problems({ age: 12, pregnancy: 'menopause' })).toMatchObject([{ field: 'age, pregnancy' }])
    expect(problems({ age: 52, pregnancy: 'menopause' })).toEqual([])
    expect(problems({ pregnancy: 'menopause' })).toEqual([])
  })

  test('what are no answers at all is said so', () => {
    for (const nothing of [5, 'yes', true, null, undefined, [{ age: 3 }]])
      expect(problems(nothing), JSON.stringify(nothing)).toHaveLength(1)
  })

  test('a day that is none', () => {
    expect(() => loaded.readFacts({}, '2026-13-01')).toThrow(InvalidInput)
    expect(() => loaded.readFacts({}, undefined as never)).toThrow(InvalidInput)
  })

  test('whatever JSON comes in: facts, or problems that name their field', () => {
    const ids = [...Object.keys(smallProtocol.facts), 'infection.herpes', 'infection.', '.', '__proto__']
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        'yes',
        'no',
        'none',
        'dont-know',
        '2026-11-01',
        '9999-12-31',
        '0000-01-01',
        '-5 mm',
        '1e9',
        3,
        -1,
        1e300,
      ),
      fc.record(
        {
          value: fc.jsonValue(),
          unit: fc.jsonValue(),
          answeredOn: fc.oneof(fc.jsonValue(), fc.constantFrom('2026-01-01', '0001-01-01')),
        },
        { requiredKeys: [] },
      ),
    )
    let readable = 0
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.constantFrom(...ids), fc.string()), anything, { maxKeys: 3 }),
        (answers) => {
          const found = problems(JSON.parse(JSON.stringify(answers)))
          if (found.length === 0) readable++
          for (const { field, message } of found) {
            expect(field === '' && !('' in answers)).toBe(false)
            expect(message).not.toBe('')
            expect(message.length).toBeLessThan(1000)
          }
        },
      ),
      { numRuns: 3000 },
    )
    expect(readable).toBeGreaterThan(100)
  })

  test('every answer that the questions allow is read', () => {
    fc.assert(
      fc.property(answersOf(smallProtocol, { unsure: true }), (answers) => {
        const wrong = problems(answers).filter(({ field }) => field !== 'age, pregnancy')
        expect(wrong).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('what is worked out', () => {
  test('skin type from how skin burns, until somebody says which it is', () => {
    expect(value('fitzpatrick', { sunReaction: 'never-burns' })).toBe(2)
    expect(how('fitzpatrick', { sunReaction: 'never-burns' })).toBe(WORKED_OUT)
    expect(value('fitzpatrick', { sunReaction: 'never-burns', fitzpatrick: 'I' })).toBe(0)
    expect(value('fitzpatrick', { sunReaction: 'dont-know' })).toBe(-1)
    expect(value('fitzpatrick', { sunReaction: 'tans', fitzpatrick: 'dont-know' })).toBe(1)
  })

  test('an estimate waits while an earlier sign that is not known could say otherwise', () => {
    const { fitzpatrick } = smallProtocol.facts
    if (!fitzpatrick) throw new Error('no fact')
    const estimate = [
      { when: f('smoker'), value: 'VI' },
      { when: f('poorHealing'), value: 'I' },
    ]
    const own = load({ ...smallProtocol, facts: { ...smallProtocol.facts, fitzpatrick: { ...fitzpatrick, estimate } } })
    const index = own.slots.of.get('fitzpatrick')?.index ?? -1
    const estimated = (answers: Record<string, unknown>) => own.readFacts(answers, today).slots[index]
    expect(estimated({ poorHealing: true })).toBe(-1)
    expect(estimated({ poorHealing: true, smoker: false })).toBe(0)
    expect(estimated({ poorHealing: true, smoker: true })).toBe(2)
  })

  test('a product of what is known, and unknown while a part of it is', () => {
    expect(value('lidocaineMg', { numbingGrams: 10, numbingPercent: 4 })).toBe(400)
    expect(value('lidocaineMg', { numbingGrams: 10 })).toBeNaN()
    expect(value('infectionSign', { pus: true })).toBe(2)
    expect(value('infectionSign', { pus: false })).toBe(1)
    expect(value('infectionSign', { pus: false, spreading: false })).toBe(0)
  })

  test('what was done in the session counts, not what was planned', () => {
    const facts = loaded.readFacts({ depthMm: 2 }, today, {
      depthMm: 1,
      daysSinceSession: 3,
      deviceClass: 'pen',
      nonsense: 5,
    })
    expect(facts.slots[slot('depthMm')]).toBe(1)
    expect(facts.slots[slot('daysSinceSession')]).toBe(3)
    expect(facts.slots[slot('deviceClass')]).toBe(1)
  })

  test('the explanation tells what was read and how', () => {
    const [explained] = explain(loaded, { sunReaction: 'never-burns' }, today, 'dark-skin')
    expect(explained).toMatchObject({
      outcome: 'true',
      condition: "fitzpatrick in ('VI')",
      reads: [{ fact: 'fitzpatrick', value: 'VI', how: 'worked out' }],
    })
  })
})
