import type { CitedClaim, Pathway } from '@needlepoint/pathway'
import { createContext, use, useContext } from 'react'
import { loadPathway } from './load-pathway.ts'

const emergencyNumber = createContext<string | undefined>(undefined)
/** The number that texts name within, for whoever is elsewhere than her clinic. Without it they name the clinic's. */
export const EmergencyNumber = emergencyNumber.Provider

/** Waits for the engine (put a `Suspense` above); a failure goes to the error page of the route. */
export const usePathway = (clinicId?: string): Pathway => use(loadPathway(clinicId, useContext(emergencyNumber)))

export type ClaimsOf = (ids: readonly string[]) => readonly CitedClaim[]
