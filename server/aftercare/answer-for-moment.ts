/** What the three questions of aftercare have in common: a session, a moment after it, and whether the skin is healed by then. */
import { decideWith } from '@needlepoint/contract'
import {
  type AftercareInput,
  dateAt,
  type HealedAnswer,
  hoursBetween,
  type Instant,
  InvalidInput,
  type Pathway,
  parseInstant,
} from '@needlepoint/pathway'
import { recordView } from '../accounts/record-views.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { type AfterSession, afterSession, intakeFor } from '../treatment/after-session.ts'
import { listReports } from './reports.ts'

export interface Asked {
  readonly sessionId: string
  /** Now when absent. */
  readonly at: Instant | undefined
}

export interface ForMoment<Answer> {
  readonly sessionId: string
  readonly at: Instant
  readonly healed: HealedAnswer
  readonly answer: Answer
}

/**
 * @param ask puts the question to the engine
 * @throws problems.notFound; problems.invalidFields, where the moment lies before the session too
 */
export async function answerForMoment<Answer>(
  context: Context,
  { sessionId, at: given }: Asked,
  caller: Caller,
  ask: (pathway: Pathway, input: AftercareInput) => Answer,
): Promise<ForMoment<Answer>> {
  const { pathway, now } = context
  const after = await afterSession(context, sessionId)
  caller.about(after.clientId)
  await recordView(context, after.clientId, 'session')
  const at = given ?? new Date(now).toISOString()
  const healed = await healedBy(context, after, parseInstant(at) ?? now)
  const state = { yes: true, no: false, 'dont-know': undefined }[healed.answer]
  const intake = await intakeFor(context, after)
  try {
    const { decision: answer } = decideWith(intake, [], (facts) =>
      ask(pathway, { session: after.session, now: at, facts, ...(state === undefined ? {} : { healed: state }) }),
    )
    return { sessionId: after.row.id, at, healed, answer }
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    throw problems.invalidFields(
      error.problems.map((problem) =>
        problem.field === 'now'
          ? { ...problem, field: 'at', message: '“at” lies before the session. Ask about a moment after it.' }
          : problem,
      ),
    )
  }
}

/** By the last check-in before the moment. Nobody knows without one. */
async function healedBy({ pathway, ...context }: Context, after: AfterSession, at: number): Promise<HealedAnswer> {
  const { session, versions } = after
  const ids = versions.map(({ id }) => id)
  const last = (await listReports(context, ids, at)).at(-1)
  const reportedAt = last ? (parseInstant(last.reportedAt) ?? at) : at
  const day = dateAt(reportedAt, session.zone)
  // The engine counts the hours of the session itself; of a report alone it cannot.
  const hours = Math.max(0, hoursBetween(parseInstant(session.at) ?? reportedAt, reportedAt))
  const report = { ...last?.report, hoursSinceSession: hours }
  return decideWith(report, [], (answers) => pathway.healed(answers, day)).decision
}
