import { expect, test } from 'vitest'
import { emergencyNumber } from './emergency-number.ts'

const clinic = { zone: 'Asia/Tehran', emergencyNumber: '115' }

test('in the zone of her clinic she calls the number that the clinic gave', () => {
  expect(emergencyNumber('Asia/Tehran', clinic)).toBe('115')
})

test('in another zone the clinic’s number might reach nobody, so it is that of where she lives', () => {
  expect(emergencyNumber('America/New_York', clinic)).toBe('911')
  expect(emergencyNumber('Europe/London', clinic)).toBe('999')
})

test('there is always a number: of a clinic that gave none, and of one kept by an older version', () => {
  expect(emergencyNumber('Europe/Berlin', { zone: 'Europe/Berlin', emergencyNumber: null })).toBe('112')
  expect(emergencyNumber('Asia/Tokyo', { zone: 'Asia/Tokyo' })).toBe('119')
})
