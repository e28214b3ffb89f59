import { expect, test } from 'vitest'
import { clinicOf } from './own-page.ts'

type Me = NonNullable<Parameters<typeof clinicOf>[0]>
const me = (...clinics: object[]) => ({ clinics }) as unknown as Me

test('the installed app opens with the clinic where she is a client, and not where she works', () => {
  expect(clinicOf(me({ clinicId: 'work', clientId: null }, { clinicId: 'hers', clientId: 'she' }))).toBe('hers')
})

test('on a device of which nothing is known it opens at the front door', () => {
  expect(clinicOf(undefined)).toBeUndefined()
  expect(clinicOf(me({ clinicId: 'work', clientId: null }))).toBeUndefined()
})
