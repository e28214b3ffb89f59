/**
 * Reads what her pages show beside the record, before she asks for it: so that each of them opens without a connection, also one
 * that she has never opened. Under the same keys as the pages themselves read it (`useCopy`).
 */
import { api, NoAnswer } from '../../shared/api/api.ts'
import { keepCopy, readCopy } from '../../shared/device/store.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { aboutOf, papers, planOf } from '../consent/papers.ts'
import type { SignedInClient } from './client.tsx'
import type { OwnRecord } from './record.tsx'

/** A copy as young as that will do. */
const freshMs = 12 * 3_600_000
/** The newest of each kind: what is older can wait for a connection. */
const most = 12

type Ahead = readonly [key: string, load: () => Promise<unknown>]

export function aheadOf({ clinicId, clientId }: SignedInClient, record: OwnRecord): readonly Ahead[] {
  const params = { clinicId, clientId }
  const plan = planOf(record)
  const language = chosenLanguage()
  return [
    ...(plan ? papers : []).map(
      (paper): Ahead => [
        `paper ${plan?.id} ${paper} ${language}`,
        () =>
          api['consent.prepare']({
            params: { clinicId, planId: plan?.id ?? '' },
            // She has not opened it: her time to think does not begin behind her back.
            body: { ...aboutOf(paper), purposes: [...aboutOf(paper).purposes], language, ahead: true },
          }),
      ],
    ),
    ...record.screenings
      .slice(0, most)
      .map(
        ({ id }): Ahead => [`screening ${id}`, () => api['screening.show']({ params: { clinicId, screeningId: id } })],
      ),
    ...record.consents
      .slice(0, most)
      .map(({ id }): Ahead => [`consent ${id}`, () => api['consent.show']({ params: { clinicId, consentId: id } })]),
    ...record.checkIns
      .slice(0, most)
      .map(({ id }): Ahead => [`check-in ${id}`, () => api['check-in.show']({ params: { clinicId, checkInId: id } })]),
    [`contact ${clientId}`, () => api['contact-consent.list']({ params })],
    [`contact changes ${clientId}`, () => api['contact-consent.history']({ params })],
    [`erasures ${clientId}`, () => api['own-erasure.list']({ params })],
    [`photos ${clientId}`, () => api['file.list']({ params, query: { kind: 'photo', limit: 50 } })],
    [`views ${clientId}`, () => api['record-view.list']({ params })],
  ]
}

/** One after the other, and not before the page that she looks at is done. */
export async function readAhead(client: SignedInClient, record: OwnRecord): Promise<void> {
  for (const [key, load] of aheadOf(client, record)) {
    const copy = await readCopy(key)
    if (copy && Math.abs(Date.now() - copy.readAt) < freshMs) continue
    try {
      await keepCopy(key, await load())
    } catch (error) {
      // Without a connection the others would fail as well.
      if (error instanceof NoAnswer) return
    }
  }
}
