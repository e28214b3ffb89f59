import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { smallProtocol } from '../../test/support/small-protocol.ts'
import { load } from '../protocol/load.ts'
import type { AftercareInput } from './aftercare.ts'
import { checkProduct } from './check-product.ts'

const loaded = load(smallProtocol)
const session = { at: '2026-11-21T15:00:00Z', zone: 'Europe/Berlin' }
const noAllergy = { allergy: [] }
const check = (label: string, more: Partial<AftercareInput> = {}) =>
  checkProduct(loaded, label, { session, now: '2026-11-21T18:00:00Z', facts: noAllergy, ...more })
const answers = (label: string, more: Partial<AftercareInput> = {}) =>
  check(label, more).ingredients.map(({ answer }) => answer)

describe('a product', () => {
  test('of harmless ingredients is a yes', () => {
    expect(check('Water/Aqua/Eau, 1,2-Hexanediol, Glycerin 5%')).toMatchObject({
      answer: 'yes',
      because: [],
      unknown: [],
      until: null,
    })
  })

  test('with something that must wait is a no until then, with class and sources', () => {
    expect(check('Aqua, Glycolic Acid 7%')).toMatchObject({
      answer: 'no',
      until: '2026-11-22T15:00:00Z',
      untilHealed: false,
      because: [{ ingredient: 'Glycolic Acid', inci: 'Glycolic Acid', percent: 7, because: { class: 'acid' } }],
      claims: ['C-1'],
    })
    expect(check('Aqua, Glycolic Acid', { now: '2026-11-22T15:00:00Z' }).answer).toBe('yes')
  })

  test('that waits for healing waits as long as that takes', () => {
    const retinol = (now: string, healed?: boolean) =>
      check('Retinol', { now, ...(healed === undefined ? {} : { healed }) })
    expect(retinol('2026-11-22T15:00:00Z', true)).toMatchObject({
      answer: 'no',
      until: '2026-11-28T15:00:00Z',
      untilHealed: true,
    })
    expect(retinol('2026-12-22T15:00:00Z').answer).toBe('depends')
    expect(retinol('2026-12-22T15:00:00Z', false).answer).toBe('no')
    expect(retinol('2026-12-22T15:00:00Z', true).answer).toBe('yes')
  })

  test('says the latest day when several must wait', () => {
    expect(check('Retinol, Glycolic Acid')).toMatchObject({
      answer: 'no',
      until: '2026-11-28T15:00:00Z',
      untilHealed: true,
    })
  })

  test('with something to be careful about depends', () => {
    expect(check('Aqua, Papain')).toMatchObject({ answer: 'depends', because: [{ inci: 'Papain' }] })
    expect(check('Aqua, Papain', { now: '2026-11-23T15:00:00Z' }).answer).toBe('yes')
  })

  test('with a name that nobody knows is never a plain yes', () => {
    expect(check('Aqua, Unobtainium Extract')).toMatchObject({ answer: 'depends', unknown: ['Unobtainium Extract'] })
    expect(check('12345')).toMatchObject({ answer: 'depends', ingredients: [] })
  })

  test('the client is allergic to is a no for good', () => {
    const allergic = { facts: { allergy: ['fragrance'] }, now: '2027-11-21T15:00:00Z' }
    expect(check('Aqua, Parfum', allergic)).toMatchObject({ answer: 'no', until: null, untilHealed: false })
    expect(check('Aqua, Parfum', { now: '2027-11-21T15:00:00Z' }).answer).toBe('yes')
    expect(check('Aqua, Iron Oxides', { facts: { allergy: ['metal'] } }).answer).toBe('no')
  })

  test('is never cleared for somebody who was not asked about allergies, and the question is named', () => {
    const unasked = check('Aqua, Parfum', { facts: {}, now: '2027-11-21T15:00:00Z' })
    expect(unasked).toMatchObject({ answer: 'depends', ask: ['allergy'] })
    expect(check('Aqua, Parfum', { facts: { allergy: 'dont-know' }, now: '2027-11-21T15:00:00Z' }).answer).toBe(
      'depends',
    )
  })

  test('that may contain something counts as if it did', () => {
    expect(check('Aqua. May contain: Retinol')).toMatchObject({
      answer: 'no',
      because: [{ inci: 'Retinol', mayContain: true }],
    })
  })
})

