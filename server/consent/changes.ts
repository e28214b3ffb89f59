/** What has changed between a consent that was signed and what would be signed now, one difference at a time, in its language. */
import type { ConsentChange } from '@needlepoint/contract'
import { type DisclosedRisk, printQuantity } from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import { findPlanRow, type PlanRow } from '../planning/plans.ts'
import type { ConsentRow } from './consents.ts'
import { currentDocument } from './current-document.ts'
import { risksByLaterAnswers } from './later-answers.ts'
import { plain } from './write-document.ts'

/** A person reads them, so there is an end. */
const mostLines = 40

/** @param plan that counts now; the consent may be to an earlier one */
export async function whatChanged(
  context: Pick<Context, 'tx' | 'clinicId' | 'pathway'>,
  consent: ConsentRow,
  plan: PlanRow,
): Promise<ConsentChange[]> {
  const { language } = consent
  const before = consent.plan_id === plan.id ? plan : await findPlanRow(context, consent.plan_id)
  const written = await currentDocument(context, plan, consent, language)
  const later = await risksByLaterAnswers(context, plan, language)
  const known = new Set(written.risks.map(({ risk }) => risk))
  const risks = [...written.risks, ...(later ?? []).filter(({ risk }) => !known.has(risk))]
  const named = [
    ...(before && before.id !== plan.id ? changesOfPlan(context, before, plan, language) : []),
    ...changesOfRisks(consent.risks, risks, later ?? []),
  ]
  const lines = changesOfText(consent.document, written.document, named)
  return [...named, ...lines].slice(0, mostLines)
}

function changesOfPlan(
  { pathway }: Pick<Context, 'pathway'>,
  before: PlanRow,
  now: PlanRow,
  language: string,
): ConsentChange[] {
  const text = (key: string) => pathway.loaded.edition(now.planned_on).text(key, language)
  const device = ({ input }: PlanRow) => {
    const id = plain(input.answers.deviceClass)
    return typeof id === 'string' ? (text(`devices.${id}.name`) ?? id) : null
  }
  const depth = ({ plan }: PlanRow) =>
    plan.maxDepthMm === null ? null : printQuantity(plan.maxDepthMm, 'mm', language)
  const areas = ({ plan }: PlanRow) =>
    plan.areas.flatMap(({ area, name, depthMm }) => (depthMm ? [text(`areas.${area}.name`) ?? name] : [])).join(', ') ||
    null
  const differs = (what: ConsentChange['what'], of: (plan: PlanRow) => string | null): ConsentChange[] =>
    of(before) === of(now) ? [] : [{ what, before: of(before), now: of(now) }]
  return [
    { what: 'plan', before: before.planned_on, now: now.planned_on },
    ...differs('device', device),
    ...differs('depth', depth),
    ...differs('areas', areas),
  ]
}

/** @param later what answers that were given after the plan make of the same risks */
function changesOfRisks(
  then: readonly DisclosedRisk[],
  now: readonly DisclosedRisk[],
  later: readonly DisclosedRisk[],
): ConsentChange[] {
  const told = new Map(then.map((risk) => [risk.risk, risk]))
  const still = new Set(now.map(({ risk }) => risk))
  const reasons = new Map(now.map(({ risk, likelier }) => [risk, new Map(likelier.map(({ id, says }) => [id, says]))]))
  for (const { risk, likelier } of later) for (const { id, says } of likelier) reasons.get(risk)?.set(id, says)
  return [
    ...now.flatMap(({ risk, says }): ConsentChange[] => {
      const before = told.get(risk)?.says ?? null
      return before === says ? [] : [{ what: 'risk', before, now: says }]
    }),
    ...then.flatMap(({ risk, says }): ConsentChange[] =>
      still.has(risk) ? [] : [{ what: 'risk', before: says, now: null }],
    ),
    ...now.flatMap(({ risk }): ConsentChange[] => {
      const before = new Set(told.get(risk)?.likelier.map(({ id }) => id))
      return [...(reasons.get(risk) ?? [])].flatMap(([id, says]) =>
        before.has(id) ? [] : [{ what: 'likelier', before: null, now: says }],
      )
    }),
    ...then.flatMap(({ risk, likelier }) =>
      likelier.flatMap(({ id, says }): ConsentChange[] =>
        !still.has(risk) || reasons.get(risk)?.has(id) ? [] : [{ what: 'likelier', before: says, now: null }],
      ),
    ),
  ]
}

/** Lines that are new or gone and that nothing above has named already. */
function changesOfText(before: string, now: string, named: readonly ConsentChange[]): ConsentChange[] {
  const said = named.flatMap((change) => [change.before, change.now].filter((part) => part !== null))
  const isNew = (line: string) => !said.some((part) => line.includes(part))
  const [then, today] = [linesOf(before), linesOf(now)]
  const only = (lines: readonly string[], others: readonly string[]) => {
    const known = new Set(others)
    return [...new Set(lines)].filter((line) => !known.has(line) && isNew(line))
  }
  return [
    ...only(then, today).map((line): ConsentChange => ({ what: 'text', before: line, now: null })),
    ...only(today, then).map((line): ConsentChange => ({ what: 'text', before: null, now: line })),
  ]
}

/** The sentences of a Markdown text, without its marks. */
const linesOf = (document: string): string[] =>
  document.split('\n').flatMap((line) => {
    const sentence = line
      .trim()
      .replace(/^(?:#+|-) /, '')
      .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    return sentence === '' ? [] : [sentence]
  })
