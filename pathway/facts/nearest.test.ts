import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, nearest } from './nearest.ts'

const word = fc.string({ maxLength: 12 })

test('the distance between two words is one that a person can check', () => {
  expect(editDistance('', 'abc')).toBe(3)
  expect(editDistance('pregnancy', 'pregnacy')).toBe(1)
  expect(editDistance('pregnancy', 'pregnnacy')).toBe(1)
  expect(editDistance('ab', 'ba')).toBe(1)
  expect(editDistance('kitten', 'sitting')).toBe(3)
})

test('it is nothing for the same word, the same both ways, and no more than the longer word', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, a)).toBe(0)
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
    }),
  )
})

test('counted up to a number, it is the same up to there, and more than that beyond', () => {
  // Few letters, so that words are alike and letters change places.
  const alike = fc.stringMatching(/^[abc]{0,9}$/)
  fc.assert(
    fc.property(alike, alike, fc.nat(6), (a, b, most) => {
      const whole = editDistance(a, b)
      if (whole <= most) expect(editDistance(a, b, most)).toBe(whole)
      else expect(editDistance(a, b, most)).toBeGreaterThan(most)
    }),
    { numRuns: 2000 },
  )
})

test('who mistypes a name is offered the right one', () => {
  const names = ['pregnancy', 'breastfeeding', 'isotretinoin', 'infection']
  expect(nearest('Pregnacy', names)).toBe('pregnancy')
  expect(nearest('isotretionin', names)).toBe('isotretinoin')
  expect(nearest('breast feeding', names)).toBe('breastfeeding')
})

test('who types something else is offered nothing', () => {
  expect(nearest('zebra', ['pregnancy', 'infection'])).toBeUndefined()
  expect(nearest('', ['pregnancy'])).toBeUndefined()
  expect(nearest('x', [])).toBeUndefined()
})

test('a name is nearest to itself, and what is offered is one of the names', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 }), word, (names, typed) => {
      for (const name of names) expect(nearest(name, names)).toBe(name)
      const found = nearest(typed, names)
      if (found !== undefined) expect(names).toContain(found)
    }),
  )
})

test('a line of a million letters is answered at once', () => {
  expect(nearest('x'.repeat(1_000_000), ['pregnancy'])).toBeUndefined()
})
