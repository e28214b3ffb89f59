/**
 * Requests made from the OpenAPI document alone, as a stranger would make them: some as documented, some from the schemas,
 * some with one thing wrong, and some that are plain nonsense. The same seed gives the same requests.
 */
import fc from 'fast-check'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Schema = { readonly [key: string]: unknown }

export interface GeneratedRequest {
  readonly operationId: string
  readonly kind: 'documented' | 'from-schema' | 'one-wrong' | 'nonsense'
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string | Buffer
}

export interface GenerateOptions {
  readonly count: number
  readonly seed: number
  /** Values of path parameters; a parameter without one, or now and then, gets a random id. */
  readonly known?: Readonly<Record<string, string>>
  /** Sent with every request: a cookie, a key. */
  readonly headers?: Readonly<Record<string, string>>
  /** Only some operations. */
  readonly only?: (operationId: string) => boolean
}

interface Operation {
  readonly operationId: string
  readonly method: GeneratedRequest['method']
  readonly path: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly body: { readonly schema: Schema; readonly example: Json } | undefined
  /** What a body of bytes may be; empty where it is JSON, or none. */
  readonly contentTypes: readonly string[]
}

export function generateRequests(document: object, options: GenerateOptions): GeneratedRequest[] {
  const { count, seed, known = {}, headers = {}, only = () => true } = options
  const schemas = (document as { components: { schemas: Readonly<Record<string, Schema>> } }).components.schemas
  const operations = operationsOf(document).filter(({ operationId }) => only(operationId))
  const requests = fc.constantFrom(...operations).chain((operation) =>
    requestOf(operation, schemas, known).map((request) => ({
      ...request,
      headers: { ...headers, ...request.headers },
    })),
  )
  return fc.sample(requests, { numRuns: count, seed })
}

/** An id that a device makes: UUID version 7. */
export const deviceId: fc.Arbitrary<string> = fc
  .tuple(fc.nat(0xffffff), fc.nat(0xfff), fc.constantFrom('8', '9', 'a', 'b'), fc.nat(0xfff), fc.maxSafeNat())
  .map(([time, a, variant, b, c]) => {
    const hex = (n: number, width: number) => n.toString(16).padStart(width, '0').slice(-width)
    return `01932f${hex(time >> 16, 2)}-${hex(time, 4)}-7${hex(a, 3)}-${variant}${hex(b, 3)}-${hex(c, 12)}`
  })

function operationsOf(document: object): Operation[] {
  const { paths } = document as { paths: Readonly<Record<string, Readonly<Record<string, Schema>>>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const content = (operation.requestBody as Schema | undefined)?.content as
        | Readonly<Record<string, Schema>>
        | undefined
      const json = content?.['application/json']
      return {
        operationId: String(operation.operationId),
        method: method.toUpperCase() as Operation['method'],
        path,
        parameters: operation.parameters as Operation['parameters'],
        body: json && { schema: json.schema as Schema, example: json.example as Json },
        contentTypes: json ? [] : Object.keys(content ?? {}),
      }
    }),
  )
}

function requestOf(
  { operationId, method, path, parameters, body, contentTypes }: Operation,
  schemas: Readonly<Record<string, Schema>>,
  known: Readonly<Record<string, string>>,
): fc.Arbitrary<GeneratedRequest> {
  const inPath = parameters.filter((parameter) => parameter.in === 'path')
  const inQuery = parameters.filter((parameter) => parameter.in === 'query')
  const pathValues = fc.record(
    Object.fromEntries(
      inPath.map(({ name }) => [
        name,
        fc.oneof(
          { weight: 12, arbitrary: known[name] === undefined ? deviceId : fc.constant(known[name]) },
          { weight: 1, arbitrary: deviceId },
          { weight: 1, arbitrary: fc.constantFrom('1', 'null', '..', '%00', '%F0%9F%98%80', "';--", 'A'.repeat(90)) },
        ),
      ]),
    ),
  )
  const query = fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    {
      weight: 3,
      arbitrary: fc.record(Object.fromEntries(inQuery.map(({ name, schema }) => [name, anyOf(schema, schemas, 0)])), {
        requiredKeys: [],
      }),
    },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('limit', 'cursor', 'at', 'sort', '__proto__'), weird) },
  )
  const sent: fc.Arbitrary<Pick<GeneratedRequest, 'kind' | 'headers' | 'payload'>> = body
    ? fc.oneof(
        { weight: 4, arbitrary: withNewId(body.example).map((value) => asJson('documented', value)) },
        { weight: 4, arbitrary: anyOf(body.schema, schemas, 0).map((value) => asJson('from-schema', value)) },
        { weight: 6, arbitrary: oneWrong(body.example).map((value) => asJson('one-wrong', value)) },
        { weight: 1, arbitrary: nonsense },
      )
    : contentTypes.length > 0
      ? fc.oneof({ weight: 10, arbitrary: bytes(contentTypes) }, { weight: 1, arbitrary: nonsense })
      : fc.constant({ kind: 'documented' as const, headers: {} })
  return fc.tuple(pathValues, query, sent).map(([values, search, rest]) => ({
    operationId,
    method,
    url: path.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])) + searchOf(search),
    ...rest,
  }))
}

const asJson = (kind: GeneratedRequest['kind'], value: unknown) => ({
  kind,
  headers: { 'content-type': 'application/json' },
  // What JSON cannot say is left out, as any sender would.
  payload: JSON.stringify(value) ?? 'null',
})

const bytes = (contentTypes: readonly string[]) =>
  fc.tuple(fc.constantFrom(...contentTypes), fc.uint8Array({ maxLength: 2_000 })).map(([type, content]) => ({
    kind: 'documented' as const,
    headers: { 'content-type': type },
    payload: Buffer.from(content),
  }))

