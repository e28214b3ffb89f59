/** Reports that are written and not sent yet: they count here already. */
import type { InputOf } from '../../shared/api/api.ts'
import type { Waiting } from '../../shared/device/store.ts'
import type { Reported } from './after-session.ts'

export const waitingReports = (outbox: readonly Waiting[]): (Reported & { readonly id: string })[] =>
  outbox
    .filter(({ endpoint, refused }) => endpoint === 'check-in.record' && !refused)
    .map(({ id, input }) => {
      const { reportedAt, report } = (input as InputOf<'check-in.record'>).body
      return { id, reportedAt, report }
    })
