/**
 * What a write by an id from the device answers. Sending twice is harmless and nothing is ever overwritten, so there are four
 * outcomes: `new` and `same` are answers; `superseded` and `refused` are problems that show both versions.
 */
import type { Outcome, Written } from '@needlepoint/contract'
import { problems } from './problems.ts'

export interface Merge<Shown> {
  /** From `addRow`, which compares fingerprints. */
  readonly outcome: Outcome
  /** What was sent; it goes back to the caller when it is refused. */
  readonly sent: unknown
  /** The record that the id names, as callers see it. */
  readonly show: () => Promise<Shown>
  /** Whether the caller may read it. Nobody reads another's record by reusing its id. */
  readonly mayRead: (shown: Shown) => boolean
  /** For what has versions: the one that holds now, as callers see it; undefined where the caller may not read it. */
  readonly current?: () => Promise<Shown | undefined>
}

/**
 * @throws problems.idTaken with the record that the id names, where the caller may read it
 * @throws problems.staleVersion with the version that holds now
 */
export async function mergeById<Shown>(merge: Merge<Shown>): Promise<Written<Shown>> {
  const { outcome, sent } = merge
  switch (outcome) {
    case 'new':
    case 'same':
      return { outcome, record: await merge.show() }
    case 'superseded': {
      const current = await merge.current?.()
      throw problems.staleVersion(sent, current !== undefined && merge.mayRead(current) ? current : undefined)
    }
    case 'refused': {
      const stored = await merge.show()
      throw problems.idTaken(sent, merge.mayRead(stored) ? stored : undefined)
    }
  }
}
