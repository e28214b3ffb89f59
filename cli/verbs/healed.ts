import { type Answers, type ISODate, momentOf, type Pathway } from '@needlepoint/pathway'
import { decisionVerb } from '../decision-verb.ts'
import { readFactsInput } from '../input/facts-input.ts'
import { isObject } from '../input/fields.ts'
import { dayOfSession, readSessionInput } from '../input/session-input.ts'
import { printQuestions } from '../output/ask.ts'
import { Footnotes } from '../output/sources.ts'
import type { Defaults } from '../verb.ts'

interface HealedInput {
  readonly day: ISODate
  readonly facts: Answers
}

const shapes = { yes: '●', no: '○', 'dont-know': '◐' } as const

/** Whether skin counts as healed, by what the client reports. */
export const verb = decisionVerb<HealedInput, ReturnType<Pathway['healed']>>({
  name: 'healed',
  summary: 'does the skin count as healed, by what the client reports?',
  usage: ['FILE'],
  about: 'Takes answers as of a day, or a session with a report; the hours since the session then come from it.',
  examples: ['needlepoint healed examples/healed.yaml'],
  flags: ['day', 'now'],
  read,
  decide: (pathway, { facts, day }) => pathway.healed(facts, day),
  dayOf: ({ day }) => day,
  print({ answer, says, ask, claims }, _input, page, words) {
    const notes = new Footnotes(words)
    page.blank()
    page.text(`${page.bold(says)} ${page.dim(notes.cite(claims))}`, { hang: 2, mark: `${shapes[answer]} ` })
    printQuestions('Still worth asking', ask, words, page)
    notes.print(page)
  },
})

/** A session with a report becomes the report and the time since then. */
function read(raw: unknown, defaults: Defaults, pathway: Pathway): HealedInput {
  if (!isObject(raw) || !('session' in raw)) {
    const { day, facts } = readFactsInput(raw, defaults)
    return { day, facts }
  }
  const input = readSessionInput(raw, defaults)
  const { daysSince, hoursSince } = momentOf(pathway.loaded, input.session, input.now)
  const known = pathway.protocol.facts
  return {
    day: dayOfSession(input),
    facts: {
      ...(known.hoursSinceSession ? { hoursSinceSession: Math.max(0, hoursSince) } : {}),
      ...(known.daysSinceSession ? { daysSinceSession: Math.max(0, daysSince) } : {}),
      ...input.facts,
      ...input.report,
    },
  }
}
