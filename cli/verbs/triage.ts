import { decisionVerb } from '../decision-verb.ts'
import { dayOfSession, readSessionInput } from '../input/session-input.ts'
import { printQuestions } from '../output/ask.ts'
import { printFindings } from '../output/findings.ts'
import { Footnotes } from '../output/sources.ts'
import { printVerdict, verdictIndent } from '../output/verdict.ts'

/** What a report means, and how soon somebody must act. */
export const verb = decisionVerb({
  name: 'triage',
  summary: 'what a check-in means, and how soon somebody must act',
  about:
    'Holds a report against the healing curve for its day and depth, against the last report and against the intake. It names no disease.',
  examples: [
    'needlepoint triage examples/triage.yaml',
    'needlepoint triage examples/triage-emergency.yaml',
    'needlepoint triage examples/check-ins.ndjson',
  ],
  flags: ['now'],
  read: readSessionInput,
  decide: (pathway, { session, now, report = {}, previous, facts }) =>
    pathway.triage({ session, now, report, ...(previous ? { previous } : {}), ...(facts ? { facts } : {}) }),
  dayOf: dayOfSession,
  print({ level, atMost, final, day, findings, advice, checkAgainAfter, ask, clarify }, { session }, page, words) {
    const notes = new Footnotes(words)
    printVerdict('levels', level, level, words, page)
    if (!final) {
      page.text(`Some answers are open; they could still lead to “${words.outcome('levels', atMost).name}”.`, {
        indent: verdictIndent,
      })
    }
    page.heading(`Now (day ${day})`)
    for (const line of advice) page.text(line, { indent: 2, hang: 4, mark: '→ ' })
    if (checkAgainAfter !== null)
      page.text(`Report again by ${page.bold(words.time(checkAgainAfter, session.zone))}.`, {
        indent: 2,
        hang: 4,
        mark: '→ ',
      })
    printFindings(findings, 'levels', { words, page, notes })
    printQuestions('Please answer as well', ask, words, page)
    printQuestions('Not known yet', clarify, words, page)
    notes.print(page)
  },
})
