/** A form's state that survives a closed browser, a locked session and a language switch. */
import { useEffect, useRef, useState } from 'react'
import { following } from './keeping.ts'
import { dropDraft, keepDraft, readDraft } from './store.ts'

/** What the device could not keep: it lives as long as this window. */
const unkept = new Map<string, unknown>()

async function keep(key: string, value: unknown): Promise<void> {
  try {
    await following(keepDraft(key, value))
    unkept.delete(key)
  } catch {
    // A full disk must not stop anybody from answering.
    unkept.set(key, value)
  }
}

export interface Draft<Value> {
  readonly value: Value
  readonly change: (value: Value) => void
  /** Until then what is shown may still be replaced by what was kept. */
  readonly ready: boolean
  /** After it was sent. */
  readonly drop: () => void
}

/** @param key names the form and whom it is about: `intake ${clientId}` */
export function useDraft<Value>(key: string, initial: Value): Draft<Value> {
  const [value, setValue] = useState(initial)
  const [ready, setReady] = useState(false)
  const touched = useRef(false)
  useEffect(() => {
    let stopped = false
    touched.current = false
    setReady(false)
    void readDraft<Value>(key).then((stored) => {
      if (stopped) return
      const kept = unkept.has(key) ? (unkept.get(key) as Value) : stored
      if (kept !== undefined && !touched.current) setValue(kept)
      setReady(true)
    })
    return () => {
      stopped = true
    }
  }, [key])
  return {
    value,
    ready,
    change: (next) => {
      touched.current = true
      setValue(next)
      void keep(key, next)
    },
    drop: () => {
      unkept.delete(key)
      void dropDraft(key).catch(() => undefined)
    },
  }
}
