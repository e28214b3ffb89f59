/** Who is signed in, and whether the page is locked. */
import { queryOptions } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api, type OutputOf, onRefusal } from '../shared/api/api.ts'
import { queries } from './queries.ts'

export type Me = NonNullable<OutputOf<'me.show'>>
export type Workplace = Me['clinics'][number]
export type Role = Workplace['roles'][number]

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => api['me.show'](),
  staleTime: 60_000,
})

/** After anything that changes who is there. */
export const askWhoIsThere = () => queries.fetchQuery({ ...meQuery, staleTime: 0 })

let locked = false
const listeners = new Set<() => void>()
function setLocked(now: boolean): void {
  if (locked === now) return
  locked = now
  for (const listener of listeners) listener()
}

export const useLocked = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => locked,
  )

/** Hides the page at once; the server is told, and need not answer. */
export function lock(): void {
  setLocked(true)
  void api['own-session.lock']().catch(() => undefined)
}

/** @throws ProblemError when the password is not right */
export async function unlock(password: string): Promise<void> {
  await api['own-session.unlock']({ body: { password } })
  setLocked(false)
  await queries.invalidateQueries()
}

onRefusal((code) => {
  if (code === 'session-locked') setLocked(true)
  if (code === 'not-signed-in' || code === 'second-factor-needed') void queries.invalidateQueries({ queryKey: ['me'] })
})

/** Minutes without a key or a tap after which the page hides itself. The server locks by its own clock, whatever we do. */
const idleMinutes = 15

/** @returns a function that stops watching */
export function lockWhenIdle(): () => void {
  let last = Date.now()
  const used = () => {
    last = Date.now()
  }
  const events = ['pointerdown', 'keydown', 'wheel'] as const
  for (const event of events) addEventListener(event, used, { passive: true })
  const timer = setInterval(() => {
    if (!locked && Date.now() - last > idleMinutes * 60_000) lock()
  }, 10_000)
  return () => {
    clearInterval(timer)
    for (const event of events) removeEventListener(event, used)
  }
}
