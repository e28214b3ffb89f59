/** Does something again and again beside the requests, and ends with the server. */
import { setTimeout as sleep } from 'node:timers/promises'

/** @returns waits for what is running, and ends */
export function every(milliseconds: number, work: () => Promise<unknown>, failed: (error: unknown) => void) {
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
      if (!stopping.signal.aborted) await work().catch(failed)
    }
  })()
  return async (): Promise<void> => {
    stopping.abort()
    await running
  }
}
