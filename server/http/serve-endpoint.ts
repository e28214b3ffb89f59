/**
 * From an endpoint of the contract and a use case to a route: who calls, may they, is it well said; then the use case in one
 * transaction, and its answer held against the contract. Whatever is thrown undoes the transaction and becomes a problem.
 */
import {
  type Download,
  type EndpointDefinition,
  explainIssues,
  isBinary,
  ofClinic,
  type UseCaseInput,
  type UseCaseOutput,
  writes,
} from '@needlepoint/contract'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../context.ts'
import { addUnreadRoute, readBytes, sendBytes, whyNotDownload } from './binary.ts'
import { problems } from './problems.ts'
import { findUnstorable } from './storable.ts'

/** What a use case may know of the request besides its input. */
export interface Caller {
  /** UUID; the log has it, and so has every problem. */
  readonly requestId: string
  readonly ip: string
  readonly userAgent: string
  /**
   * Holds that the caller may act on this client's record. Staff and keys may within their clinic; a client, and her
   * guardian, on hers alone. A use case that is reached by another id than the client's calls it before it answers: for a
   * client, an answer without it is never sent.
   * @throws problems.notFound
   */
  readonly about: (clientId: string) => void
}

/** Who calls, for which clinic. */
export interface Identity {
  readonly clinicId: string
  readonly actor: Actor
}

/** What serving needs and others provide. */
export interface Ports<Context extends { readonly actor: Actor }> {
  /** @returns undefined when nobody is signed in; null when somebody is, but not for this clinic */
  readonly authenticate: (request: FastifyRequest, clinicId: string) => Promise<Identity | undefined | null>
  /** The permission table. */
  readonly may: (actor: Actor, permission: string, clientId?: string) => boolean
  /**
   * Runs the work in one transaction bound to the clinic; a throw undoes it. The work is run again when the transaction lost
   * against another one.
   */
  readonly inClinic: <Result>(identity: Identity, work: (context: Context) => Promise<Result>) => Promise<Result>
}

export type UseCase<Context extends { readonly actor: Actor }, Of extends EndpointDefinition> = (
  context: Context,
  input: UseCaseInput<Of>,
  caller: Caller,
) => Promise<UseCaseOutput<Of>>

/** A mistake of ours, found before it left the house. The message names places and no content. */
class ContractBroken extends Error {
  override name = 'ContractBroken'
}

/** An endpoint without a query takes none: a parameter that is misspelled is named, not passed over. */
const nothing = z.strictObject({})

type AnyEndpoint = EndpointDefinition & { readonly name: string }

/** An endpoint together with what answers it; `app.ts` collects them. */
export interface Route<Context extends { readonly actor: Actor }> {
  readonly endpoint: AnyEndpoint
  readonly register: (app: FastifyInstance, ports: Ports<Context>) => void
}

/** A route within a clinic. */
export function serve<Context extends { readonly actor: Actor }, const Of extends AnyEndpoint>(
  endpoint: Of,
  useCase: UseCase<Context, Of>,
): Route<Context> {
  if (!ofClinic(endpoint)) throw new Error(`${endpoint.name} belongs to no clinic: serve it with serveOpen.`)
  return {
    endpoint,
    register: (app, ports) =>
      route(app, endpoint, async (request) => {
        const identity = await identify(request, endpoint, ports)
        const input = readInput(request, endpoint) as UseCaseInput<Of>
        const about = permit(identity.actor, endpoint, input, ports)
        if (isBinary(endpoint.body)) Object.assign(input, { body: await readBytes(request, endpoint.body) })
        return ports.inClinic(identity, async (context) => {
          const output = await useCase(context, input, { ...callerOf(request), about: about.check })
          if (!about.wasChecked())
            throw new ContractBroken(`${endpoint.name} answered a client without caller.about().`)
          return readOutput(endpoint, output)
        })
      }),
  }
}

/** A route outside any clinic: signing in, who am I, the server's health. What it does, it does by itself. */
export function serveOpen<Context extends { readonly actor: Actor }, const Of extends AnyEndpoint>(
  endpoint: Of,
  answer: (input: UseCaseInput<Of>, request: FastifyRequest) => Promise<UseCaseOutput<Of>>,
): Route<Context> {
  if (ofClinic(endpoint)) throw new Error(`${endpoint.name} belongs to a clinic: serve it with serve.`)
  return {
    endpoint,
    register: (app) =>
      route(app, endpoint, async (request) =>
        readOutput(endpoint, await answer(readInput(request, endpoint) as UseCaseInput<Of>, request)),
      ),
  }
}

function route(
  app: FastifyInstance,
  endpoint: AnyEndpoint,
  handle: (request: FastifyRequest) => Promise<unknown>,
): void {
  const options: RouteOptions = {
    method: endpoint.method,
    url: endpoint.path,
    config: { endpoint: endpoint.name },
    handler: async (request, reply) => {
      const output = await handle(request)
      // What is about people is kept by nobody between us and them.
      reply.header('cache-control', 'no-store')
      reply.code(statusOf(endpoint, output))
      return isBinary(endpoint.response) ? sendBytes(reply, output as Download) : output
    },
  }
  if (isBinary(endpoint.body)) addUnreadRoute(app, options)
  else app.route(options)
}

