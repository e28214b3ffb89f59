/** Everything of hers that the pages decide with, read in one go and kept on the device for the times without a connection. */
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import type { OutputOf } from '../../shared/api/api.ts'
import { api } from '../../shared/api/api.ts'
import { PageFailed } from '../../shared/app/fallbacks.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { now } from '../../shared/device/clock.ts'
import { keepCopy } from '../../shared/device/store.ts'
import { useCopy } from '../../shared/device/use-copy.ts'
import { emergencyNumber } from '../../shared/engine/emergency-number.ts'
import { EmergencyNumber } from '../../shared/engine/use-pathway.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { readAppointments } from '../appointments/read-appointments.ts'
import type { SignedInClient } from './client.tsx'
import { whenIdle } from './idle.ts'
import { useOutbox } from './OutboxNote.tsx'
import { readAhead } from './read-ahead.ts'

export interface OwnRecord {
  readonly client: OutputOf<'client.show'>
  readonly clinic: OutputOf<'clinic.show'>
  /** The newest first. */
  readonly screenings: OutputOf<'screening.list'>['items']
  /** The one that counts. */
  readonly screening: OutputOf<'screening.show'> | null
  readonly plans: OutputOf<'plan.list'>['items']
  readonly consents: OutputOf<'consent.list'>['items']
  /** What is asked of her now, and what has changed since she signed. Undefined in a copy that an older version of the app kept. */
  readonly papers: OutputOf<'consent.papers'> | undefined
  /** In the versions that hold. */
  readonly sessions: OutputOf<'session.list'>['items']
  readonly checkIns: OutputOf<'check-in.list'>['items']
  /** In the versions that hold. A copy of an older version of the app has none. */
  readonly appointments?: OutputOf<'appointment.list'>['items']
  /** The newest of both sides. A copy of an older version of the app has none. */
  readonly messages?: OutputOf<'message.list'>['items']
  /** Those after the last session in full, the oldest first. */
  readonly reports: readonly OutputOf<'check-in.show'>[]
}

/** Milliseconds: what is younger is not read again when she comes back to it. */
const oldMs = 60_000
/** More of them say nothing that the last ones do not. */
const mostReports = 16

async function readRecord({ clinicId, clientId }: SignedInClient): Promise<OwnRecord> {
  const params = { clinicId, clientId }
  const [client, clinic, screenings, plans, consents, papers, sessions, checkIns, appointments, messages] =
    await Promise.all([
      api['client.show']({ params }),
      api['clinic.show']({ params: { clinicId } }),
      api['screening.list']({ params }),
      api['plan.list']({ params }),
      api['consent.list']({ params }),
      api['consent.papers']({ params, query: { language: chosenLanguage() } }),
      api['session.list']({ params }),
      api['check-in.list']({ params }),
      readAppointments(params),
      api['message.list']({ params }),
    ])
  // Their own pages read them again; without a connection they find these, also when they were never opened.
  await keepCopy(`appointments ${clientId}`, appointments)
  await keepCopy(`messages ${clientId}`, messages)
  const counts = screenings.items
    .filter(({ supersededBy }) => supersededBy === null)
    .toSorted((a, b) => (a.decidedOn < b.decidedOn ? 1 : a.decidedOn > b.decidedOn ? -1 : 0))[0]
  const endedAt = Date.parse(sessions.items[0]?.endedAt ?? '')
  const after = checkIns.items.filter(({ reportedAt }) => Date.parse(reportedAt) >= endedAt - 300_000)
  const [screening, ...reports] = await Promise.all([
    counts ? api['screening.show']({ params: { clinicId, screeningId: counts.id } }) : null,
    ...after.slice(0, mostReports).map(({ id }) => api['check-in.show']({ params: { clinicId, checkInId: id } })),
  ])
  return {
    client,
    clinic,
    screenings: screenings.items,
    screening,
    plans: plans.items,
    consents: consents.items,
    papers,
    sessions: sessions.items,
    checkIns: checkIns.items,
    appointments,
    messages: messages.items,
    reports: reports.toSorted((a, b) => Date.parse(a.reportedAt) - Date.parse(b.reportedAt)),
  }
}

interface Provided extends OwnRecord {
  readonly reload: () => void
  /** What shows is a copy, and the server cannot be reached. */
  readonly isCopy: boolean
}

const context = createContext<Provided | undefined>(undefined)

/** Put within the shell: its pages have the record. */
export function RecordProvider({
  client,
  children,
}: {
  readonly client: SignedInClient
  readonly children: ReactNode
}) {
  const { value, state, error, reload } = useCopy(`record ${client.clientId}`, () => readRecord(client))
  const waits = useOutbox().length
  const before = useRef(waits)
  useEffect(() => {
    // Something was sent: what it changed is read again.
    if (waits < before.current) reload()
    before.current = waits
  })
  const lastRead = useRef(now())
  const again = useRef(reload)
  again.current = reload
  useEffect(() => {
    // The phone comes out of the pocket: somebody may have written meanwhile.
    const look = () => {
      if (document.visibilityState !== 'visible' || now() - lastRead.current < oldMs) return
      lastRead.current = now()
      again.current()
    }
    document.addEventListener('visibilitychange', look)
    addEventListener('online', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', look)
    }
  }, [])
  const isRead = state === 'ready' && value !== undefined
  const latest = useRef({ client, value })
  latest.current = { client, value }
  useEffect(() => {
    const { client, value } = latest.current
    if (!isRead || !value) return
    return whenIdle(() => void readAhead(client, value).catch(() => undefined))
  }, [isRead])
  if (!value) return state === 'failed' ? <PageFailed error={error} retry={reload} /> : <Skeleton title lines={6} />
  return (
    <context.Provider value={{ ...value, reload, isCopy: state === 'offline' }}>
      <EmergencyNumber value={emergencyNumber(value.client.zone, value.clinic)}>{children}</EmergencyNumber>
    </context.Provider>
  )
}

/** @throws Error outside the client's own pages */
export function useRecord(): Provided {
  const record = useContext(context)
  if (!record) throw new Error('Only within RecordProvider.')
  return record
}
