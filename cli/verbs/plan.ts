import type { Answers, ISODate, Plan } from '@needlepoint/pathway'
import { decisionVerb } from '../decision-verb.ts'
import { readFactsInput } from '../input/facts-input.ts'
import { printQuestions } from '../output/ask.ts'
import type { Page } from '../output/page.ts'
import { Footnotes } from '../output/sources.ts'
import { printVerdict, verdictIndent } from '../output/verdict.ts'
import type { Words } from '../output/words.ts'

interface PlanInput {
  readonly day: ISODate
  readonly facts: Answers
  readonly start?: ISODate
}

/** How many sessions, when, how deep, what to do before, what it costs, what to expect. */
export const verb = decisionVerb<PlanInput, Plan>({
  name: 'plan',
  summary: 'sessions, interval, depth by area, preparation day by day, cost, and what to expect by when',
  examples: ['needlepoint plan examples/plan.yaml', 'needlepoint plan examples/plan.yaml --start 2027-01-11'],
  flags: ['day', 'start'],
  read: (raw, defaults) => {
    const { day, facts, rest } = readFactsInput(raw, defaults, ['start'])
    const start = defaults.over.start ?? (rest.start as ISODate | undefined)
    return { day, facts, ...(start === undefined ? {} : { start }) }
  },
  decide: (pathway, { facts, day, start }) => pathway.plan(facts, day, start),
  dayOf: ({ day }) => day,
  print(plan, _input, page, words) {
    const notes = new Footnotes(words)
    printVerdict('decisions', plan.decision.atLeast, plan.decision.atMost, words, page)
    if (plan.start === null) {
      page.text('No first day can be given yet. The days below show how a course would run.', { indent: verdictIndent })
    } else page.text(`First session: ${page.bold(words.date(plan.start))}`, { indent: verdictIndent })
    printTimeline(plan, words, page, notes)
    for (const { name, says, sessions, interval, outlook, evidence, claims, disagree } of plan.courses) {
      page.heading(name)
      const count = sessions.from === sessions.to ? `${sessions.to}` : `${sessions.from} to ${sessions.to}`
      page.text(
        `${count} sessions, ${words.span(interval.from)} to ${words.span(interval.to)} apart. Evidence: ${evidence}. Outlook: ${outlook}.`,
        { indent: 2 },
      )
      page.text(`${says} ${page.dim(notes.cite(claims))}`, { indent: 2 })
      notes.others(disagree, page, 2)
    }
    page.heading('Depth')
    page.table(
      plan.areas.map(({ name, depthMm, treat, cappedBy, claims }) => [
        name,
        depthMm === null
          ? 'never treated'
          : depthMm.from === depthMm.to
            ? `${depthMm.to} mm`
            : `${depthMm.from} to ${depthMm.to} mm`,
        `${treat === 'clinician-only' ? 'by a clinician only; ' : ''}capped by ${cappedBy} ${notes.cite(claims)}`,
      ]),
    )
    for (const { maxDepthMm, certain, reason, claims } of plan.limits) {
      page.text(
        `At most ${maxDepthMm} mm${certain ? '' : ', until an open answer is known'}: ${reason} ${page.dim(notes.cite(claims))}`,
        { indent: 2, hang: 4, mark: '• ' },
      )
    }
    if (plan.advice.length > 0) page.heading('To mind')
    for (const { says, claims } of plan.advice)
      page.text(`${says} ${page.dim(notes.cite(claims))}`, { indent: 2, hang: 4, mark: '• ' })
    if (plan.cost) {
      const { currency, perSession, course, claims } = plan.cost
      page.heading('Cost')
      page.text(
        `${perSession.from} to ${perSession.to} ${currency} a session, ${course.from} to ${course.to} ${currency} for the course. Your clinic sets its own price. ${page.dim(notes.cite(claims))}`,
        { indent: 2 },
      )
    }
    printQuestions('Would make the plan more exact', plan.ask, words, page)
    notes.print(page)
  },
})

/** One line a moment, in order: preparation, sessions, and what to expect. */
function printTimeline(plan: Plan, words: Words, page: Page, notes: Footnotes): void {
  const moments = [
    ...plan.preparation.map(({ from, says, why, claims }) => ({
      at: from,
      to: from,
      mark: '○',
      text: `${says} ${page.dim(`${why} ${notes.cite(claims)}`)}`,
    })),
    ...plan.courses.flatMap(({ name, sessions, dates, results }) => [
      ...dates.map(({ session, earliest, latest }) => ({
        at: earliest,
        to: latest,
        mark: '●',
        text: page.bold(`${name}: session ${session}${session > sessions.from ? ', if it is needed' : ''}`),
      })),
      ...results.map(({ from, to, says, claims }) => ({
        at: from,
        to,
        mark: '◇',
        text: `${says} ${page.dim(notes.cite(claims))}`,
      })),
    ]),
  ]
  page.heading('Timeline')
  page.table(
    moments
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
      .map(({ at, to, mark, text }) => [
        mark,
        at === to ? words.date(at) : `${words.date(at)} –`,
        at === to ? text : `${text} (to ${words.date(to)})`,
      ]),
  )
  page.text(page.dim('○ prepare   ● session   ◇ what to expect'), { indent: 2 })
}
