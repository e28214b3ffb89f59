import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersOf } from '../../test/support/arbitraries.ts'
import { aRule, compare, emptyOverlay, f, nothingFound, p, smallProtocol } from '../../test/support/small-protocol.ts'
import { InvalidInput } from '../facts/problem.ts'
import { screen } from '../screening/screen.ts'
import { impactOf } from './impact.ts'
import { load } from './load.ts'
import { type Decision, decisions, levels, type Overlay } from './protocol.ts'
import { tighten } from './tighten.ts'

const overlay = (more: Partial<Overlay>): Overlay => ({ ...emptyOverlay, ...more })
const problems = (more: unknown) => {
  try {
    tighten(smallProtocol, overlay(more as Partial<Overlay>))
    return []
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems
    throw error
  }
}
const fields = (more: unknown) => problems(more).map(({ field }) => field)
const outcomes = (more: Partial<Overlay>, answers: Record<string, unknown>, day = '2026-11-21') =>
  screen(load(tighten(smallProtocol, overlay(more))), { ...nothingFound, ...answers }, day)

describe('a clinic may be more cautious', () => {
  test('and its protocol says so in name and hash, and leaves the other as it was', () => {
    const before = JSON.stringify(smallProtocol)
    const tightened = tighten(smallProtocol, overlay({ parameters: { labelAge: 25 } }))
    expect(tightened).toMatchObject({ name: 'small, a clinic', hash: 'sha256:small+sha256:overlay' })
    expect(tightened.parameters.labelAge?.values).toMatchObject([{ value: 25, judgement: 'Set by a clinic.' }])
    expect(JSON.stringify(smallProtocol)).toBe(before)
  })
  test('by a number', () => {
    expect(outcomes({ parameters: { labelAge: 25 } }, { age: 24 }).decision.atMost).toBe('clinician-review')
    expect(outcomes({ parameters: { evaluatedDepth: 0.8 } }, {}).decision.atMost).toBe('clinician-review')
  })
  test('for every day that the number ever had', () => {
    const stopped = { isotretinoin: 'stopped', monthsSinceIsotretinoin: 11 }
    for (const day of ['2026-11-21', '2027-11-21']) {
      expect(outcomes({ parameters: { isotretinoinWait: 12 } }, stopped, day).decision.atMost).toBe('defer')
    }
  })
  test('and days on which the number was stricter than the clinic’s keep it', () => {
    const { labelAge } = smallProtocol.parameters
    if (!labelAge) throw new Error('no parameter')
    const values = [
      { from: '2026-01-01', value: 30, cites: ['C-1'] },
      { from: '2027-01-01', value: 22, cites: ['C-1'] },
    ]
    const eased = { ...smallProtocol, parameters: { ...smallProtocol.parameters, labelAge: { ...labelAge, values } } }
    const tightened = tighten(eased, overlay({ parameters: { labelAge: 25 } }))
    expect(tightened.parameters.labelAge?.values.map(({ value }) => value)).toEqual([30, 25])
  })
  test('by half a month too, and the date that people are told is still a date', () => {
    const stopped = { isotretinoin: 'stopped', monthsSinceIsotretinoin: '2026-10-10' }
    const found = outcomes({ parameters: { isotretinoinWait: 8.5 } }, stopped)
    expect(found.earliestDate).toBe('2027-07-10')
    expect(outcomes({ parameters: { isotretinoinWait: 8.5 } }, stopped, '2027-07-10').findings).toEqual([])
    expect(outcomes({ parameters: { isotretinoinWait: 8.5 } }, stopped, '2027-07-09').findings).toHaveLength(1)
  })
  test('by an effect, and by rules of its own with their words', () => {
    expect(outcomes({ effects: { smoker: 'defer' } }, { smoker: true }).decision.atLeast).toBe('defer')
    const rules = {
      ...emptyOverlay.rules,
      screening: { 'no-beginners': aRule('no-beginners', 'do-not-treat', compare('age', '<', 30)) },
    }
    const texts = { en: { 'rules.no-beginners.reason': 'We treat from 30.' } }
    expect(outcomes({ rules, texts }, { age: 29 }).findings[0]).toMatchObject({
      rule: 'no-beginners',
      says: 'We treat from 30.',
    })
  })
})

