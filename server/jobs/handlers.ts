/** Which use case does the jobs of which queue. */
import type { Site } from '../accounts/origin.ts'
import { sealSigned } from '../consent/copy/seal-copy.ts'
import type { Database } from '../database/index.ts'
import type { FileStore } from '../files/index.ts'
import type { KeyRing } from '../keys/index.ts'
import { alertOfCheckIn, alertOfOverdue } from '../recovery/alert-clinic.ts'
import type { JobData, QueueName } from './queues.ts'

/** What a job works with. It opens its own transactions. */
export interface JobParts {
  readonly database: Database
  readonly keyRing: KeyRing
  readonly files: FileStore
  /** Where browsers reach the server, for links in messages. */
  readonly site: Site
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export type Handlers = {
  readonly [Name in QueueName]: (parts: JobParts, data: JobData[Name]) => Promise<void>
}

export const handlers: Handlers = {
  'check-in.triaged': alertOfCheckIn,
  'check-in.overdue': alertOfOverdue,
  'consent.signed': sealSigned,
}
