import { decisionVerb } from '../decision-verb.ts'
import { readFactsInput } from '../input/facts-input.ts'
import { printQuestions } from '../output/ask.ts'
import { printFindings } from '../output/findings.ts'
import { Footnotes } from '../output/sources.ts'
import { printVerdict, verdictIndent } from '../output/verdict.ts'

/** May this person be treated, must she wait, or must a clinician decide? */
export const verb = decisionVerb({
  name: 'screen',
  summary: 'may this person be treated, must she wait, or must a clinician decide?',
  about:
    'Takes answers to the intake questions and says which decision is certain and which is still possible, why, what to ask ' +
    'next, and the first safe day. A question that nobody asked never counts as “no”.',
  examples: [
    'needlepoint screen examples/screen.yaml',
    'needlepoint screen examples/screen-unfinished.yaml --json',
    'needlepoint screen examples/screenings.ndjson',
    'needlepoint screen --record examples/screen.yaml > record.json',
  ],
  flags: ['day'],
  read: (raw, defaults) => {
    const { day, facts } = readFactsInput(raw, defaults)
    return { day, facts }
  },
  decide: (pathway, { facts, day }) => pathway.screen(facts, day),
  dayOf: ({ day }) => day,
  print({ decision, findings, ask, alsoAsk, clarify, stale, earliestDate }, { day }, page, words) {
    const notes = new Footnotes(words)
    printVerdict('decisions', decision.atLeast, decision.atMost, words, page)
    if (earliestDate !== null && earliestDate > day) {
      page.text(`Earliest safe date: ${page.bold(words.date(earliestDate))}`, { indent: verdictIndent })
    } else if (earliestDate === null && decision.atLeast !== 'proceed') {
      page.text('No date can be given: waiting alone does not settle it.', { indent: verdictIndent })
    }
    printFindings(findings, 'decisions', { words, page, notes })
    printQuestions('Still worth asking', ask, words, page)
    if (ask.length === 0) printQuestions('Could add a point, not change the decision', alsoAsk, words, page)
    printQuestions('Somebody has to find out', clarify, words, page)
    printQuestions('Answered too long ago, so asked again', stale, words, page)
    notes.print(page)
  },
})
