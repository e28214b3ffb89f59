/** What is done after a request has been answered, or by the clock: the queues, and what a job of each is given. */

/** Ids only: a job outlives what it is about, is seen by whoever operates the server, and is in every backup. */
export interface JobData {
  /** A check-in was stored: the clinic is told, where it has to act. */
  readonly 'check-in.triaged': { readonly clinicId: string; readonly checkInId: string }
  /** A consent was signed: its copy is sealed. */
  readonly 'consent.signed': { readonly clinicId: string; readonly consentId: string }
  /** By the clock: check-ins that nobody has read in time. */
  readonly 'check-in.overdue': Readonly<Record<never, never>>
}
export type QueueName = keyof JobData

interface QueueSettings {
  /** When it runs by itself, as cron has it, in UTC. */
  readonly cron?: string
  /** How often it is tried again, after waits that double. */
  readonly retries: number
}

export const queues: { readonly [Name in QueueName]: QueueSettings } = {
  // About a day in all, with waits of up to an hour.
  'check-in.triaged': { retries: 30 },
  'consent.signed': { retries: 30 },
  // The next one comes by itself.
  'check-in.overdue': { cron: '*/5 * * * *', retries: 1 },
}
export const queueNames = Object.keys(queues) as QueueName[]

/** Seconds. The first wait before a job is tried again; doubled each time. */
export const firstWait = 5
export const longestWait = 3_600
/** Seconds that one try may take. Whose worker dies is taken up by another after it. */
export const longestTry = 60
