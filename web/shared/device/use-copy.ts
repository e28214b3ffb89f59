/**
 * Something read from the server, with the copy that the device kept of it. The copy shows at once and without a connection; a
 * newer one takes its place when it comes.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { NoAnswer } from '../api/api.ts'
import { keepCopy, readCopy } from './store.ts'

export interface Copied<Value> {
  /** Undefined while it loads for the first time, and after a failure with no copy. */
  readonly value: Value | undefined
  /** `offline`: what shows is a copy, and the server cannot be reached. */
  readonly state: 'loading' | 'ready' | 'offline' | 'failed'
  readonly error: unknown
  readonly reload: () => void
}

/** @param key names the copy, and is what loading depends on: `plans ${clientId}` */
export function useCopy<Value>(key: string, load: () => Promise<Value>): Copied<Value> {
  const [shown, setShown] = useState<Omit<Copied<Value>, 'reload'> & { readonly key: string }>(blank(key))
  const latest = useRef(load)
  latest.current = load
  const reload = useCallback(() => {
    let stopped = false
    let fresh = false
    void readCopy<Value>(key).then((copy) => {
      if (!stopped && !fresh && copy) {
        setShown((before) => ({
          ...before,
          key,
          value: copy.value,
          state: before.state === 'loading' ? 'ready' : before.state,
        }))
      }
    })
    latest.current().then(
      async (value) => {
        fresh = true
        if (!stopped) setShown({ key, value, state: 'ready', error: undefined })
        await keepCopy(key, value)
      },
      async (error: unknown) => {
        const copy = error instanceof NoAnswer ? await readCopy<Value>(key) : undefined
        if (stopped) return
        setShown((before) => {
          // Where the device keeps no copies, what shows already is one.
          const shows = error instanceof NoAnswer && before.key === key ? before.value : undefined
          const value = copy ? copy.value : shows
          return { key, value, state: value === undefined ? 'failed' : 'offline', error }
        })
      },
    )
    return () => {
      stopped = true
    }
  }, [key])
  useEffect(() => {
    setShown((before) => (before.key === key ? before : blank(key)))
    return reload()
  }, [key, reload])
  const { value, state, error } = shown.key === key ? shown : blank<Value>(key)
  return { value, state, error, reload: () => void reload() }
}

const blank = <Value>(key: string) => ({
  key,
  value: undefined as Value | undefined,
  state: 'loading' as const,
  error: undefined as unknown,
})
