/** What is asked of a client now, paper by paper, and how each stands: open, signed, to be signed again, or taken back. */
import { type InputOf, type OutputOf, type Paper, photoPurposes } from '@needlepoint/contract'
import { printInstant } from '@needlepoint/pathway'
import { recordViewOnce } from '../accounts/record-views.ts'
import type { Context } from '../context.ts'
import { HttpProblem } from '../http/problems.ts'
import { findHoldingPlanRow, type PlanRow } from '../planning/plans.ts'
import { readClinic } from '../practice/clinics.ts'
import { parseCoolingOff } from '../practice/cooling-off.ts'
import { type Person, requireClient } from '../practice/require-client.ts'
import { whatChanged } from './changes.ts'
import { consentInForce } from './consent-in-force.ts'
import { type ConsentRow, type ConsentSummaryRow, listAllConsents, listTreatmentConsents } from './consents.ts'
import { coolingOffOf } from './cooling-off.ts'
import { currentDocument } from './current-document.ts'
import { requireOpen } from './require-open-plan.ts'

/** @throws problems.notFound */
export async function listPapers(
  context: Context,
  { params: { clientId }, query }: InputOf<'consent.papers'>,
): Promise<OutputOf<'consent.papers'>> {
  const client = await requireClient(context, clientId)
  await recordViewOnce(context, clientId, 'consent')
  const { cooling_off } = await readClinic(context)
  const coolingOff = parseCoolingOff(cooling_off)
  const plan = await findHoldingPlanRow(context, clientId)
  if (!plan) return { planId: null, coolingOff, papers: [] }
  const consents = await listAllConsents(context, clientId)
  return {
    planId: plan.id,
    coolingOff,
    papers: [
      await treatmentPaper(context, plan, client, query.language ?? client.language),
      ...photoPurposes.map((purpose) => photoPaper(consents, purpose)),
    ],
  }
}

async function treatmentPaper(context: Context, plan: PlanRow, client: Person, language: string): Promise<Paper> {
  const consents = await listTreatmentConsents(context, plan.client_id)
  const standing = consents.find(({ withdrawn_at }) => withdrawn_at === null)
  const last = standing ?? consents[0]
  const { consentId, current } = await consentInForce(context, plan, client)
  const state = standing ? (consentId !== null && current ? 'signed' : 'again') : last ? 'withdrawn' : 'open'
  const asked = { kind: 'treatment' as const, purposes: [] }
  const written = await currentDocument(context, plan, asked, language)
  const { givenAt, endsAt } = await coolingOffOf(context, plan.id, written, client.zone)
  return {
    ...asked,
    ...lastOf(last),
    state,
    changes: standing && state === 'again' ? await whatChanged(context, standing, plan) : [],
    blocked: await whyBlocked(context, plan),
    givenAt: givenAt === null ? null : printInstant(givenAt),
    possibleFrom: endsAt === null || endsAt <= context.now ? null : printInstant(endsAt),
  }
}

/** A use of photos is allowed until it is taken back: nothing of it changes with a plan. */
function photoPaper(consents: readonly ConsentSummaryRow[], purpose: (typeof photoPurposes)[number]): Paper {
  const of = consents.filter(({ kind, purposes }) => kind === 'photos' && purposes.includes(purpose))
  const standing = of.find(({ withdrawn_at }) => withdrawn_at === null)
  const last = standing ?? of[0]
  return {
    kind: 'photos',
    purposes: [purpose],
    ...lastOf(last),
    state: standing ? 'signed' : last ? 'withdrawn' : 'open',
    changes: [],
    blocked: null,
    givenAt: null,
    possibleFrom: null,
  }
}

const lastOf = (row: ConsentRow | ConsentSummaryRow | undefined) => ({
  consentId: row?.id ?? null,
  signedAt: row?.signed_at.toISOString() ?? null,
  withdrawnAt: row?.withdrawn_at?.toISOString() ?? null,
})

async function whyBlocked(context: Context, plan: PlanRow): Promise<Paper['blocked']> {
  try {
    await requireOpen(context, plan, 'treatment', {})
    return null
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error
    return error.code === 'decision-forbids' ? 'decision-forbids' : 'answers-changed'
  }
}
