/**
 * What was written and not sent yet. It survives closing the browser, is sent once there is a connection, oldest first, and
 * leaves the device only when the server says that it has it.
 */
import { type Api, actingFor, forClient, NoAnswer, ProblemError } from '../api/api.ts'
import { nowInstant } from './clock.ts'
import { following } from './keeping.ts'
import { store, type Waiting } from './store.ts'
import { betweenTabs } from './tabs.ts'

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

/** What one tab writes or sends, the others show. */
const tabs = betweenTabs<null>('needlepoint outbox')
export const onOutboxChange = tabs.listen
function changed(): void {
  tabs.hear()
  tabs.tell(null)
}

/** What the device could not keep, because it is full or keeps nothing: it goes when this window is closed. */
const unkept = new Map<string, Waiting>()
const stay = (event: Event) => event.preventDefault()
function inWindow(id: string, entry: Waiting | undefined): void {
  if (entry) unkept.set(id, entry)
  else unkept.delete(id)
  if (unkept.size > 0) addEventListener('beforeunload', stay)
  else if (typeof removeEventListener === 'function') removeEventListener('beforeunload', stay)
}

async function keep(entry: Waiting): Promise<void> {
  try {
    await following(store().then((database) => database.put('outbox', entry)))
    inWindow(entry.id, undefined)
  } catch {
    inWindow(entry.id, entry)
  }
  changed()
}

/** Long enough for a slow line. Past it the connection is dead, and whoever waits behind would wait with it. */
const mostMs = 60_000

/** Keeps a write; `sendOutbox` sends it. `addToOutbox('check-in.record', { params: { clinicId }, body })` */
export async function addToOutbox<Name extends Writes>(endpoint: Name, input: Parameters<Api[Name]>[0]): Promise<void> {
  const { id } = (input as unknown as { body: { id: string } }).body
  const actsFor = actingFor()
  const entry = { id, endpoint, input: input as object, addedAt: Date.now() }
  await keep(actsFor === undefined ? entry : { ...entry, actsFor })
  // So that the browser does not take the room for something else before it was sent.
  void navigator.storage?.persist?.().catch(() => undefined)
}

/** Oldest first. */
export async function waiting(): Promise<Waiting[]> {
  const kept = await store()
    .then((database) => database.getAll('outbox'))
    .catch(() => [])
  const all = [...kept.filter(({ id }) => !unkept.has(id)), ...unkept.values()]
  return all.toSorted((a, b) => a.addedAt - b.addedAt)
}

export async function dropFromOutbox(id: string): Promise<void> {
  inWindow(id, undefined)
  await store()
    .then((database) => database.delete('outbox', id))
    // What cannot be taken away is sent again, and the server knows it by its id.
    .catch(() => undefined)
  changed()
}

/**
 * Sends what waits, one tab after the other: what one has sent the next does not find any more.
 * @returns whether everything that can be sent was
 */
export const sendOutbox = (api: Api): Promise<boolean> => inTurn(() => sendAll(api))

let last: Promise<unknown> = Promise.resolve()
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (navigator.locks) return await navigator.locks.request('needlepoint outbox', work)
  const mine = last.then(work)
  last = mine.catch(() => undefined)
  return await mine
}

async function sendAll(api: Api): Promise<boolean> {
  const calls = api as unknown as Readonly<Record<string, (input: object, options: object) => Promise<unknown>>>
  for (const each of await waiting()) {
    if (each.refused) continue
    try {
      const signal = AbortSignal.timeout(mostMs)
      await calls[each.endpoint]?.(each.input, {
        signal,
        ...(each.actsFor === undefined ? {} : forClient(each.actsFor)),
      })
      await dropFromOutbox(each.id)
    } catch (error) {
      if (error instanceof NoAnswer) return false
      if (!(error instanceof ProblemError) || passesByItself(error)) return false
      const { code, detail } = error.problem
      const inTime = code === 'not-yet' ? putInTime(each) : undefined
      await keep(inTime ? { ...each, input: inTime } : { ...each, refused: { code, detail } })
      if (inTime) return await sendAll(api)
    }
  }
  return true
}

/**
 * A report from a device whose clock was ahead, written before anybody knew: it is at least as old as this moment.
 * @returns undefined for what is not a report, or was put right before
 */
function putInTime({ endpoint, input }: Waiting): object | undefined {
  const { body } = input as { body?: { reportedAt?: string } }
  if (endpoint !== 'check-in.record' || !body?.reportedAt || Date.parse(body.reportedAt) <= Date.parse(nowInstant()))
    return undefined
  return { ...input, body: { ...body, reportedAt: nowInstant() } }
}
