import { expect, test } from 'vitest'
import { codeOf } from './read-code.ts'

test.each([
  ['4006381333931', '4006381333931'],
  ['4006 3813 33931', '4006381333931'],
  ['036000291452', '0036000291452'],
  ['96385074', '96385074'],
])('%s is the code %s', (typed, code) => expect(codeOf(typed)).toBe(code))

test.each(['4006381333932', '12345', '', 'retinol', '40063813339310'])(
  '%j is no code: a digit that was misread never names another product',
  (typed) => expect(codeOf(typed)).toBeUndefined(),
)
