/**
 * What time it is, where the clock of the device is wrong: a countdown that ends a day early would let her do what she must not
 * do yet. The server says with each answer what time it is. Without a connection what it said last still counts.
 */
import { useSyncExternalStore } from 'react'

const key = 'needlepoint.clock'
/** Less than that is the way of an answer through the network, and harms nobody. */
const sameMs = 2 * 60_000
/** An answer that took longer says too little about when it was given. */
const slowMs = 20_000

/** By how many milliseconds the device is ahead; negative when it is behind, 0 when it is right or nobody knows. */
let ahead = kept()
const listeners = new Set<() => void>()

/** @returns by how much a device is ahead that sent at one time and heard at another what the server called `date` */
export function aheadOf(date: string | null, sentAt: number, heardAt: number): number | undefined {
  const server = Date.parse(date ?? '')
  const took = heardAt - sentAt
  if (Number.isNaN(server) || took < 0 || took > slowMs) return undefined
  // The server names whole seconds: on average it was half a second later.
  const found = Math.round((sentAt + heardAt) / 2 - (server + 500))
  return Math.abs(found) < sameMs ? 0 : found
}

/** @param date as an answer of the server says it, by its head */
export function hearServerTime(date: string | null, sentAt: number): void {
  const found = aheadOf(date, sentAt, Date.now())
  // Seconds this way or that are the network's: what is shown must not dance.
  if (found === undefined || (found === 0 ? ahead === 0 : Math.abs(found - ahead) < sameMs)) return
  ahead = found
  try {
    if (ahead === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, String(ahead))
  } catch {
    // It holds until the page is closed.
  }
  for (const listener of listeners) listener()
}

/** Milliseconds since 1970, as the server counts them. */
export const now = (): number => Date.now() - ahead
export const nowInstant = (): string => new Date(now()).toISOString()

/** By how many milliseconds the device is ahead; 0 when its clock will do. */
export const useClockAhead = (): number => useSyncExternalStore(onClockChange, () => ahead)

export function onClockChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function kept(): number {
  try {
    const value = Number(localStorage.getItem(key))
    return Number.isFinite(value) && Math.abs(value) >= sameMs ? value : 0
  } catch {
    return 0
  }
}
