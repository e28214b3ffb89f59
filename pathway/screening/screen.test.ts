import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersOf, without } from '../../test/support/arbitraries.ts'
import { and, aRule, compare, f, nothingFound, smallProtocol } from '../../test/support/small-protocol.ts'
import { InvalidInput } from '../facts/problem.ts'
import { load } from '../protocol/load.ts'
import { type Decision, decisions } from '../protocol/protocol.ts'
import { preflight } from '../treatment/preflight.ts'
import { type Screening, screen } from './screen.ts'

const loaded = load(smallProtocol)
const today = '2026-11-21'
const ask = (answers: Record<string, unknown>, day = today) => screen(loaded, answers, day)
const rules = (screening: Screening) => screening.findings.map(({ rule }) => rule)
const rank = (decision: Decision) => decisions.indexOf(decision)

/** Undefined where the answers contradict each other. */
function attempt(answers: Record<string, unknown>): Screening | undefined {
  try {
    return ask(answers)
  } catch (error) {
    if (error instanceof InvalidInput) return undefined
    throw error
  }
}

describe('a decision', () => {
  test('clears nobody about whom nothing is known', () => {
    expect(ask({}).decision).toEqual({ atLeast: 'proceed', atMost: 'do-not-treat', final: false })
  })

  test('is to proceed when everything was asked and nothing was found', () => {
    const screening = ask(nothingFound)
    expect(screening.decision).toEqual({ atLeast: 'proceed', atMost: 'proceed', final: true })
    expect(screening).toMatchObject({
      findings: [],
      possible: [],
      ask: [],
      alsoAsk: [],
      clarify: [],
      stale: [],
      earliestDate: today,
    })
    expect(screening.protocol).toBe('sha256:small')
  })

  test('is final as soon as no answer can change it, however much is open', () => {
    expect(ask({ pregnancy: 'yes' }).decision).toEqual({ atLeast: 'do-not-treat', atMost: 'do-not-treat', final: true })
    expect(ask({ pregnancy: 'yes' }).ask).toEqual([])
  })

  test('lists what was found, the most cautious first, with reason, action and sources', () => {
    const screening = ask({
      ...nothingFound,
      smoker: true,
      isotretinoin: 'stopped',
      monthsSinceIsotretinoin: 2,
      age: 20,
    })
    expect(rules(screening)).toEqual(['isotretinoin-recent', 'under-age', 'smoker'])
    expect(screening.decision).toMatchObject({ atLeast: 'defer', final: true })
    expect(screening.findings[0]).toEqual({
      rule: 'isotretinoin-recent',
      effect: 'defer',
      says: 'You took isotretinoin less than 6 months ago.',
      action: 'Wait 6 months, then screen again.',
      claims: ['C-1'],
      disagree: ['C-2'],
      topic: 'medicines',
      until: '2027-03-21',
    })
  })

  test('speaks the language that was asked for, and English where a text is missing', () => {
    const given = { ...nothingFound, isotretinoin: 'stopped', monthsSinceIsotretinoin: 2 }
    expect(screen(loaded, given, today, 'de').findings[0]).toMatchObject({
      says: expect.stringContaining('less than'),
      action: 'Warten Sie 6 Monate.',
    })
  })

  test('counts with the numbers in force on its day', () => {
    const given = { ...nothingFound, isotretinoin: 'stopped', monthsSinceIsotretinoin: 7 }
    expect(ask(given, '2027-05-31').decision.atMost).toBe('proceed')
    expect(ask(given, '2027-06-01').findings[0]).toMatchObject({
      rule: 'isotretinoin-recent',
      says: 'You took isotretinoin less than 8 months ago.',
      until: '2027-07-01',
    })
  })

  test('does not take a “don’t know” for a no', () => {
    const screening = ask({ ...nothingFound, pregnancy: 'dont-know' })
    expect(screening.decision).toEqual({ atLeast: 'proceed', atMost: 'do-not-treat', final: false })
    expect(screening.ask).toEqual([])
    expect(screening.clarify).toEqual(['pregnancy'])
    expect(screening.possible.map(({ rule }) => rule)).toEqual(['pregnant', 'perhaps-pregnant'])
  })

  test('asks again what was answered too long ago', () => {
    const screening = ask({ ...nothingFound, pregnancy: { value: 'no', answeredOn: '2026-11-01' } })
    expect(screening.decision.final).toBe(false)
    expect(screening.stale).toEqual(['pregnancy'])
    expect(screening.ask).toEqual(['pregnancy'])
  })
})