describe('a clinic may not be less cautious', () => {
  test('by a number', () => {
    expect(problems({ parameters: { labelAge: 21 } })).toMatchObject([
      { field: 'parameters.labelAge', expected: '22 a or higher' },
    ])
    expect(fields({ parameters: { evaluatedDepth: 1.6 } })).toEqual(['parameters.evaluatedDepth'])
    expect(fields({ parameters: { isotretinoinWait: 7 } })).toEqual(['parameters.isotretinoinWait'])
  })
  test('nor go where no number makes sense', () => {
    expect(fields({ parameters: { isotretinoinWait: 25 } })).toEqual(['parameters.isotretinoinWait'])
    expect(fields({ parameters: { homeDepth: 0.1 } })).toEqual(['parameters.homeDepth'])
    expect(fields({ parameters: { labelAge: Number.NaN } })).toEqual(['parameters.labelAge'])
    expect(fields({ parameters: { labelAge: '30' } })).toEqual(['parameters.labelAge'])
  })
  test('by an effect', () => {
    expect(fields({ effects: { pregnant: 'defer' } })).toEqual(['effects.pregnant'])
    expect(fields({ effects: { unsigned: 'precaution' } })).toEqual(['effects.unsigned'])
    expect(fields({ effects: { breathless: 'same-day' } })).toEqual(['effects.breathless'])
    expect(fields({ effects: { pregnant: 'emergency' } })).toEqual(['effects.pregnant'])
  })
  test('by replacing a rule, or rewording one', () => {
    const rules = {
      ...emptyOverlay.rules,
      screening: { pregnant: aRule('pregnant', 'proceed' as Decision, f('smoker')) },
    }
    expect(fields({ rules })).toEqual(['rules.screening.pregnant'])
    expect(fields({ texts: { en: { 'rules.pregnant.reason': 'All is well.' } } })).toEqual([
      'texts.en.rules.pregnant.reason',
    ])
  })
  test('nor name what there is not; the nearest is offered', () => {
    expect(problems({ parameters: { labelAgee: 25 } })).toMatchObject([{ nearest: 'labelAge' }])
    expect(problems({ effects: { pregnent: 'do-not-treat' } })).toMatchObject([{ nearest: 'pregnant' }])
    expect(fields({ parameters: { constructor: 5 }, effects: { constructor: 'defer' } })).toEqual([
      'parameters.constructor',
      'effects.constructor',
    ])
  })
  test('a rule of its own that reads what nobody asks is refused', () => {
    const rules = {
      ...emptyOverlay.rules,
      screening: { odd: aRule('odd', 'defer', compare('age', '<', p('noNumber'))) },
    }
    expect(() => tighten(smallProtocol, overlay({ rules }))).toThrow('noNumber')
  })
})

describe('whatever a clinic writes', () => {
  const { parameters } = smallProtocol
  const ids = Object.keys(parameters).filter((id) => parameters[id]?.stricter !== 'free')
  const latest = (id: string) => parameters[id]?.values.at(-1)?.value ?? 0
  const effects = [
    ...Object.entries(smallProtocol.screening.rules).map(([id, { effect }]) => [id, effect, decisions] as const),
    ...Object.entries(smallProtocol.recovery.rules).map(([id, { effect }]) => [id, effect, levels] as const),
  ].filter(([id]) => id !== 'smoker')

  test('a looser number or effect is refused by name', () => {
    const step = fc.double({ min: 0.01, max: 50, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom(...ids),
        step,
        fc.constantFrom(...effects),
        fc.nat(3),
        (id, by, [rule, effect, order], lower) => {
          const loose = parameters[id]?.stricter === 'higher' ? latest(id) - by : latest(id) + by
          expect(fields({ parameters: { [id]: loose } })).toEqual([`parameters.${id}`])
          const rank = (order as readonly string[]).indexOf(effect) - 1 - lower
          const milder = (order as readonly string[])[rank]
          if (milder !== undefined) expect(fields({ effects: { [rule]: milder } })).toEqual([`effects.${rule}`])
        },
      ),
    )
  })

  test('what is accepted never decides anybody less cautiously', () => {
    const stricter = fc.record(
      Object.fromEntries(
        ids.map((id) => {
          const { stricter: direction, min = 0, max = 1000 } = parameters[id] ?? {}
          const from = latest(id)
          return [
            id,
            fc
              .double({ min: 0, max: 1, noNaN: true })
              .map((part) =>
                direction === 'higher'
                  ? from + part * (Math.min(max, from * 2) - from)
                  : from - part * (from - Math.max(min, from / 2)),
              ),
          ]
        }),
      ),
      { requiredKeys: [] },
    )
    const raised = fc.array(
      fc
        .constantFrom(...effects)
        .chain(([id, effect, order]) =>
          fc
            .constantFrom(...(order as readonly string[]).slice((order as readonly string[]).indexOf(effect)))
            .map((to) => [id, to] as const),
        ),
      { maxLength: 3 },
    )
    const added = fc.constantFrom({}, { own: aRule('own', 'defer' as Decision, compare('bodyWeight', '<', 45)) })
    let strictly = 0
    fc.assert(
      fc.property(
        stricter,
        raised,
        added,
        fc.array(answersOf(smallProtocol, { unsure: true }), { minLength: 20, maxLength: 20 }),
        (numbers, raise, screening, people) => {
          const tightened = tighten(
            smallProtocol,
            overlay({
              parameters: numbers as Record<string, number>,
              effects: Object.fromEntries(raise),
              rules: { ...emptyOverlay.rules, screening },
            }),
          )
          const count = impactOf(load(smallProtocol), load(tightened))
          for (const answers of people) count.add(answers, '2026-11-21')
          const { looser, stricter: more, total } = count.result()
          expect(looser).toBe(0)
          expect(total).toBe(20)
          strictly += more
        },
      ),
      { numRuns: 60 },
    )
    expect(strictly).toBeGreaterThan(20)
  })
})

