/**
 * What was written and not sent yet. It survives closing the browser, is sent once there is a connection, oldest first, and
 * leaves the device only when the server says that it has it.
 */
import { type Api, NoAnswer, ProblemError } from '../api/api.ts'
import { store, type Waiting } from './store.ts'

/** Problems that pass by themselves, or once somebody has signed in again. */
const passing = new Set([
  'not-signed-in',
  'session-locked',
  'too-many-requests',
  'overloaded',
  'database-away',
  'shutting-down',
  'internal-error',
])

/** @returns whether sending again, later, may be taken */
export const passesByItself = ({ problem }: ProblemError) => passing.has(problem.code)

type Writes = {
  [Name in keyof Api]: Parameters<Api[Name]>[0] extends { body: { id: string } } ? Name : never
}[keyof Api]

const listeners = new Set<() => void>()
export function onOutboxChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const changed = () => {
  for (const listener of listeners) listener()
}

/** Keeps a write; `sendOutbox` sends it. `addToOutbox('check-in.record', { params: { clinicId }, body })` */
export async function addToOutbox<Name extends Writes>(endpoint: Name, input: Parameters<Api[Name]>[0]): Promise<void> {
  const { id } = (input as unknown as { body: { id: string } }).body
  await (await store()).put('outbox', { id, endpoint, input: input as object, addedAt: Date.now() })
  changed()
}

/** Oldest first. */
export async function waiting(): Promise<Waiting[]> {
  const all = await (await store()).getAll('outbox')
  return all.toSorted((a, b) => a.addedAt - b.addedAt)
}

export async function dropFromOutbox(id: string): Promise<void> {
  await (await store()).delete('outbox', id)
  changed()
}

/**
 * Sends what waits. Two tabs may both try; the server takes each id once.
 * @returns whether everything that can be sent was
 */
export async function sendOutbox(api: Api): Promise<boolean> {
  const calls = api as unknown as Readonly<Record<string, (input: object) => Promise<unknown>>>
  for (const each of await waiting()) {
    if (each.refused) continue
    try {
      await calls[each.endpoint]?.(each.input)
      await dropFromOutbox(each.id)
    } catch (error) {
      if (error instanceof NoAnswer) return false
      if (!(error instanceof ProblemError) || passesByItself(error)) return false
      const { code, detail } = error.problem
      await (await store()).put('outbox', { ...each, refused: { code, detail } })
      changed()
    }
  }
  return true
}