const nonsense = fc
  .tuple(
    fc.constantFrom(
      '',
      '{',
      '[]',
      '"text"',
      'null',
      '{"id":',
      '{"__proto__":{"admin":true}}',
      '\u0000',
      '{"a":1e999}',
      '[[[[[[[[',
    ),
    fc.constantFrom(
      'application/json',
      'text/plain',
      'application/xml',
      'multipart/form-data',
      'application/json; charset=utf-16',
    ),
  )
  .map(([payload, type]) => ({ kind: 'nonsense' as const, headers: { 'content-type': type }, payload }))

function searchOf(query: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return ''
  return `?${new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value).toWellFormed()])).toString()}`
}

/** The documented body under an id of its own, so that it is a new record. */
function withNewId(example: Json): fc.Arbitrary<Json> {
  if (typeof example !== 'object' || example === null || Array.isArray(example) || !('id' in example))
    return fc.constant(example)
  return deviceId.map((id) => ({ ...example, id }))
}

/** Values that break things which were not meant for them. */
const weird: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  ...['', ' ', '\u0000', '\ud800', 'null', '<script>', "' or 1=1", '𝒳'.repeat(40), 'x'.repeat(30_000), '2026-02-31'],
  ...[-1, 0.1, 1e308, Number.MAX_SAFE_INTEGER, true, false, null],
  ...([[], {}, [null], { id: {} }, [[[[[[]]]]]]] as Json[]),
)

/** One place of the documented body changed, removed, or something added beside it. */
function oneWrong(example: Json): fc.Arbitrary<Json> {
  const places = placesOf(example)
  return fc
    .tuple(withNewId(example), fc.constantFrom(...places), fc.constantFrom('change', 'remove', 'add'), weird)
    .map(([value, place, how, instead]) =>
      edit(value, place, (holder, key) => {
        if (how === 'change') set(holder, key, instead)
        else if (how === 'add') set(holder, Array.isArray(holder) ? holder.length : `${key}x`, instead)
        else if (Array.isArray(holder)) holder.splice(Number(key), 1)
        else delete holder[key]
      }),
    )
}

type Place = readonly (string | number)[]
type Holder = Json[] | { [key: string]: Json }

function placesOf(value: Json, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return at.length === 0 ? [['value']] : [at]
  const inner = Object.entries(value).flatMap(([key, each]) =>
    placesOf(each, [...at, Array.isArray(value) ? Number(key) : key]),
  )
  const own = at.length === 0 ? [] : [at]
  return inner.length + own.length === 0 ? [['value']] : [...own, ...inner]
}

function edit(value: Json, place: Place, change: (holder: Holder, key: string) => void): Json {
  const copy = structuredClone(value)
  let holder: Json | undefined = copy
  for (const key of place.slice(0, -1)) holder = (holder as Holder | undefined)?.[key as never]
  if (typeof holder === 'object' && holder !== null) change(holder, String(place.at(-1)))
  return copy
}

function set(holder: Holder, key: string | number, value: Json): void {
  ;(holder as Record<string | number, Json>)[key] = value
}

/** A value that a schema takes, or nearly: patterns that fast-check cannot follow are met by examples and short texts. */
function anyOf(schema: Schema, schemas: Readonly<Record<string, Schema>>, depth: number): fc.Arbitrary<unknown> {
  const again = (inner: unknown) => anyOf(inner as Schema, schemas, depth + 1)
  if (typeof schema.$ref === 'string') return again(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]))
  if ('const' in schema) return fc.constant(schema.const)
  const either = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined
  if (either) return fc.oneof(...either.map(again))
  switch (schema.type) {
    case 'string':
      return stringOf(schema)
    case 'integer':
      return fc.integer(boundsOf(schema))
    case 'number':
      return fc.double({ ...boundsOf(schema), noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const max = Math.min(Number(schema.maxItems ?? 3), depth > 5 ? 0 : 3)
      return fc.array(again(schema.items ?? {}), {
        minLength: Math.min(Number(schema.minItems ?? 0), max),
        maxLength: max,
      })
    }
    case 'object':
      return objectOf(schema, again, depth)
    default:
      return weird
  }
}

function objectOf(
  schema: Schema,
  again: (inner: unknown) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Readonly<Record<string, Schema>>)
  const required = (schema.required ?? []) as string[]
  if (properties.length === 0 && typeof schema.additionalProperties === 'object' && depth < 6) {
    const key = fc.constantFrom('age', 'pregnancy', 'goals', 'areas', 'redness', 'isotretinoin', 'fever', 'noSuchFact')
    return fc.dictionary(key, again(schema.additionalProperties), { maxKeys: 4 })
  }
  return fc.record(Object.fromEntries(properties.map(([name, property]) => [name, again(property)])), {
    requiredKeys: required.filter((name) => properties.some(([each]) => each === name)),
  })
}

const boundsOf = ({ minimum, maximum }: Schema) => ({
  min: Math.max(Number(minimum ?? -1e6), -1e9),
  max: Math.min(Number(maximum ?? 1e6), 1e9),
})

function stringOf(schema: Schema): fc.Arbitrary<string> {
  const { pattern, examples, format, maxLength } = schema
  const given = Array.isArray(examples) ? (examples as string[]) : []
  const ids = format === 'uuid' ? [deviceId] : []
  const matching =
    typeof pattern === 'string' && !pattern.includes('\\p') && given.length === 0
      ? [fc.stringMatching(new RegExp(pattern))]
      : []
  const short = fc.string({ maxLength: Math.min(Number(maxLength ?? 40), 40) })
  const choices = [...ids, ...given.map((each) => fc.constant(each)), ...matching]
  return choices.length === 0 ? short : fc.oneof(...choices)
}
