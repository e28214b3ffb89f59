import type { OutputOf } from '../../shared/api/api.ts'

/** A clinic that takes what she sends. */
export type Place = OutputOf<'enquiry.place'>
