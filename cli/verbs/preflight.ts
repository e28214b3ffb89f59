import { decisionVerb } from '../decision-verb.ts'
import { readFactsInput } from '../input/facts-input.ts'
import { printQuestions } from '../output/ask.ts'
import { printFindings } from '../output/findings.ts'
import { Footnotes } from '../output/sources.ts'
import { printVerdict } from '../output/verdict.ts'

/** What must hold before the first pass. What nobody has checked counts as not ready. */
export const verb = decisionVerb({
  name: 'preflight',
  summary: 'what must hold before the first pass; what nobody has checked counts as not ready',
  examples: ['needlepoint preflight examples/preflight.yaml'],
  flags: ['day'],
  read: (raw, defaults) => {
    const { day, facts } = readFactsInput(raw, defaults)
    return { day, facts }
  },
  decide: (pathway, { facts, day }) => pathway.preflight(facts, day),
  dayOf: ({ day }) => day,
  print({ decision, findings, ask, clarify }, _input, page, words) {
    const notes = new Footnotes(words)
    printVerdict('readiness', decision, decision, words, page)
    printFindings(findings, 'readiness', { words, page, notes }, (effect) =>
      effect === 'stop' ? 'not-ready' : 'ready-with-precautions',
    )
    printQuestions('Not checked yet', ask, words, page)
    printQuestions('Checked without a result', clarify, words, page)
    notes.print(page)
  },
})
