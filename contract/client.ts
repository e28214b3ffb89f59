/** The typed client: one function for each endpoint, over whatever `fetch` the caller has. */
import { type EndpointName, endpoints } from './endpoints.ts'
import type { CallInput, CallOutput, EndpointDefinition } from './http/endpoint.ts'
import { type Problem, problem as problemSchema } from './http/problem.ts'

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

type Arguments<Input> =
  Record<never, never> extends Input ? [input?: Input, options?: CallOptions] : [input: Input, options?: CallOptions]
/** @throws ProblemError when the server refuses, NoAnswer when it cannot be reached */
export type Call<Of extends EndpointDefinition> = (...args: Arguments<CallInput<Of>>) => Promise<CallOutput<Of>>
export type Api = { readonly [Name in EndpointName]: Call<(typeof endpoints)[Name]> }

interface AnyInput {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** `api['screening.record']({ params: { clinicId }, body })` */
export function createClient(options: ClientOptions): Api {
  const call = (endpoint: EndpointDefinition) => (input: AnyInput | undefined, callOptions: CallOptions | undefined) =>
    send(options, endpoint, input ?? {}, callOptions ?? {})
  return Object.fromEntries(
    Object.entries(endpoints).map(([name, endpoint]) => [name, call(endpoint)]),
  ) as unknown as Api
}

/** The address of a call, such as a link to it needs. */
export function addressOf(endpoint: EndpointDefinition, { params = {}, query = {} }: AnyInput): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  ).toString()
  return search === '' ? path : `${path}?${search}`
}

async function send(
  options: ClientOptions,
  endpoint: EndpointDefinition,
  input: AnyInput,
  call: CallOptions,
): Promise<unknown> {
  const shared = typeof options.headers === 'function' ? options.headers() : options.headers
  let response: Response
  try {
    response = await options.fetch(options.baseUrl + addressOf(endpoint, input), {
      method: endpoint.method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/problem+json',
        ...(endpoint.body ? { 'content-type': 'application/json' } : {}),
        ...shared,
        ...call.headers,
      },
      ...(endpoint.body ? { body: JSON.stringify(input.body) } : {}),
      ...(call.signal ? { signal: call.signal } : {}),
    })
  } catch (cause) {
    if (call.signal?.aborted) throw cause
    throw new NoAnswer('The server cannot be reached.', cause)
  }
  const read = await response.json().catch((cause: unknown) => {
    throw new NoAnswer('The answer was cut off, or did not come from the server.', cause)
  })
  if (response.ok) return read
  const refused = problemSchema.safeParse(read)
  if (!refused.success) throw new NoAnswer('The answer did not come from the server.', read)
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new ProblemError(refused.data, Number.isFinite(seconds) ? seconds : null)
}
