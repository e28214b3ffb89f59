/** The typed client of the pages: every endpoint of the contract by name, without the contract's schemas. */

import { addresses } from 'virtual:needlepoint/addresses'
import type { Api } from '@needlepoint/contract'
import { createCalls, ProblemError } from '@needlepoint/contract/call'
import { hearServerTime } from '../device/clock.ts'

import { fetchWithProgress } from './fetch-with-progress.ts'

export type { Api, InputOf, OutputOf } from '@needlepoint/contract'
export { NoAnswer, ProblemError } from '@needlepoint/contract/call'

type Refusal = ProblemError['problem']['code']
const listeners = new Set<(code: Refusal) => void>()

/** Hears of every refusal, so that one place sees that a session has locked or ended. */
export function onRefusal(listener: (code: Refusal) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function listening<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ProblemError) for (const listener of listeners) listener(error.problem.code)
    throw error
  }
}

let actsFor: string | undefined
/** For a guardian of several children: whose record the calls from now on are about. */
export const actFor = (clientId: string | undefined): void => {
  actsFor = clientId
}
export const actingFor = (): string | undefined => actsFor
/** Of one call, whoever the page is about. */
export const forClient = (clientId: string) => ({ headers: { 'needlepoint-client': clientId } })

const options = {
  baseUrl: '',
  async fetch(url: string, init: RequestInit): Promise<Response> {
    const sentAt = Date.now()
    const response = await fetch(url, init)
    hearServerTime(response.headers.get('date'), sentAt)
    return response
  },
  headers: () => (actsFor === undefined ? {} : forClient(actsFor).headers),
}
const calls = createCalls(options, addresses)

/** `api['check-in.record']({ params: { clinicId }, body })` @throws ProblemError, NoAnswer */
export const api = Object.fromEntries(
  Object.entries(calls).map(([name, call]) => [name, (...args: Parameters<typeof call>) => listening(call(...args))]),
) as unknown as Api

/**
 * Sends a file and says how far it is.
 * @param onProgress share of the bytes that have left, 0 to 1
 * @throws ProblemError, NoAnswer, and the signal's reason when it was stopped
 */
export async function uploadFile(
  input: Parameters<Api['file.add']>[0],
  onProgress: (share: number) => void,
  signal: AbortSignal,
): ReturnType<Api['file.add']> {
  const call = createCalls({ ...options, fetch: fetchWithProgress(onProgress) }, addresses)['file.add']
  return await listening(call?.(input, { signal }) as ReturnType<Api['file.add']>)
}

/** For what asks again by itself: a page that is left alone must not keep its session awake. */
export const inBackground = { headers: { 'needlepoint-background': '1' } }

/**
 * What better-auth answers and the contract does not list: passwords, codes, passkeys.
 * @throws ProblemError, NoAnswer
 */
export const auth = {
  get: <Answer>(path: string) => authCall<Answer>('GET', path),
  post: <Answer>(path: string, body: object = {}) => authCall<Answer>('POST', path, body),
}

function authCall<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const address = { method, path: `/api/auth${path}`, hasBody: body !== undefined }
  const call = createCalls(options, { call: address }).call
  return call?.(body === undefined ? {} : { body }) as Promise<Answer>
}
