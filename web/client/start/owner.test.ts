import { expect, test } from 'vitest'
import { isSomebodyElse, placesOf } from './owner.ts'

type Me = Parameters<typeof placesOf>[0]
const me = (...clinics: object[]) => ({ clinics }) as unknown as Me
const ada = placesOf(me({ clinicId: 'lindenhof', clientId: 'ada', guardian: false }))

test('what she wrote before she had to sign in again is still hers, also once she is a client of a second clinic', () => {
  expect(isSomebodyElse(ada, ada)).toBe(false)
  const both = me(
    { clinicId: 'seeufer', clientId: 'ada-too', guardian: false },
    { clinicId: 'lindenhof', clientId: 'ada', guardian: false },
  )
  expect(isSomebodyElse(ada, placesOf(both))).toBe(false)
})

test('nothing of hers is left for whoever signs in next on this device, not even for her mother', () => {
  const bea = me({ clinicId: 'lindenhof', clientId: 'bea', guardian: false })
  const mother = me({ clinicId: 'lindenhof', clientId: 'ada', guardian: true })
  expect(isSomebodyElse(ada, placesOf(bea))).toBe(true)
  expect(isSomebodyElse(ada, placesOf(mother))).toBe(true)
})

test('somebody of the clinic, or nobody, leaves what a client wrote alone', () => {
  expect(isSomebodyElse(ada, placesOf(me({ clinicId: 'lindenhof', clientId: null, guardian: false })))).toBe(false)
  expect(isSomebodyElse(ada, placesOf(null))).toBe(false)
  expect(isSomebodyElse(undefined, ada)).toBe(false)
})
