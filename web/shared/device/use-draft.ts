/** A form's state that survives a closed browser, a locked session and a language switch. */
import { useEffect, useRef, useState } from 'react'
import { dropDraft, keepDraft, readDraft } from './store.ts'

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
    void readDraft<Value>(key).then((kept) => {
      if (stopped) return
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
      // A full disk must not stop anybody from answering.
      void keepDraft(key, next).catch(() => undefined)
    },
    drop: () => void dropDraft(key).catch(() => undefined),
  }
}
