/** The clinic that is worked in, and as what. */
import { createContext, useContext } from 'react'
import type { Me, Role, Workplace } from './session.ts'

export interface Work {
  readonly me: Me
  readonly clinicId: string
  readonly clinic: Workplace
  /** True when she has one of these roles. What she may is the server's to say; this is for what to show. */
  readonly is: (...roles: readonly Role[]) => boolean
}

const context = createContext<Work | undefined>(undefined)
export const WorkProvider = context.Provider

/** @throws Error outside the clinic's own pages */
export function useWork(): Work {
  const work = useContext(context)
  if (!work) throw new Error('Only within ClinicShell.')
  return work
}
