import type { CitedClaim, Pathway } from '@needlepoint/pathway'
import { use } from 'react'
import { loadPathway } from './load-pathway.ts'

/** Waits for the engine (put a `Suspense` above); a failure goes to the error page of the route. */
export const usePathway = (clinicId?: string): Pathway => use(loadPathway(clinicId))

export type ClaimsOf = (ids: readonly string[]) => readonly CitedClaim[]
