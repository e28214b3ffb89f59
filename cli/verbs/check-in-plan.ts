import { decisionVerb } from '../decision-verb.ts'
import { dayOfSession, readSessionInput } from '../input/session-input.ts'
import { Footnotes } from '../output/sources.ts'

/** When we ask how the skin is doing, until day 90. */
export const verb = decisionVerb({
  name: 'check-in-plan',
  summary: 'when we ask how the skin is doing: often at first, then less, until day 90',
  examples: ['needlepoint check-in-plan examples/session.yaml'],
  flags: ['now'],
  read: readSessionInput,
  decide: (pathway, { session }) => pathway.checkInPlan(session),
  dayOf: dayOfSession,
  print({ checkIns }, { session }, page, words) {
    const notes = new Footnotes(words)
    page.blank()
    page.text(page.bold(`${checkIns.length} check-ins, the last on day ${checkIns.at(-1)?.day ?? 0}`))
    page.blank()
    const last = checkIns.at(-1)?.day ?? 0
    const days = new Set(checkIns.map(({ day }) => day))
    for (let from = 0; from <= last; from += 31) {
      const row = Array.from({ length: Math.min(31, last - from + 1) }, (_, i) =>
        days.has(from + i) ? page.bold('●') : page.dim('·'),
      )
      page.raw(`  ${String(from).padStart(3)}  ${row.join(' ')}`)
    }
    page.blank()
    page.table(
      checkIns.map(({ day, title, at, items, claims }) => [
        `day ${day}`,
        title,
        words.time(at, session.zone),
        `${items.length} questions ${notes.cite(claims)}`,
      ]),
    )
    notes.print(page)
  },
})