describe('impact', () => {
  const before = load(smallProtocol)
  const after = load(tighten(smallProtocol, overlay({ parameters: { labelAge: 25 }, effects: { smoker: 'defer' } })))

  test('counts who is decided otherwise, and because of which rules', () => {
    const count = impactOf(before, after)
    for (const given of [{ age: 24 }, { age: 24 }, { smoker: true }, { age: 30 }, { pregnancy: 'yes', age: 24 }])
      count.add({ ...nothingFound, ...given }, '2026-11-21')
    expect(count.result()).toMatchObject({
      total: 5,
      changed: 3,
      stricter: 3,
      looser: 0,
      unreadable: 0,
      changes: [
        { from: 'proceed', to: 'clinician-review', count: 2 },
        { from: 'proceed-with-precautions', to: 'defer', count: 1 },
      ],
      rules: [
        { rule: 'under-age', nowFires: 2, noLongerFires: 0, otherEffect: 0 },
        { rule: 'smoker', nowFires: 0, noLongerFires: 0, otherEffect: 1 },
      ],
    })
    expect(count.result().examples.map(({ record }) => record)).toEqual([1, 2, 3])
  })
  test('tells a loosening as one', () => {
    const count = impactOf(after, before)
    count.add({ ...nothingFound, age: 24 }, '2026-11-21')
    expect(count.result()).toMatchObject({
      looser: 1,
      stricter: 0,
      rules: [{ rule: 'under-age', nowFires: 0, noLongerFires: 1, otherEffect: 0 }],
    })
  })
  test('counts what cannot be read, and guesses at nothing', () => {
    const count = impactOf(before, after)
    count.add({ zebra: 1 }, '2026-11-21')
    count.add({ age: 12, pregnancy: 'menopause' }, '2026-11-21')
    expect(count.result()).toMatchObject({ total: 2, changed: 0, unreadable: 2 })
  })
  test('of a protocol on itself is none', () => {
    fc.assert(
      fc.property(answersOf(smallProtocol, { unsure: true }), (answers) => {
        const count = impactOf(before, load(smallProtocol))
        count.add(answers, '2026-11-21')
        expect(count.result().changed).toBe(0)
      }),
    )
  })
  test('is the difference that screening both ways shows', () => {
    fc.assert(
      fc.property(answersOf(smallProtocol, { unsure: true }), (answers) => {
        const count = impactOf(before, after)
        count.add(answers, '2026-11-21')
        const { unreadable, changed } = count.result()
        if (unreadable > 0) return
        const [was, is] = [before, after].map((loaded) => screen(loaded, answers, '2026-11-21').decision)
        expect(changed === 1).toBe(was?.atLeast !== is?.atLeast || was?.atMost !== is?.atMost)
      }),
    )
  })
})