describe('the questions', () => {
  test('come with the one first that can change the decision most, then the one that more rules look at', () => {
    const { ask: asked } = ask({})
    expect(asked.slice(0, 3)).toEqual(['pregnancy', 'daysSincePeel', 'allergy'])
    expect(asked.indexOf('infection')).toBeLessThan(asked.indexOf('age'))
    expect(asked.slice(-2)).toEqual(['sunReaction', 'smoker'])
    expect(asked).not.toContain('monthsSinceIsotretinoin')
    expect(asked).not.toContain('birthday')
  })

  test('that open others come before them', () => {
    expect(ask({ ...nothingFound, isotretinoin: 'stopped', monthsSinceIsotretinoin: null }).ask).toEqual([
      'monthsSinceIsotretinoin',
    ])
  })

  test('that can only add a reason are kept apart', () => {
    const screening = ask({ ...without(nothingFound, ['age', 'smoker', 'poorHealing']), breastfeeding: true })
    expect(screening.decision.final).toBe(true)
    expect(screening.ask).toEqual([])
    expect(screening.alsoAsk.toSorted()).toEqual(['age', 'poorHealing', 'smoker'])
  })
})

describe('the earliest safe date', () => {
  const waiting = (answers: Record<string, unknown>) => ask({ ...nothingFound, ...answers }).earliestDate
  test('is the day on which the last reason to wait has passed', () => {
    expect(waiting({ isotretinoin: 'stopped', monthsSinceIsotretinoin: '2026-10-10' })).toBe('2027-04-10')
    expect(waiting({ daysSincePeel: '2026-11-20' })).toBe('2026-12-04')
    expect(waiting({ isotretinoin: 'stopped', monthsSinceIsotretinoin: '2026-10-10', daysSincePeel: 1 })).toBe(
      '2027-04-10',
    )
  })
  test('is none while a reason does not pass with time', () => {
    expect(waiting({ breastfeeding: true })).toBeNull()
    expect(waiting({ breastfeeding: true, daysSincePeel: 1 })).toBeNull()
  })
  test('is today when only a precaution, or a clinician’s word, is needed', () => {
    expect(waiting({ smoker: true })).toBe(today)
    expect(waiting({ age: 20 })).toBe(today)
  })
  test('is a day on which the rules agree that the wait is over, and the day before they did not', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 0, max: 300 })
          .map((days) => new Date(Date.UTC(2026, 10, 21) - days * 86_400_000).toISOString().slice(0, 10)),
        fc.integer({ min: 0, max: 30 }),
        (stopped, peel) => {
          const peeled = new Date(Date.UTC(2026, 10, 21) - peel * 86_400_000).toISOString().slice(0, 10)
          const given = {
            ...nothingFound,
            isotretinoin: 'stopped',
            monthsSinceIsotretinoin: stopped,
            daysSincePeel: peeled,
          }
          const date = ask(given).earliestDate
          if (date === null) throw new Error('no date')
          expect(rules(ask(given, date))).toEqual([])
          if (date > today) {
            const before = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)
            expect(rules(ask(given, before))).not.toEqual([])
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('for anybody', () => {
  const anything = answersOf(smallProtocol, { unsure: true })

  // But for skin type: the practitioner's word replaces what was worked out from how skin burns.
  test('one more answer never widens what is possible', () => {
    fc.assert(
      fc.property(answersOf(smallProtocol), fc.infiniteStream(fc.boolean()), (all, coins) => {
        const some = Object.fromEntries(
          Object.entries(all).filter(([id]) => coins.next().value === true || id === 'fitzpatrick'),
        )
        const more = attempt(all)
        const less = attempt(some)
        if (!more || !less) return
        expect(rank(more.decision.atLeast)).toBeGreaterThanOrEqual(rank(less.decision.atLeast))
        expect(rank(more.decision.atMost)).toBeLessThanOrEqual(rank(less.decision.atMost))
        if (less.decision.final) expect(more.decision).toEqual(less.decision)
        const still = new Set([...rules(more)])
        expect(rules(less).filter((rule) => !still.has(rule))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('forgetting an answer, or taking it back, never unlocks', () => {
    fc.assert(
      fc.property(
        anything,
        fc.nat(),
        fc.constantFrom(null, 'dont-know', 'rather-not-say'),
        (answers, which, instead) => {
          const id = Object.keys(answers)[which % Math.max(1, Object.keys(answers).length)]
          const before = attempt(answers)
          if (!before || id === undefined) return
          const after = attempt({ ...answers, [id]: instead })
          if (!after) return
          expect(rank(after.decision.atMost)).toBeGreaterThanOrEqual(rank(before.decision.atMost))
          if (!before.decision.final)
            expect(after.decision.final && rank(after.decision.atMost) < rank(before.decision.atMost)).toBe(false)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('no question is put that has its answer', () => {
    fc.assert(
      fc.property(anything, (answers) => {
        const screening = attempt(answers)
        if (!screening) return
        const whole = Object.keys(answers).filter((id) => {
          const answer = answers[id]
          return typeof answer !== 'object' || Array.isArray(answer)
        })
        expect(screening.ask.filter((id) => whole.includes(id))).toEqual([])
        expect(screening.alsoAsk.filter((id) => whole.includes(id) || screening.ask.includes(id))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('who answers what is asked gets to a decision; else somebody must find out what she does not know', () => {
    fc.assert(
      fc.property(anything, answersOf(smallProtocol, { complete: true }), (answers, truth) => {
        let given: Record<string, unknown> = answers
        let screening = attempt(given)
        for (let round = 0; screening && screening.ask.length > 0; round++) {
          expect(round, JSON.stringify(screening.ask)).toBeLessThan(40)
          expect(screening.decision.final).toBe(false)
          const next = screening.ask[0] as string
          given = { ...given, [next]: truth[next] }
          screening = attempt(given)
        }
        if (screening && !screening.decision.final) expect(screening.clarify).not.toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('the same answers get the same decision, in whatever order they come', () => {
    fc.assert(
      fc.property(anything, (answers) => {
        const before = JSON.stringify(answers)
        const once = attempt(answers)
        const again = attempt(Object.fromEntries(Object.entries(answers).reverse()))
        expect(again).toEqual(once)
        expect(JSON.stringify(answers)).toBe(before)
      }),
    )
  })
})

test('an answer that nobody could give about a worked-out fact is to be found out at its source', () => {
  const rule = aRule('needs-dose', 'defer', compare('lidocaineMg', '>', 600))
  const own = load({ ...smallProtocol, screening: { ...smallProtocol.screening, rules: { 'needs-dose': rule } } })
  const screening = screen(own, { numbingGrams: 10, numbingPercent: 'dont-know' }, today)
  expect(screening.decision.final).toBe(false)
  expect(screening.ask).toEqual([])
  expect(screening.clarify).toEqual(['numbingPercent'])
})

test('a rule of one kind keeps its words and its weight beside a rule of another kind with the same name', () => {
  const given = { ...nothingFound, smoker: true, consentSigned: true, cartridgeExpiry: 30, numbingUsed: false }
  expect(ask(given).findings).toMatchObject([{ rule: 'smoker', effect: 'proceed-with-precautions' }])
  expect(preflight(loaded, given, today).findings).toMatchObject([{ rule: 'smoker', effect: 'precaution' }])
})

test('a rule on two facts fires on both alone', () => {
  const weak = and(f('poorHealing'), f('smoker'))
  expect(loaded.condition(weak).reads).toEqual(['poorHealing', 'smoker'])
  expect(rules(ask({ ...nothingFound, poorHealing: true }))).toEqual([])
  expect(rules(ask({ ...nothingFound, poorHealing: true, smoker: true }))).toEqual([
    'slow-healing-and-smoking',
    'smoker',
  ])
})
