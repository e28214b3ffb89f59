/** Checks the outermost fields of an input, so that a misspelled one is named rather than lost. */
import { InvalidInput, nearest, type Problem } from '@needlepoint/pathway'

export type Fields = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @throws InvalidInput when it is no object */
export function requireObject(value: unknown, what: string): Fields {
  if (isObject(value)) return value
  const got = value === null ? 'nothing' : Array.isArray(value) ? 'a list' : `“${String(value).slice(0, 40)}”`
  throw new InvalidInput([{ field: '', message: `The input is ${got}. Expected ${what}.`, expected: what }])
}

/** One problem for each field that no input of this kind has. */
export function strangers(value: Fields, known: readonly string[], prefix = ''): Problem[] {
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const close = nearest(name, known) ?? known.find((each) => each.startsWith(name))
      const expected = `one of ${known.map((each) => `${prefix}${each}`).join(', ')}`
      return {
        field: `${prefix}${name}`,
        message: `“${prefix}${name}” is no field of this input.${close ? ` Did you mean “${prefix}${close}”?` : ''} Expected ${expected}.`,
        expected,
        ...(close ? { nearest: `${prefix}${close}` } : {}),
      }
    })
}

/** One problem when a field is there and is no object. */
export function noObject(value: Fields, field: string, what: string): Problem[] {
  const given = value[field]
  if (given === undefined || isObject(given)) return []
  return [{ field, message: `“${field}” is “${shown(given)}”. Expected ${what}.`, expected: what }]
}

export function noText(value: Fields, field: string, what: string): Problem[] {
  const given = value[field]
  if (given === undefined || typeof given === 'string') return []
  return [{ field, message: `“${field}” is “${shown(given)}”. Expected ${what}.`, expected: what }]
}

const shown = (given: unknown) => (JSON.stringify(given) ?? String(given)).slice(0, 40)
