/** Short news of what was done: said to screen readers, shown for a while, never the only place where something is told. */
import { useSyncExternalStore } from 'react'
import css from './toasts.module.css'

let shown: readonly { readonly id: number; readonly message: string }[] = []
let next = 1
const listeners = new Set<() => void>()
const set = (toasts: typeof shown) => {
  shown = toasts
  for (const listener of listeners) listener()
}

/** “Check-in sent.” */
export function toast(message: string): void {
  const id = next++
  set([...shown.slice(-2), { id, message }])
  setTimeout(() => set(shown.filter((each) => each.id !== id)), 6_000)
}

/** Once in each app. */
export function Toasts() {
  const toasts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
  return (
    <div className={css.toasts} role="status" aria-live="polite">
      {toasts.map(({ id, message }) => (
        <p key={id} className={css.toast}>
          {message}
        </p>
      ))}
    </div>
  )
}
