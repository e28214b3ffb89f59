/** Sends a write at once where there is a connection. It is kept on the device first: nothing is lost, and nothing is sent twice. */
import { type Api, api } from '../../shared/api/api.ts'
import { addToOutbox, dropFromOutbox, sendOutbox, waiting } from '../../shared/device/outbox.ts'

export type Sent =
  | { readonly state: 'sent' | 'waiting' }
  /** The server said no, and why. It is not kept: the page still holds what was typed. */
  | { readonly state: 'refused'; readonly code: string; readonly detail: string }

/** Keeps a write, which goes out by itself: for what must not wait for a slow line. @throws DOMException where the browser keeps nothing */
export async function keepToSend<Name extends Parameters<typeof addToOutbox>[0]>(
  endpoint: Name,
  input: Parameters<Api[Name]>[0],
): Promise<{ readonly sending: Promise<unknown> }> {
  await addToOutbox(endpoint, input)
  return { sending: sendOutbox(api).catch(() => undefined) }
}

/** @throws DOMException where the browser keeps nothing */
/** After that long she is told what this device knows. It is sent all the same. */
const patienceMs = 8_000

export async function send<Name extends Parameters<typeof addToOutbox>[0]>(
  endpoint: Name,
  input: Parameters<Api[Name]>[0],
): Promise<Sent> {
  const { id } = (input as unknown as { readonly body: { readonly id: string } }).body
  await addToOutbox(endpoint, input)
  await Promise.race([sendOutbox(api), new Promise((resolve) => setTimeout(resolve, patienceMs))])
  const left = (await waiting()).find((each) => each.id === id)
  if (!left) return { state: 'sent' }
  if (!left.refused) return { state: 'waiting' }
  await dropFromOutbox(id)
  return { state: 'refused', ...left.refused }
}
