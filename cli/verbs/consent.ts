import { decisionVerb } from '../decision-verb.ts'
import { readFactsInput } from '../input/facts-input.ts'
import { printQuestions } from '../output/ask.ts'
import { Footnotes } from '../output/sources.ts'

const frequencies = {
  'very-common': 'Very common',
  common: 'Common',
  uncommon: 'Uncommon',
  rare: 'Rare',
  'not-known': 'How often is not known',
} as const

/** Only the risks that apply to this person, with what makes each likelier. */
export const verb = decisionVerb({
  name: 'consent',
  summary: 'the risks that apply to this person, with what makes each likelier',
  examples: ['needlepoint consent examples/consent.yaml'],
  flags: ['day'],
  read: (raw, defaults) => {
    const { day, facts } = readFactsInput(raw, defaults)
    return { day, facts }
  },
  decide: (pathway, { facts, day }) => pathway.consent(facts, day),
  dayOf: ({ day }) => day,
  print({ risks, ask }, _input, page, words) {
    const notes = new Footnotes(words)
    page.blank()
    page.text(page.bold(`${risks.length} risks to talk about before anything is signed`))
    for (const [frequency, group] of Map.groupBy(risks, (risk) => risk.frequency)) {
      page.heading(frequencies[frequency])
      for (const { says, likelier, certain, claims } of group) {
        const open = certain ? '' : ' (might apply: an answer is open)'
        page.text(`${says}${open} ${page.dim(notes.cite(claims))}`, { indent: 2, hang: 4, mark: '• ' })
        for (const more of likelier) {
          page.text(`Likelier for you: ${more.says} ${page.dim(notes.cite(more.claims))}`, {
            indent: 4,
            hang: 6,
            mark: '▲ ',
          })
        }
      }
    }
    printQuestions('Would make the list more exact', ask, words, page)
    notes.print(page)
  },
})
