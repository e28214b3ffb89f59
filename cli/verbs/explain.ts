import { decisionVerb } from '../decision-verb.ts'
import { readFactsInput } from '../input/facts-input.ts'
import { shape, toneOf } from '../output/scale.ts'
import { Footnotes } from '../output/sources.ts'

const outcomes = { true: 'It fired', false: 'It did not fire', unknown: 'It could still fire' } as const

/** Each rule, what it reads, what was answered, and what follows. */
export const verb = decisionVerb({
  name: 'explain',
  summary: 'each rule that fired or still could: what it reads, what was answered, on which sources',
  usage: ['FILE', 'FILE --rule ID'],
  examples: [
    'needlepoint explain examples/explain.yaml',
    'needlepoint explain examples/explain.yaml --rule keloid-family',
  ],
  flags: ['day', 'rule'],
  read: (raw, defaults) => {
    const { day, facts, rest } = readFactsInput(raw, defaults, ['rule'])
    const rule = defaults.over.rule ?? (typeof rest.rule === 'string' ? rest.rule : undefined)
    return { day, facts, ...(rule === undefined ? {} : { rule }) }
  },
  decide: (
    pathway,
    { facts, day, rule }: { facts: Readonly<Record<string, unknown>>; day: string; rule?: string },
  ) => ({
    explanations: pathway.explain(facts, day, rule),
    protocol: pathway.hash,
  }),
  dayOf: ({ day }) => day,
  print({ explanations }, _input, page, words) {
    const notes = new Footnotes(words)
    const order = words.order('decisions')
    if (explanations.length === 0) page.text('No rule fired, and none of the open answers could make one fire.')
    for (const {
      rule,
      effect,
      outcome,
      condition,
      reads,
      parameters,
      says,
      action,
      claims,
      disagree,
    } of explanations) {
      page.heading(`${page.styled(toneOf(order, effect), shape(order, effect))} ${rule}`)
      page.text(`${outcomes[outcome]}; it leads to “${words.outcome('decisions', effect).name}”.`, { indent: 2 })
      page.text(`${says} ${page.dim(notes.cite(claims.map(({ id }) => id)))}`, { indent: 2 })
      page.text(action, { indent: 2, hang: 4, mark: '→ ' })
      page.text(page.dim(`when ${condition}`), { indent: 2, hang: 7 })
      page.table(
        [
          ...reads.map(({ fact, value, how }) => [fact, value === null ? '–' : String(value), how]),
          ...parameters.map(({ parameter, value, unit }) => [`%${parameter}`, `${value} ${unit}`, 'of the protocol']),
        ],
        { indent: 4 },
      )
      notes.others(
        disagree.map(({ id }) => id),
        page,
        2,
      )
    }
    notes.print(page)
  },
})