describe('spelling', () => {
  test('known misspellings are the ingredient', () => {
    expect(check('Retinoll').because[0]).toMatchObject({ inci: 'Retinol', spelledAlike: false })
  })
  test('what is spelled like something harmful is feared', () => {
    expect(check('Glycollic Acid').because[0]).toMatchObject({
      answer: 'no',
      inci: 'Glycolic Acid',
      spelledAlike: true,
    })
    expect(check('Retinyl Palmitat').answer).toBe('no')
  })
  test('what is spelled like something harmless is not trusted', () => {
    expect(check('Hyaluronic Acit')).toMatchObject({ answer: 'depends', unknown: ['Hyaluronic Acit'] })
    expect(check('Hyaluronic Acit').ingredients[0]).toMatchObject({ inci: null, spelledAlike: true })
  })
  test('a harmful ingredient does not hide behind a harmless name', () => {
    for (const label of [
      'Aqua (Retinol)',
      'Glycerin/Retinol',
      'Glycerin (and) Retinol',
      'Liposomes (Water, Retinol)',
      'Glycerin & Glycolic Acid',
      'Water (Glycerin, Retinol 1%)',
    ]) {
      expect(check(label).answer, label).toBe('no')
    }
  })
})

describe('however it is written', () => {
  const known = [...Object.keys(smallProtocol.aftercare.ingredients), 'Fragrance', 'Eau', 'Vitamin A1', 'Nobody Knows']
  const list = fc.uniqueArray(fc.constantFrom(...known), { minLength: 1, maxLength: 6 })
  const styled = (name: string, style: number) =>
    [
      name,
      name.toUpperCase(),
      name.toLowerCase(),
      ` ${name}  `,
      name.replaceAll(' ', '  '),
      `${name}*`,
      `${name} 2%`,
      `${name} (0.5 %)`,
    ][style] ?? name
  const verdict = (label: string) => {
    const { answer, until, untilHealed, ingredients } = check(label)
    return { answer, until, untilHealed, incis: ingredients.map(({ inci, answer: own }) => `${inci} ${own}`).sort() }
  }

  test('order, case, spacing, percentages and line breaks between entries do not change the answer', () => {
    fc.assert(
      fc.property(
        list.chain((names) =>
          fc.tuple(
            fc.constant(names),
            fc.shuffledSubarray(names, { minLength: names.length }),
            fc.array(fc.nat(7), { minLength: 6, maxLength: 6 }),
            fc.constantFrom(', ', ' , ', ',\n', '; ', ';\n', ' • ', ', \r\n'),
          ),
        ),
        ([names, shuffled, styles, separator]) => {
          const label = shuffled.map((name, i) => styled(name, styles[i] ?? 0)).join(separator)
          expect(verdict(label)).toEqual(verdict(names.join(', ')))
          expect(verdict(`Ingredients: ${label}`)).toEqual(verdict(names.join(', ')))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a line for each ingredient is read like one line', () => {
    fc.assert(
      fc.property(list, (names) => {
        expect(verdict(names.join('\n'))).toEqual(verdict(names.join(', ')))
      }),
      { numRuns: 50 },
    )
  })

  test('one more ingredient never makes a product safer', () => {
    const order = ['yes', 'depends', 'no']
    fc.assert(
      fc.property(list, fc.constantFrom(...known), (names, more) => {
        const before = order.indexOf(check(names.join(', ')).answer)
        expect(order.indexOf(check([...names, more].join(', ')).answer)).toBeGreaterThanOrEqual(before)
      }),
    )
  })
})

test('before the session there is nothing to check against', () => {
  expect(() => check('Aqua', { now: '2026-11-20T15:00:00Z' })).toThrow('before')
  expect(answers('Aqua, Retinol')).toEqual(['yes', 'no'])
})
