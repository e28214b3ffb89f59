/** The typed client: one function for each endpoint. */
import { type EndpointName, endpoints } from './endpoints.ts'
import { addressIn, type CallOptions, type ClientOptions, createCalls } from './http/call.ts'
import type { CallInput, CallOutput, EndpointDefinition } from './http/endpoint.ts'

export * from './http/call.ts'

type Arguments<Input> =
  Record<never, never> extends Input ? [input?: Input, options?: CallOptions] : [input: Input, options?: CallOptions]
/** @throws ProblemError when the server refuses, NoAnswer when it cannot be reached */
export type Call<Of extends EndpointDefinition> = (...args: Arguments<CallInput<Of>>) => Promise<CallOutput<Of>>
export type Api = { readonly [Name in EndpointName]: Call<(typeof endpoints)[Name]> }

/** `api['screening.record']({ params: { clinicId }, body })` */
export function createClient(options: ClientOptions): Api {
  return createCalls(options, addresses()) as unknown as Api
}

/** What the pages are built with in place of the schemas. */
export const addresses = () =>
  Object.fromEntries(Object.entries(endpoints).map(([name, endpoint]) => [name, addressIn(endpoint)]))