/** A write that stored nothing new is 200, not 201. */
function statusOf(endpoint: EndpointDefinition, output: unknown): number {
  const outcome = typeof output === 'object' && output !== null && 'outcome' in output ? output.outcome : undefined
  return endpoint.status === 201 && outcome !== undefined && outcome !== 'new' ? 200 : endpoint.status
}

const callerOf = (request: FastifyRequest) => ({
  requestId: request.id,
  ip: request.ip,
  userAgent: String(request.headers['user-agent'] ?? '').slice(0, 400),
})

/** @throws problems.notSignedIn, problems.notFound, problems.notAllowed, problems.scopeMissing */
async function identify<Context extends { readonly actor: Actor }>(
  request: FastifyRequest,
  endpoint: AnyEndpoint,
  { authenticate }: Pick<Ports<Context>, 'authenticate'>,
): Promise<Identity> {
  const clinicId = String((request.params as Record<string, unknown>).clinicId)
  const identity = await authenticate(request, clinicId)
  if (identity === undefined) throw problems.notSignedIn()
  // Nobody learns whether a clinic exists to which they do not belong.
  if (identity === null || identity.clinicId !== clinicId) throw problems.notFound('clinic')
  request.known = identity
  const { kind } = identity.actor
  const callers: readonly string[] = endpoint.callers
  if (kind === 'api-key' && endpoint.scope === null) throw problems.scopeMissing(null)
  if (kind !== 'system' && !callers.includes('signed-in') && !callers.includes(kind))
    throw problems.notAllowed('This is not for your kind of account.')
  return identity
}

/** Checks the permission table, and for a client that the record is hers as far as the request says whose it is. */
function permit<Context extends { readonly actor: Actor }>(
  actor: Actor,
  endpoint: AnyEndpoint,
  input: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
  { may }: Pick<Ports<Context>, 'may'>,
) {
  const refuse = () => {
    throw actor.kind === 'api-key' ? problems.scopeMissing(endpoint.scope) : problems.notAllowed()
  }
  if (actor.kind !== 'client') {
    if (endpoint.permission !== null && !may(actor, endpoint.permission)) refuse()
    return { check: () => {}, wasChecked: () => true }
  }
  // Asked about her own record first: whoever may not even that learns nothing about others.
  if (endpoint.permission !== null && !may(actor, endpoint.permission, actor.clientId)) refuse()
  let checked = false
  const check = (clientId: string) => {
    if (clientId !== actor.clientId) throw problems.notFound('record')
    checked = true
  }
  const named = [input.params, input.query, input.body].flatMap((part) =>
    typeof part === 'object' && part !== null && 'clientId' in part && typeof part.clientId === 'string'
      ? [part.clientId]
      : [],
  )
  for (const clientId of named) check(clientId)
  // A body can name her and yet amend another's record by its id; only the path's own client settles it, or the use case.
  if (writes(endpoint) && !hasClientInPath(endpoint)) checked = false
  return { check, wasChecked: () => checked || isImpersonal(endpoint) }
}

const hasClientInPath = ({ path }: EndpointDefinition) => path.includes('/:clientId')
/** What is about the clinic and nobody in particular: its name and zone, its protocol, its prices. */
const isImpersonal = ({ permission }: EndpointDefinition) =>
  permission === 'clinic.read' || permission === 'protocol.read' || permission === 'price.read'

/** @throws problems.invalidFields naming every field that is wrong, of all parts at once */
function readInput(request: FastifyRequest, endpoint: AnyEndpoint) {
  const { params, query, body } = endpoint
  // Bytes are read later, when it is known that the caller may send them.
  const json = isBinary(body) ? null : body
  const given = [
    ['address', params, request.params],
    ['query', query ?? nothing, request.query],
    ['body', json, json === null ? undefined : request.body],
  ] as const
  const fields = json === null ? [] : findUnstorable(request.body)
  const read: Record<string, unknown> = {}
  for (const [root, schema, value] of given) {
    const key = root === 'address' ? 'params' : root
    read[key] = undefined
    if (schema === null) continue
    const parsed = (schema as z.ZodType).safeParse(value)
    if (parsed.success) read[key] = parsed.data
    else fields.push(...explainIssues(schema as z.ZodType, parsed.error.issues, value, root))
  }
  if (fields.length > 0) throw problems.invalidFields(fields)
  return read as { params: unknown; query: unknown; body: unknown }
}

/** An answer that breaks the contract is our mistake, and is kept in: it might tell more than it should. */
function readOutput(endpoint: AnyEndpoint, output: unknown): unknown {
  const { response } = endpoint
  if (isBinary(response)) {
    const why = whyNotDownload(response, output)
    if (why === undefined) return output
    throw new ContractBroken(`The answer of ${endpoint.name} breaks its contract at: ${why}`)
  }
  const parsed = response.safeParse(output)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).slice(0, 10)
  throw new ContractBroken(`The answer of ${endpoint.name} breaks its contract at: ${where.join('; ')}`)
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once that is known; for the log. */
    known: Identity | null
  }
  interface FastifyContextConfig {
    /** The endpoint's name, for logs and metrics. */
    endpoint?: string
  }
}
