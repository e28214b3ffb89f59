import { usePathway } from '../../shared/engine/use-pathway.ts'
import { useClient } from '../shell/client.tsx'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { type AfterSession, afterSessionOf } from './after-session.ts'
import { waitingReports } from './waiting-reports.ts'

/** Her last session with all that is known, what waits to be sent included; undefined before the first. */
export function useAfterSession(): AfterSession | undefined {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  return afterSessionOf(pathway, useRecord(), waitingReports(useOutbox()))
}
