/** Which papers a plan has, and what became of each. */
import type { ConsentSummary, Papers } from '@needlepoint/contract'
import type { InputOf } from '../../shared/api/api.ts'
import type { Waiting } from '../../shared/device/store.ts'
import type { OwnRecord } from '../shell/record.tsx'

export const photoPurposes = ['record', 'teaching', 'publication', 'marketing'] as const
export const papers = ['treatment', ...photoPurposes] as const
export type Paper = (typeof papers)[number]

export const isPaper = (text: string): text is Paper => papers.some((each) => each === text)

/** As requests say it. */
export const aboutOf = (paper: Paper) =>
  paper === 'treatment' ? { kind: 'treatment' as const, purposes: [] } : { kind: 'photos' as const, purposes: [paper] }

/** The plan that counts. */
export const planOf = ({ plans }: Pick<OwnRecord, 'plans'>) =>
  plans
    .filter(({ supersededBy }) => supersededBy === null)
    .toSorted((a, b) => (a.plannedOn < b.plannedOn ? 1 : a.plannedOn > b.plannedOn ? -1 : 0))[0]

/** What she has signed and not taken back; a treatment is signed for one plan. */
export function signedPaper(consents: readonly ConsentSummary[], paper: Paper, planId: string | undefined) {
  const { kind, purposes } = aboutOf(paper)
  return consents.find(
    (consent) =>
      consent.kind === kind &&
      consent.withdrawnAt === null &&
      (kind === 'treatment' ? consent.planId === planId : consent.purposes[0] === purposes[0]),
  )
}

/** How a paper stands by what the server says; undefined in a copy of an older version. */
export const paperOf = (all: Papers | undefined, paper: Paper) => {
  const { kind, purposes } = aboutOf(paper)
  return all?.papers.find((each) => each.kind === kind && each.purposes[0] === purposes[0])
}

/** Signed on this device and not sent yet. */
export const isWaiting = (outbox: readonly Pick<Waiting, 'endpoint' | 'input' | 'refused'>[], paper: Paper) =>
  outbox.some(({ endpoint, input, refused }) => {
    if (endpoint !== 'consent.sign' || refused) return false
    const { body } = input as InputOf<'consent.sign'>
    const { kind, purposes } = aboutOf(paper)
    return body.kind === kind && body.purposes[0] === purposes[0]
  })
