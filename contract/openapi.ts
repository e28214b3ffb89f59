/** The OpenAPI 3.1 document, made from the endpoints alone; the server serves it and nothing has to run for it. */
import { z } from 'zod'
import { endpoints } from './endpoints.ts'
import { examples } from './examples.ts'
import { type Binary, isBinary, printSize } from './http/binary.ts'
import { type Endpoint, parts, problemsOf } from './http/endpoint.ts'
import { type Example, instance } from './http/example.ts'
import { type ProblemCode, type problem, problemKinds, problemType } from './http/problem.ts'
import { shared } from './shared.ts'

type Json = { [key: string]: unknown }

export interface OpenApiOptions {
  readonly version: string
  /** Name of the cookie that a session lives in. */
  readonly sessionCookie?: string
}

const partTitles: Readonly<Record<(typeof parts)[number], string>> = {
  operate: 'The server itself',
  accounts: 'Who is signed in, who opened a record, taking data along, erasure',
  practice: 'The clinic: clients, staff, devices, stock, prices, protocol',
  files: 'Photos and documents of a client',
  screening: 'May this person be treated?',
  planning: 'How many sessions, when and how deep',
  consent: 'What can happen to this person, told and signed',
  treatment: 'The check before the first pass, and what was done',
  aftercare: 'What to do and what to leave, today',
  recovery: 'How the skin is doing, and how soon somebody must look',
}

/** @returns a document of OpenAPI 3.1, ready to be sent as JSON */
export function openApi({ version, sessionCookie = 'needlepoint.session_token' }: OpenApiOptions): Json {
  const all: Endpoint[] = Object.values(endpoints)
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(shared)) registry.add(schema, { id })
  for (const { name, body, response } of all) {
    if (body && !isBinary(body) && !registry.has(body)) registry.add(body, { id: `${typeName(name)}Body` })
    if (!isBinary(response) && !registry.has(response)) registry.add(response, { id: `${typeName(name)}Answer` })
  }
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` })
  const idOf = (schema: z.ZodType) => ({ $ref: `#/components/schemas/${registry.get(schema)?.id}` })

  const paths: Record<string, Json> = {}
  for (const endpoint of all) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint, idOf) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Needlepoint',
      version,
      summary: 'From "is microneedling right for me?" to healed skin and a measured result.',
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: parts.map((name) => ({ name, description: partTitles[name] })),
    security: [{ session: [] }, { apiKey: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIds(schema)])),
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: sessionCookie,
          description: 'Set by signing in. Writes with it are taken from our own pages only.',
        },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key of one clinic, made by its owner, with the scopes that it needs.',
        },
      },
    },
  }
}

const introduction = `Every record has an id that the caller makes: a UUID version 7. Sending the same again is harmless: a write answers \`new\` or \`same\`. It is refused with \`id-taken\` when the id names something else, and with \`stale-version\` when somebody has replaced what it corrects. Nothing is ever overwritten: a correction is a new record that names the one it \`supersedes\`.

Lists come in pages; \`next\` is the cursor of the page after.

What goes wrong is a problem of RFC 9457: \`code\` says which, \`detail\` what to do, \`fields\` what to mend. Every kind has a page at its \`type\`.

Decisions are those of the engine, with the rules that fired, the claims they rest on and the hash of the protocol. The software advises; a clinician decides.`

function operation(endpoint: Endpoint, idOf: (schema: z.ZodType) => Json): Json {
  const { name, part, summary, description, callers, permission, scope, params, query, body, response } = endpoint
  const { [name]: example } = examples as Readonly<Record<string, Example>>
  const contentOf = (part: z.ZodType | Binary, shown: unknown) =>
    isBinary(part) ? bytesOf(part) : { 'application/json': { schema: idOf(part), example: shown } }
  const answer = (says: string) => ({ description: says, content: contentOf(response, example?.response) })
  return {
    operationId: name,
    tags: [part],
    summary,
    description: `${description}\n\n${whoMay(endpoint)}`,
    'x-callers': callers,
    'x-permission': permission,
    'x-scope': scope,
    security: callers.includes('anyone')
      ? []
      : [...(people(callers) ? [{ session: [] }] : []), ...(scope ? [{ apiKey: [scope] }] : [])],
    parameters: [...parameters(params, 'path'), ...(query ? parameters(query, 'query', example?.query) : [])],
    ...(body
      ? {
          requestBody: {
            required: true,
            ...(isBinary(body) ? { description: `At most ${printSize(body.maxBytes)}, as it is.` } : {}),
            content: contentOf(body, example?.body),
          },
        }
      : {}),
    responses: {
      [endpoint.status]: answer(endpoint.status === 201 ? 'Stored: the outcome is `new`.' : 'As asked.'),
      ...(endpoint.status === 201 ? { 200: answer('Was stored before: the outcome is `same`.') } : {}),
      ...problemResponses(problemsOf(endpoint)),
    },
  }
}

/** Raw bytes have no schema in OpenAPI 3.1 but their length. */
const bytesOf = ({ contentTypes, maxBytes }: Binary) =>
  Object.fromEntries(contentTypes.map((type) => [type, { schema: { maxLength: maxBytes } }]))

const people = (callers: readonly string[]) => callers.some((caller) => caller !== 'api-key' && caller !== 'anyone')

const callerNames = {
  anyone: 'anybody',
  'signed-in': 'everybody who is signed in',
  staff: 'staff',
  client: 'a client (what is hers)',
  'api-key': 'programs with a key',
} as const satisfies Readonly<Record<Endpoint['callers'][number], string>>

function whoMay({ callers, permission, scope }: Endpoint): string {
  const needs = permission === null ? '' : ` Permission: \`${permission}\`.`
  const key = scope === null ? ' No API key may call it.' : ` Scope of an API key: \`${scope}\`.`
  return `For ${callers.map((caller) => callerNames[caller]).join(', ')}.${needs}${callers.includes('anyone') ? '' : key}`
}

function parameters(schema: z.ZodObject, where: 'path' | 'query', example: Example['query'] = {}): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property as Json
    return {
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      ...(Object.hasOwn(example, name) ? { example: example[name] } : {}),
      schema: rest,
    }
  })
}

/** Problems share a status; each is an example of its answer. */
function problemResponses(codes: readonly ProblemCode[]): Json {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of codes) {
    const { status } = problemKinds[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, these]) => [
      status,
      {
        description: these.map((code) => `\`${code}\`: ${problemKinds[code].title}.`).join(' '),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: Object.fromEntries(these.map((code) => [code, { value: problemExample(code) }])),
          },
        },
        ...(status === 503 || status === 429 || status === 423
          ? { headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } } }
          : {}),
      },
    ]),
  )
}

function problemExample(code: ProblemCode): z.input<typeof problem> {
  const { status, title, whatToDo } = problemKinds[code]
  const fields = [
    {
      field: 'decidedOn',
      message: '“decidedOn” is missing. Expected a date such as 2026-11-21.',
      expected: 'a date such as 2026-11-21',
    },
  ]
  return {
    type: problemType(code),
    title,
    status,
    detail: whatToDo,
    instance,
    code,
    ...(code === 'invalid-fields' ? { fields } : {}),
    ...(code === 'id-taken' ? { outcome: 'refused' as const, stored: {}, sent: {} } : {}),
    ...(code === 'stale-version' ? { outcome: 'superseded' as const, stored: {}, sent: {} } : {}),
  }
}

/** `check-in.record` → `CheckInRecord` */
const typeName = (name: string) =>
  name
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

function withoutIds(schema: Json): Json {
  const { $id: _id, $schema: _schema, id: _name, ...rest } = schema
  return rest
}
