export type { Handlers, JobParts } from './handlers.ts'
export { type JobOptions, type Jobs, openJobs } from './jobs.ts'
export { queue } from './queue.ts'
