/**
 * Calls endpoints over whatever `fetch` the caller has. It needs no more of an endpoint than method and path, and no schema:
 * so the pages call with a table that was written when they were built, and do not carry a library to check with.
 */
import { isBinary, sayTooLarge } from './binary.ts'
import type { EndpointDefinition, Method } from './endpoint.ts'
import type { Problem } from './problem.ts'

/** The server answered, and the answer is no. */
export class ProblemError extends Error {
  readonly problem: Problem
  /** Seconds after which trying again has a chance, where the server says so. */
  readonly retryAfter: number | null
  constructor(problem: Problem, retryAfter: number | null) {
    super(`${problem.title}. ${problem.detail}`)
    this.name = 'ProblemError'
    this.problem = problem
    this.retryAfter = retryAfter
  }
}

/** No answer came: there is no connection, or something between us and the server answered instead. Sending again is safe. */
export class NoAnswer extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'NoAnswer'
  }
}

export interface ClientOptions {
  /** Where the server is, without a slash at the end; empty on its own pages. */
  readonly baseUrl: string
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Of every request: an API key, a language. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)
}

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

export interface AnyInput {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** What has to be known of an endpoint in order to call it. */
export interface Address {
  readonly method: Method
  readonly path: string
  readonly hasBody: boolean
  /** Where the body is bytes: how many at most. */
  readonly maxBytes?: number
  /** The answer is bytes. */
  readonly answersBytes?: true
}

export const addressIn = ({ method, path, body, response }: EndpointDefinition): Address => ({
  method,
  path,
  hasBody: body !== null,
  ...(isBinary(body) ? { maxBytes: body.maxBytes } : {}),
  ...(isBinary(response) ? { answersBytes: true } : {}),
})

/** One function for each address, by its name. */
export function createCalls(options: ClientOptions, addresses: Readonly<Record<string, Address>>) {
  const call =
    (address: Address) =>
    (input: AnyInput = {}, callOptions: CallOptions = {}) =>
      send(options, address, input, callOptions)
  return Object.fromEntries(Object.entries(addresses).map(([name, address]) => [name, call(address)]))
}

/** The address of a call, such as a link to it needs. */
export function addressOf(
  { path: template }: { readonly path: string },
  { params = {}, query = {} }: AnyInput,
): string {
  const path = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  ).toString()
  return search === '' ? path : `${path}?${search}`
}

/** @throws ProblemError when the server refuses, NoAnswer when it cannot be reached */
export async function send(
  options: ClientOptions,
  address: Address,
  input: AnyInput,
  call: CallOptions,
): Promise<unknown> {
  const shared = typeof options.headers === 'function' ? options.headers() : options.headers
  const body = address.hasBody ? bodyOf(address, input.body) : undefined
  let response: Response
  try {
    response = await options.fetch(options.baseUrl + addressOf(address, input), {
      method: address.method,
      credentials: 'same-origin',
      headers: {
        accept: address.answersBytes ? '*/*' : 'application/json, application/problem+json',
        ...(body === undefined ? {} : { 'content-type': typeof body === 'string' ? 'application/json' : body.type }),
        ...shared,
        ...call.headers,
      },
      ...(body === undefined ? {} : { body }),
      ...(call.signal ? { signal: call.signal } : {}),
    })
  } catch (cause) {
    if (call.signal?.aborted) throw cause
    throw new NoAnswer('The server cannot be reached.', cause)
  }
  const reading: Promise<unknown> = response.ok && address.answersBytes ? response.blob() : response.json()
  const read = await reading.catch((cause: unknown) => {
    throw new NoAnswer('The answer was cut off, or did not come from the server.', cause)
  })
  if (response.ok) return read
  if (!isProblem(read)) throw new NoAnswer('The answer did not come from the server.', read)
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new ProblemError(read, Number.isFinite(seconds) ? seconds : null)
}

/**
 * A browser sends a file to its end before it reads an answer, so what is too large is refused here, in the server's words.
 * @throws ProblemError
 */
function bodyOf({ maxBytes }: Address, body: unknown): string | Blob {
  if (maxBytes === undefined || !(body instanceof Blob)) return JSON.stringify(body)
  if (body.size <= maxBytes) return body
  const [code, title, detail] = ['too-large', 'The body is too large', sayTooLarge(maxBytes)] as const
  throw new ProblemError(
    { type: `/problems/${code}`, title, status: 413, detail, instance: 'urn:not-sent', code },
    null,
  )
}

/** Tells our problems from the page that a proxy puts in their place. A code that we do not know yet may come from a newer server. */
function isProblem(read: unknown): read is Problem {
  if (typeof read !== 'object' || read === null) return false
  const { type, title, detail, code, status } = read as Readonly<Record<string, unknown>>
  return [type, title, detail, code].every((text) => typeof text === 'string') && typeof status === 'number'
}
