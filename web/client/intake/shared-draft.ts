/**
 * One intake on several devices: what to do with the draft of this device and the one that the clinic's server keeps for her. Pure,
 * so that it can be tried on every order of events. The rule: what only one device has changed is taken over without a word; where
 * both have, she sees both and chooses.
 */
import type { OutputOf } from '../../shared/api/api.ts'
import { newId } from '../../shared/device/ids.ts'
import type { IntakeDraft } from './intake.ts'

/** As the server keeps it. */
export type Remote = NonNullable<OutputOf<'intake-draft.show'>['draft']>

export interface Kept {
  /** Of the screening that it is to become. */
  readonly id: string
  readonly started: boolean
  readonly draft: IntakeDraft
  /** Made with each change here. */
  readonly version: string
  /** What the server has of it, as far as this device knows; null while it has nothing. */
  readonly seen: string | null
  /** Milliseconds since 1970. */
  readonly changedAt: number
}

export type Meeting =
  /** Nothing to do. */
  | { readonly what: 'same' }
  /** The server's comes here. */
  | { readonly what: 'adopt'; readonly kept: Kept }
  /** Ours goes there. */
  | { readonly what: 'push' }
  /** Both went on. */
  | { readonly what: 'choose'; readonly other: Remote }
  /** It is gone there, and nothing was added here since: it was sent, or thrown away, on another device. */
  | { readonly what: 'gone' }

/** Of a state that nobody has seen yet. */
export const newVersion = () => newId().replaceAll('-', '')

export const isDirty = ({ version, seen }: Kept) => version !== seen

/** @param local undefined where nothing was begun on this device */
export function meet(local: Kept | undefined, remote: Remote | null): Meeting {
  const begun = local?.started ? local : undefined
  if (!remote) {
    if (!begun) return { what: 'same' }
    if (isDirty(begun)) return { what: 'push' }
    return { what: 'gone' }
  }
  if (!begun) return { what: 'adopt', kept: keptFrom(remote) }
  if (remote.version === begun.version) return { what: 'same' }
  if (remote.version === begun.seen) return { what: 'push' }
  if (!isDirty(begun) || saysTheSame(begun, remote)) return { what: 'adopt', kept: keptFrom(remote) }
  return { what: 'choose', other: remote }
}

export function keptFrom(remote: Remote): Kept {
  const { id, version, savedAt, day, facts, open, path, at, confirm } = remote
  return {
    id,
    started: true,
    draft: { facts, open, path, at, day, confirm },
    version,
    seen: version,
    changedAt: Date.parse(savedAt),
  }
}

const saysTheSame = ({ id, draft }: Kept, remote: Remote) =>
  id === remote.id && differences(draft.facts, remote.facts).length === 0 && draft.day === remote.day

/** Facts that are answered differently. */
export function differences(a: IntakeDraft['facts'], b: IntakeDraft['facts']): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((id) => print(a[id]) !== print(b[id]))
}

/** Independent of the order in which a store gives fields back. */
const print = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : each,
  ) ?? ''
