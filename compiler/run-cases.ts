/** Runs cases through the engine and says, in words, where it decides otherwise than a clinician expects. */
import {
  type Answers,
  type CitedClaim,
  type Instant,
  InvalidInput,
  mayI,
  momentOf,
  type Pathway,
  type Session,
  type SideEffect,
} from '@needlepoint/pathway'
import type { Case, Expected } from './cases.ts'
import type { Problem } from './problem.ts'

export interface CaseFailure extends Problem {
  /** The case, in its author's words. */
  readonly id: string
}

/** Every expectation that does not hold, by file and line. */
export function runCases(pathway: Pathway, cases: readonly Case[]): CaseFailure[] {
  return cases.flatMap((each) =>
    runCase(pathway, each).map(
      (message): CaseFailure => ({
        file: each.file,
        line: each.line,
        column: 1,
        id: each.name,
        message,
        fix: 'Correct the case, or the rule that it shows.',
      }),
    ),
  )
}

/** One sentence for each expectation of a case that does not hold. */
export function runCase(pathway: Pathway, each: Case): string[] {
  const differences: string[] = []
  try {
    comparisons[each.ask](pathway, each, new Expectation(each.expect, differences))
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    differences.push(...error.problems.map(({ message }) => `The engine refuses the input: ${message}`))
  }
  return differences
}

/** Answers with some days and no day of their own are as of the day of the case. */
const dayOf = ({ day, now, session }: Case): string => day ?? (now ?? String(session?.at ?? '')).slice(0, 10)

const afterSession = ({ session, now, given, healed }: Case) => ({
  session: session as unknown as Session,
  now: (now ?? session?.at) as Instant,
  facts: given,
  ...(typeof healed === 'boolean' ? { healed } : {}),
})

type Compare = (pathway: Pathway, each: Case, expected: Expectation) => void

const comparisons: Readonly<Record<Case['ask'], Compare>> = {
  screen(pathway, each, expected) {
    const { decision, findings, earliestDate, ask } = pathway.screen(each.given, dayOf(each))
    expected.decision(decision)
    expected.findings(findings)
    expected.same('earliestDate', earliestDate)
    expected.beginning('ask', ask)
    expected.same('final', decision.final)
  },
  preflight(pathway, each, expected) {
    const { decision, final, findings, ask } = pathway.preflight(each.given, dayOf(each))
    expected.same('decision', decision)
    expected.findings(findings)
    expected.beginning('ask', ask)
    expected.same('final', final)
  },
  triage(pathway, each, expected) {
    const { session, now } = afterSession(each)
    const { given: report, previous } = each
    const answer = pathway.triage({ session, now, report, ...(previous ? { previous } : {}) })
    expected.same('level', answer.level)
    expected.same('atMost', answer.atMost)
    expected.findings(answer.findings)
    expected.beginning('ask', answer.ask)
    expected.same('final', answer.final)
  },
  plan: comparePlan,
  consent(pathway, each, expected) {
    const { risks } = pathway.consent(each.given, dayOf(each))
    expected.set('risks', ids(risks, 'risk'))
    expected.set('cites', claimsOf(risks))
  },
  aftercare(pathway, each, expected) {
    const answer = pathway.aftercare(afterSession(each))
    const inForce = [...answer.do, ...answer.dont]
    expected.among('instructions', ids(inForce, 'instruction'))
    expected.among('cites', claimsOf(inForce))
  },
  'may-i'(pathway, each, expected) {
    const answer = mayI(pathway.loaded, each.activity ?? '', afterSession(each), each.language)
    expected.same('answer', answer.answer)
    expected.moment('until', answer.until)
    expected.set('instructions', ids(answer.because, 'instruction'))
    expected.set('cites', answer.claims)
    expected.beginning('ask', answer.ask)
  },
  'check-product'(pathway, each, expected) {
    const answer = pathway.checkProduct(each.label ?? '', afterSession(each))
    expected.same('answer', answer.answer)
    expected.moment('until', answer.until)
    // Of the ingredients that are not a plain yes, a case names those that we know.
    expected.set(
      'ingredients',
      answer.because.flatMap(({ inci }) => inci ?? []),
    )
    expected.set('cites', answer.claims)
  },
  course: compareCourse,
  'check-in-plan'(pathway, each, expected) {
    const { checkIns } = pathway.checkInPlan(each.session as unknown as Session)
    expected.among('checkIns', ids(checkIns, 'checkIn'))
    expected.among('cites', claimsOf(checkIns))
  },
  healed(pathway, each, expected) {
    const { answer, claims, ask } = pathway.healed(sinceSession(pathway, each), dayOf(each))
    expected.same('answer', answer)
    expected.same('healed', answer === 'dont-know' ? answer : answer === 'yes')
    expected.beginning('ask', ask)
    expected.among('cites', claims)
  },
}

function ids<Key extends string>(entries: readonly Readonly<Record<Key, string>>[], key: Key): string[] {
  return entries.map((entry) => entry[key])
}

const claimsOf = (cited: readonly { readonly claims: readonly (string | CitedClaim)[] }[]): string[] =>
  cited.flatMap(({ claims }) => claims.map((claim) => (typeof claim === 'string' ? claim : claim.id)))

