/**
 * Whether this device keeps what is typed. A browser may keep nothing at all, and a full one refuses: then she is told, and what
 * she types lives in this window until it is sent.
 */
import { useSyncExternalStore } from 'react'

let keeps = true
const listeners = new Set<() => void>()
const underWay = new Set<Promise<unknown>>()

/** Follows a write to the device. @returns the same, so that it can be awaited */
export function following<Result>(write: Promise<Result>): Promise<Result> {
  underWay.add(write)
  write
    .then(
      () => say(true),
      () => say(false),
    )
    .finally(() => underWay.delete(write))
  return write
}

/** When everything that was typed is on the device, or cannot be. */
export const draftsKept = async (): Promise<void> => void (await Promise.allSettled(underWay))

export const useDeviceKeeps = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => keeps,
  )

function say(next: boolean): void {
  if (next === keeps) return
  keeps = next
  for (const listener of listeners) listener()
}
