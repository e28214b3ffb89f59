/** Schemas of the small values that every endpoint is made of, each strict enough to be stored without a second look. */
import { isZone, parseDate, parseInstant } from '@needlepoint/pathway'
import { z } from 'zod'

/** An id made on the device: UUID version 7, in lower case. */
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  .meta({
    title: 'a UUID version 7 in lower case',
    format: 'uuid',
    examples: ['01932f5e-7c1a-7b3e-9a52-3f6d1c0b8e4f'],
  })

/** A clinic's id is any UUID, for it may come from an older system. */
export const clinicId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  .meta({ title: 'a UUID in lower case', format: 'uuid', examples: ['01932f5e-7c1a-7b3e-9a52-000000000001'] })

/** A civil date; years outside a human life are slips of the keyboard. */
export const date = z
  .string()
  .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  .refine((text) => parseDate(text) !== undefined)
  .meta({ title: 'a date such as 2026-11-21', format: 'date', examples: ['2026-11-21'] })

export const instant = z
  .string()
  .regex(/^(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/)
  .refine((text) => parseInstant(text) !== undefined)
  .meta({
    title: 'an instant with Z or an offset, such as 2026-11-21T09:30:00Z',
    format: 'date-time',
    examples: ['2026-11-21T09:30:00Z'],
  })

export const zone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+-]{0,31}(\/[A-Za-z0-9_+-]{1,32}){0,2}$/)
  .refine(isZone)
  .meta({ title: 'an IANA time zone, such as Europe/Berlin', examples: ['Europe/Berlin'] })

export const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)
  .meta({ title: 'a language tag, such as en or pt-BR', examples: ['en'] })

/** One line that a person typed: not blank, no line breaks. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\u2028\u2029]*[^\p{Cc}\p{Z}][^\p{Cc}\u2028\u2029]*$/u)
    .meta({ title: `a text of one line, at most ${max} characters` })

/** What a person typed, with line breaks; not blank. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/\S/)
    .meta({ title: `a text of at most ${max} characters` })

export const email = z
  .email()
  .max(254)
  .meta({ title: 'an e-mail address such as ana@example.org', examples: ['ana@example.org'] })
export const phone = z
  .string()
  .regex(/^\+?[0-9][0-9 ()./-]{4,30}$/)
  .meta({ title: 'a telephone number, best with its country, such as +49 30 1234567', examples: ['+49 30 1234567'] })

/** Short, as every country has one, and without what a telephone would not dial. */
export const emergencyNumber = z
  .string()
  .regex(/^[0-9]{2,8}$/)
  .meta({ title: 'an emergency number in digits, such as 112', examples: ['112'] })

/** SHA-256 in lower-case hexadecimal. */
export const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ title: 'a SHA-256 hash: 64 characters 0-9 and a-f' })

/** What names an entry of the protocol: `acneScars`, `isotretinoin-recent`. */
export const term = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,79}$/)
  .meta({ title: 'the id of an entry of the protocol' })

/** Versions of a protocol: a hash, and for a tightened one the overlay's too. */
export const protocolHash = z
  .string()
  .regex(/^[A-Za-z0-9:+._-]{8,200}$/)
  .meta({ title: 'the hash of a protocol' })

export const wholeNumber = (min: number, max: number) =>
  z
    .int()
    .min(min)
    .max(max)
    .meta({ title: `a whole number from ${min} to ${max}` })
export const decimal = (min: number, max: number) =>
  z
    .number()
    .min(min)
    .max(max)
    .meta({ title: `a number from ${min} to ${max}` })

export const nothing = z.strictObject({})

/** Parameters of a path within a clinic, each an id. */
export function inClinic<const Names extends readonly string[]>(...names: Names) {
  const shape = Object.fromEntries(names.map((name) => [name, id]))
  return z.strictObject({ clinicId, ...(shape as Record<Names[number], typeof id>) })
}
