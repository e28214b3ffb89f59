import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ClinicKeys, indexTokens, nameMatches, normalisePhone, type Searchable, searchTokens } from './index.ts'

const makeKeys = () => new ClinicKeys('clinic', [], randomBytes(32))
const keys = makeKeys()
const text = (tokens: { kind: string; blind: Buffer }[]) =>
  tokens.map(({ kind, blind }) => `${kind} ${blind.toString('hex')}`)

function finds(typed: string, client: Searchable): boolean {
  const stored = new Set(text(indexTokens(keys, client)))
  const wanted = text(searchTokens(keys, typed))
  return wanted.length > 0 && wanted.every((token) => stored.has(token))
}

describe('A client is found', () => {
  const zoe = { name: 'Zoë O’Brien-Łukasz', phone: '+49 (0)151 234 567-89', email: 'Zoe@Example.ORG' }

  test.each(['zoe', 'ZOË', 'zo', 'obrien', "O'Bri", 'lukasz zoe', 'Łuk'])('by “%s” in her name', (typed) => {
    expect(finds(typed, zoe)).toBe(true)
    expect(nameMatches(zoe.name, typed)).toBe(true)
  })

  test.each(['+4915123456789', '0151 23456789', '0049 151 234567 89', '23456789'])('by her number as %s', (typed) => {
    expect(finds(typed, zoe)).toBe(true)
  })

  test('by her e-mail address, whatever its case', () => {
    expect(finds(' zoe@example.org', zoe)).toBe(true)
    expect(finds('zoe@example.com', zoe)).toBe(false)
  })

  test('by a name of one letter', () => {
    expect(finds('李', { name: '李 明' })).toBe(true)
    expect(finds('z', zoe)).toBe(false)
  })

  test.each(['zoey', 'brien', 'anna', '+4915199999999', 'x'])('not by “%s”', (typed) => {
    expect(finds(typed, zoe)).toBe(false)
  })

  test('by every beginning of every word of any name', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefgxyzéüñıłøΑβγдж李'), minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), (words, which, length) => {
        const chosen = words[which % words.length] ?? ''
        const start = [...chosen.normalize('NFC')].slice(0, 2 + (length % 20)).join('')
        expect(finds(start, { name: words.join(' ') })).toBe(true)
        expect(nameMatches(words.join(' '), start)).toBe(true)
      }),
    )
  })
})

test('The same client has other tokens in another clinic, so that clinics cannot be compared', () => {
  const theirs = new Set(text(indexTokens(makeKeys(), { name: 'Anna' })))
  expect(text(indexTokens(keys, { name: 'Anna' })).some((token) => theirs.has(token))).toBe(false)
})

test('A number is brought into one form, and what is no number is not', () => {
  expect(normalisePhone('0049-30/123 456')).toBe('+4930123456')
  expect(normalisePhone('(030) 123456')).toBe('030123456')
  for (const none of ['', '12345', 'Anna', '1'.repeat(16), '+49 30 x']) expect(normalisePhone(none)).toBeUndefined()
})
