/** What the device keeps is shown by every tab: each hears of a change, in whichever of them it was made. */

export interface Tabs<Told> {
  /** @returns what ends it */
  readonly listen: (listener: () => void) => () => void
  /** Of a change that this tab alone shows. */
  readonly hear: () => void
  /** To the other tabs, which then look anew. */
  readonly tell: (told: Told) => void
}

/** @param onTold hears what another tab told, before those who listen look anew */
export function betweenTabs<Told>(name: string, onTold: (told: Told) => void = () => {}): Tabs<Told> {
  const listeners = new Set<() => void>()
  const hear = () => {
    for (const listener of listeners) listener()
  }
  let channel: BroadcastChannel | undefined
  // Opened when it is first needed: reading this file must do nothing.
  const others = (): BroadcastChannel | undefined => {
    if (!channel && 'BroadcastChannel' in globalThis) {
      channel = new BroadcastChannel(name)
      channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
        onTold(data)
        hear()
      })
    }
    return channel
  }
  return {
    listen(listener) {
      listeners.add(listener)
      others()
      return () => listeners.delete(listener)
    },
    hear,
    tell: (told) => others()?.postMessage(told),
  }
}
