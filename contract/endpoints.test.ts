import { validate } from '@readme/openapi-parser'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { examples } from './examples.ts'
import type { Example } from './http/example.ts'
import {
  type Endpoint,
  type EndpointName,
  endpoints,
  isBinary,
  ofClinic,
  problem,
  problemCodes,
  problemKinds,
  problemsOf,
  values,
} from './index.ts'
import { openApi } from './openapi.ts'

const all: Endpoint[] = Object.values(endpoints)
const document = openApi({ version: '1.2.3' })
type Operation = Readonly<Record<string, unknown>>
const operations = new Map(
  Object.values(document.paths as Record<string, Record<string, Operation>>)
    .flatMap((methods) => Object.values(methods))
    .map((operation) => [String(operation.operationId), operation]),
)

describe.each(all)('$name', (endpoint) => {
  const { name, method, path, params, query, body, response, summary, description, callers, permission, scope } =
    endpoint
  const example: Example = examples[name as EndpointName]

  test('is named noun.verb and says in one line and one paragraph what it does', () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/)
    expect(summary).toMatch(/^[A-Z].{5,70}[^.]$/)
    expect(description).toMatch(/^[A-Z“].{15,}[.”]$/s)
  })

  test('takes the parameters that its path names', () => {
    const named = [...path.matchAll(/:(\w+)/g)].map((match) => match[1])
    expect(Object.keys(params.shape)).toEqual(named)
  })

  test('says who may call it, with which permission and which scope', () => {
    if (ofClinic(endpoint)) expect(permission).not.toBeNull()
    expect(callers.includes('api-key')).toBe(scope !== null)
    // Signing in; the demo, which is refused where the operator does not allow it; and a clinic's door for enquiries.
    if (/^\/api\/(?!auth\/|demo$|enquire\/)/.test(path)) expect(callers).not.toContain('anyone')
  })

  test('has a documented exchange that it would accept and give', () => {
    // Bytes are no example that anybody could read.
    if (isBinary(response)) expect(example.response).toBeNull()
    else expect(messages(response, example.response)).toEqual([])
    expect(example.body === undefined).toBe(body === null || isBinary(body))
    if (body && !isBinary(body)) expect(messages(body, example.body)).toEqual([])
  })

  test('says in its example what its query needs', () => {
    if (query) expect(messages(query, example.query ?? {})).toEqual([])
  })

  test('documents every problem that it can have', () => {
    const operation = operations.get(name)
    expect(operation?.summary).toBe(summary)
    const documented = JSON.stringify(operation?.responses)
    for (const code of problemsOf(endpoint)) expect(documented).toContain(`"${code}"`)
    expect(operation).toMatchObject({ 'x-permission': permission, 'x-scope': scope, 'x-callers': callers })
    expect(operation?.description).toContain(permission ?? 'For ')
  })

  test('is read with GET and takes a body only when it writes or asks', () => {
    if (method === 'GET') expect(body).toBeNull()
  })
})

function messages(schema: z.ZodType, value: unknown): unknown[] {
  const parsed = schema.safeParse(value)
  return parsed.success ? [] : parsed.error.issues
}

test('no two endpoints share a method and an address', () => {
  const addresses = all.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`)
  expect(new Set(addresses).size).toBe(addresses.length)
})

test('the OpenAPI document is valid OpenAPI 3.1', async () => {
  const result = await validate(structuredClone(document) as never)
  expect(result).toMatchObject({ valid: true, specification: 'OpenAPI' })
  expect(document.openapi).toMatch(/^3\.1\./)
})

test('every reference in the OpenAPI document leads somewhere', () => {
  const { schemas } = document.components as { schemas: Record<string, unknown> }
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, id]) => id ?? '',
  )
  expect(refs.length).toBeGreaterThan(100)
  expect(refs.filter((id) => !Object.hasOwn(schemas, id))).toEqual([])
})

test('what travels as bytes says which kinds and how many, on the way in and on the way out', () => {
  const { requestBody, responses } = operations.get('file.add') as Operation
  expect(requestBody).toMatchObject({
    description: 'At most 15 MB, as it is.',
    content: { 'image/jpeg': { schema: { maxLength: 15_000_000 } }, 'application/pdf': {} },
  })
  expect(JSON.stringify(responses)).toContain('"too-large"')
  expect(JSON.stringify(responses)).not.toContain('"malformed-json"')
  const answers = (operations.get('file.content') as Operation).responses as Record<string, Operation>
  expect(Object.keys(answers[200]?.content as object)).toEqual([
    'image/jpeg',
    'image/png',
    'image/webp',
    'application/pdf',
  ])
})

test('every problem of an endpoint is in the catalogue, and each example of one is a problem', () => {
  for (const endpoint of all) for (const code of problemsOf(endpoint)) expect(problemCodes).toContain(code)
  for (const operation of operations.values()) {
    for (const response of Object.values(operation.responses as Record<string, Operation>)) {
      const content = response.content as Record<string, { examples?: Record<string, { value: unknown }> }> | undefined
      for (const { value } of Object.values(content?.['application/problem+json']?.examples ?? {})) {
        expect(messages(problem, value)).toEqual([])
      }
    }
  }
})

test('every problem says in its title what happened and in its advice what to do', () => {
  for (const { status, title, whatToDo } of Object.values(problemKinds)) {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(whatToDo).toMatch(/^[`A-Z].*\.$/)
  }
})

describe('small values', () => {
  const good = (schema: z.ZodType, value: unknown) => expect(schema.safeParse(value).success, String(value)).toBe(true)
  const bad = (schema: z.ZodType, value: unknown) => expect(schema.safeParse(value).success, String(value)).toBe(false)

  test('an id is a UUID version 7 in lower case', () => {
    good(values.id, '01932f5e-7c1a-7b3e-9a52-3f6d1c0b8e4f')
    for (const wrong of [
      '01932f5e-7c1a-4b3e-9a52-3f6d1c0b8e4f',
      '01932F5E-7C1A-7B3E-9A52-3F6D1C0B8E4F',
      '01932f5e7c1a7b3e9a523f6d1c0b8e4f',
      '01932f5e-7c1a-7b3e-ca52-3f6d1c0b8e4f',
      ' 01932f5e-7c1a-7b3e-9a52-3f6d1c0b8e4f',
      '',
      7,
    ])
      bad(values.id, wrong)
  })

  test('a date is a day that exists', () => {
    for (const right of ['2026-11-21', '2028-02-29', '1931-01-01']) good(values.date, right)
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', '0001-01-01', '21.11.2026', '2026-11-21T00:00:00Z'])
      bad(values.date, wrong)
  })

  test('an instant has a zone of its own', () => {
    for (const right of ['2026-11-21T09:30:00Z', '2026-11-21T09:30+01:00', '2026-11-21T09:30:00.123-08:00'])
      good(values.instant, right)
    for (const wrong of ['2026-11-21T09:30:00', '2026-11-21', '2026-11-21T24:00:00Z', '2026-02-30T10:00:00Z'])
      bad(values.instant, wrong)
  })

  test('a zone is one that clocks know', () => {
    for (const right of ['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC']) good(values.zone, right)
    for (const wrong of ['Europe/Atlantis', 'Berlin time', '', '+01:00', '../etc/passwd']) bad(values.zone, wrong)
  })

  test('a line is one line and not blank', () => {
    for (const right of ['Ana', 'Łucja O’Neil-Ðặng', '王秀英', 'م']) good(values.line(40), right)
    for (const wrong of ['', '   ', '\u00a0\u2003', 'two\nlines', 'a\u0000b', 'x'.repeat(41)])
      bad(values.line(40), wrong)
  })
})