function comparePlan(pathway: Pathway, each: Case, expected: Expectation): void {
  const plan = pathway.plan(each.given, dayOf(each))
  const { sessions } = expected.of
  const most = Math.max(...plan.courses.map((course) => course.sessions.to))
  if (typeof sessions === 'number') expected.equal('sessions', sessions, most)
  else if (sessions !== undefined) {
    const from = Math.max(...plan.courses.map((course) => course.sessions.from))
    expected.equal('sessions', sessions, { from, to: most })
  }
  expected.same('maxDepthMm', plan.maxDepthMm)
  expected.set(
    'limits',
    plan.limits.map(({ limit }) => limit),
  )
  expected.set(
    'advice',
    plan.advice.map(({ advice }) => advice),
  )
  expected.set(
    'preparation',
    plan.preparation.map(({ id }) => id),
  )
  expected.beginning('ask', plan.ask)
  expected.set('cites', claimsOf([...plan.courses, ...plan.areas, ...plan.limits]))
}

/** A curve is expected by its id; the engine tells effects, so the effects are found that have such a curve. */
function compareCourse(pathway: Pathway, each: Case, expected: Expectation): void {
  const { effects } = pathway.course(afterSession(each))
  expected.among('cites', claimsOf(effects))
  const { curve } = expected.of
  if (curve === undefined) return
  const holds = effects.some(({ effect, claims }) =>
    curvesOf(pathway.protocol.recovery.effects[effect]).some(
      ({ id, cites }) => id === curve && cites.every((claim) => claims.includes(claim)),
    ),
  )
  if (!holds)
    expected.equal(
      'curve',
      curve,
      effects.map(({ effect }) => effect),
    )
}

const curvesOf = (effect: SideEffect | undefined) => effect?.curves ?? []

/** A report of a session knows how long ago it was. */
function sinceSession({ loaded, protocol }: Pathway, each: Case): Answers {
  const { session, now } = afterSession(each)
  if (each.session === undefined || !protocol.facts.hoursSinceSession) return each.given
  return { hoursSinceSession: momentOf(loaded, session, now).hoursSince, ...each.given }
}

/** Compares what came out with what a case expects; what a case leaves open is not compared. */
class Expectation {
  readonly of: Expected
  private readonly differences: string[]

  constructor(expected: Expected, differences: string[]) {
    this.of = expected
    this.differences = differences
  }

  same(key: keyof Expected, came: unknown): void {
    if (key in this.of) this.equal(key, this.of[key], came)
  }

  equal(key: string, wanted: unknown, came: unknown): void {
    if (JSON.stringify(wanted) === JSON.stringify(came)) return
    this.differences.push(`Expected ${key} ${print(wanted)}, but it is ${print(came)}.`)
  }

  /** One word stands for a decision that is final. */
  decision({ atLeast, atMost }: { readonly atLeast: string; readonly atMost: string }): void {
    const { decision } = this.of
    if (decision === undefined) return
    const wanted = typeof decision === 'string' ? { atLeast: decision, atMost: decision } : decision
    if (wanted.atLeast === atLeast && wanted.atMost === atMost) return
    const words = (each: { atLeast: string; atMost: string }) =>
      each.atLeast === each.atMost ? each.atLeast : `${each.atLeast} to ${each.atMost}`
    this.differences.push(`Expected decision ${words(wanted)}, but it is ${words({ atLeast, atMost })}.`)
  }

  /** Exactly these rules, and exactly their claims. */
  findings(findings: readonly { readonly rule: string; readonly claims: readonly string[] }[]): void {
    this.set(
      'rules',
      findings.map(({ rule }) => rule),
    )
    this.set('cites', claimsOf(findings))
  }

  set(
    key: 'rules' | 'cites' | 'limits' | 'instructions' | 'ingredients' | 'risks' | 'advice' | 'preparation',
    came: readonly string[],
  ): void {
    const wanted = this.of[key]
    if (wanted === undefined) return
    this.missing(key, wanted, came)
    const extra = [...new Set(came)].filter((id) => !wanted.includes(id))
    if (extra.length > 0) this.differences.push(`Not expected among the ${key}: ${extra.join(', ')}.`)
  }

  /** All of them came out; others may have. */
  among(key: keyof Expected, came: readonly string[]): void {
    const wanted = this.of[key]
    if (Array.isArray(wanted)) this.missing(key, wanted as readonly string[], came)
  }

  private missing(key: string, wanted: readonly string[], came: readonly string[]): void {
    const missing = wanted.filter((id) => !came.includes(id))
    if (missing.length > 0) this.differences.push(`Missing among the ${key}: ${missing.join(', ')}.`)
  }

  /** The questions begin with these. */
  beginning(key: 'ask', came: readonly string[]): void {
    const wanted = this.of[key]
    if (wanted === undefined || wanted.every((id, i) => came[i] === id)) return
    this.differences.push(
      `Expected to ask ${wanted.join(', ')} first, but it asks ${came.slice(0, wanted.length).join(', ') || 'nothing'}.`,
    )
  }

  /** Instants are the same whatever their offset. */
  moment(key: 'until', came: Instant | null): void {
    const wanted = this.of[key]
    if (wanted === undefined) return
    const sameMoment = came !== null && Date.parse(wanted) === Date.parse(came)
    if (!sameMoment && wanted !== came) this.equal(key, wanted, came)
  }
}

const print = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'))
