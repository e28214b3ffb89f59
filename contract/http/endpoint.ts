/**
 * What an endpoint is: all that the server, the typed client and the OpenAPI document need to know of one thing that may be
 * asked. The server adds a use case; nothing about an endpoint is said anywhere else.
 */
import type { z } from 'zod'
import { type Binary, type Bytes, type Download, isBinary } from './binary.ts'
import type { ProblemCode } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Parts of the product that endpoints belong to, in the order of care. */
export const parts = [
  'operate',
  'accounts',
  'practice',
  'files',
  'screening',
  'planning',
  'consent',
  'treatment',
  'aftercare',
  'recovery',
] as const
export type Part = (typeof parts)[number]

/**
 * Who may call at all. What each may do is the permission's to say (`server/accounts/permissions.ts`); a client reaches
 * only what is about herself.
 */
export type Caller = 'anyone' | 'signed-in' | 'staff' | 'client' | 'api-key'

export interface EndpointDefinition {
  readonly method: Method
  /** With `:name` for each parameter. Whatever belongs to a clinic begins with `/api/clinics/:clinicId`. */
  readonly path: string
  /** One line, an imperative: "Record a screening". */
  readonly summary: string
  /** What a caller has to know that the schemas do not say. */
  readonly description: string
  readonly callers: readonly [Caller, ...Caller[]]
  /** A row of the permission table; null where everybody named in `callers` may. */
  readonly permission: string | null
  /** What an API key needs; null where no key may. */
  readonly scope: string | null
  readonly params: z.ZodObject
  readonly query: z.ZodObject | null
  readonly body: z.ZodType | Binary | null
  readonly response: z.ZodType | Binary
  /** Of a success. A write answers 201 when its record is new and 200 when it was there. */
  readonly status: 200 | 201
  /** Problems of its own, besides those that any endpoint of its kind can have. */
  readonly problems: readonly ProblemCode[]
}

export type Endpoint = EndpointDefinition & { readonly name: string; readonly part: Part }

/** Endpoints by name, with the name written into each. */
type Named<Table extends Readonly<Record<string, EndpointDefinition>>> = {
  readonly [Name in keyof Table & string]: Table[Name] & { readonly name: Name; readonly part: Part }
}

/** Collects the endpoints of one part. Names read `noun.verb`, and `part` says in which folder they are. */
export function endpointsOf<const Table extends Readonly<Record<string, EndpointDefinition>>>(
  part: Part,
  table: Table,
): Named<Table> {
  return Object.fromEntries(
    Object.entries(table).map(([name, definition]) => [name, { ...definition, name, part }]),
  ) as Named<Table>
}

type Input<Part> = Part extends z.ZodType ? z.input<Part> : Part extends Binary ? Blob : undefined
type Output<Part> = Part extends z.ZodType ? z.output<Part> : Part extends Binary ? Bytes : undefined

/** Leaves out what an endpoint does not have, and makes optional what may be empty. */
type Compact<Parts> = {
  readonly [Key in keyof Parts as Parts[Key] extends undefined
    ? never
    : RequiredKeys<Parts[Key]> extends never
      ? never
      : Key]: Parts[Key]
} & {
  readonly [Key in keyof Parts as Parts[Key] extends undefined
    ? never
    : RequiredKeys<Parts[Key]> extends never
      ? Key
      : never]?: Parts[Key]
}
type RequiredKeys<Value> = {
  [Key in keyof Value]-?: Record<never, never> extends Pick<Value, Key> ? never : Key
}[keyof Value]

/** What a caller gives. */
export type CallInput<Of extends EndpointDefinition> = Compact<{
  params: Input<Of['params']>
  query: Input<Of['query']>
  body: Input<Of['body']>
}>
/** What a use case gets: checked, with defaults filled in. */
export interface UseCaseInput<Of extends EndpointDefinition> {
  readonly params: Output<Of['params']>
  readonly query: Output<Of['query']>
  readonly body: Output<Of['body']>
}
/** What a use case gives back; it is checked before it is sent. */
export type UseCaseOutput<Of extends EndpointDefinition> = Of['response'] extends z.ZodType
  ? z.input<Of['response']>
  : Download
/** What a caller gets. */
export type CallOutput<Of extends EndpointDefinition> = Of['response'] extends z.ZodType
  ? z.output<Of['response']>
  : Blob

/** True for what can store something. */
export const writes = ({ method }: EndpointDefinition) => method !== 'GET'
/** True for what belongs to one clinic, which is all but signing in and the server's own health. */
export const ofClinic = ({ path }: EndpointDefinition) => path.startsWith('/api/clinics/:clinicId')

const ofAnything = [
  'malformed-request',
  'invalid-fields',
  'too-many-requests',
  'internal-error',
  'overloaded',
  'shutting-down',
] as const satisfies ProblemCode[]
const ofBodies = ['malformed-json', 'too-large', 'wrong-content-type'] as const satisfies ProblemCode[]
/** Of bytes that are sent. */
const ofBytes = ['too-large', 'wrong-content-type', 'file-store-away'] as const satisfies ProblemCode[]
/** What anybody who signs in can meet. */
const ofSessions = [
  'not-signed-in',
  'session-locked',
  'second-factor-needed',
  'database-away',
] as const satisfies ProblemCode[]

/** Every problem that a caller of this endpoint can meet: its own, and those of its kind. */
export function problemsOf(endpoint: EndpointDefinition): ProblemCode[] {
  const { callers, permission, problems, body, response } = endpoint
  const open = callers.includes('anyone')
  const all = new Set<ProblemCode>(ofAnything)
  if (!open) for (const code of ofSessions) all.add(code)
  if (permission !== null) all.add('not-allowed')
  if (callers.includes('api-key')) all.add('scope-missing')
  if (isBinary(body)) for (const code of ofBytes) all.add(code)
  else if (writes(endpoint)) for (const code of ofBodies) all.add(code)
  if (isBinary(response)) all.add('file-store-away')
  if (writes(endpoint) && !open) all.add('cross-site')
  if (ofClinic(endpoint)) all.add('not-found')
  if (ofClinic(endpoint) && writes(endpoint)) all.add('retention-hold')
  for (const code of problems) all.add(code)
  return [...all]
}
