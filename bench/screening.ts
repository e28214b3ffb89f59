/** Screening with full explanations, ours and everybody else's, over the same people. */
import { type Pathway, screen, screenFacts } from '@needlepoint/pathway'
import { completeIntakes, type Intake, incompleteIntakes } from './intakes.ts'
import { readProfiles } from './knowledge.ts'
import { figure, type Section } from './line.ts'
import { type Contender, median, takeTurns, timesAsFast } from './measure.ts'
import { contenders } from './peers/index.ts'
import type { Peer } from './peers/peer.ts'

const people = 300

export async function measureScreening(pathway: Pathway): Promise<Section> {
  const healthy = readProfiles()['healthy-adult']
  if (!healthy) throw new Error('knowledge/profiles.yaml has no “healthy-adult”, which intakes are made from.')
  const complete = completeIntakes(pathway, healthy, people)
  const incomplete = incompleteIntakes(pathway, complete)
  const peers = await Promise.all(contenders.map(({ make }) => make(pathway)))

  const timings = await takeTurns([
    ...peers.map((peer) => over(peer, complete)),
    {
      name: 'reading and screening',
      times: people,
      run: () => total(complete, ({ answers, day }) => screen(pathway.loaded, answers, day).findings.length),
    },
    {
      name: 'half-filled forms',
      times: people,
      run: () => total(incomplete, ({ facts }) => screenFacts(pathway.loaded, facts).ask.length),
    },
  ])
  const [ours] = timings
  if (!ours) throw new Error('Nothing was timed.')
  const microseconds = (index: number) => `${figure(median(timings[index]?.rounds ?? []) / 1000)} µs`
  const findings = total(complete, ({ facts }) => screenFacts(pathway.loaded, facts).findings.length) / people
  return {
    heading: 'Screening, with full explanations',
    part: 'screening',
    lines: [
      ...peers.map(({ name }, index) => {
        const times = timesAsFast(ours, timings[index] ?? ours)
        const { limit } = contenders[index] ?? { limit: undefined }
        const measured = microseconds(index)
        if (index === 0 || limit === undefined) return { what: name, measured }
        return {
          what: name,
          measured: `${measured}, which is ${figure(times)} × ours`,
          limit: `at least ${limit} ×`,
          met: times >= limit,
        }
      }),
      { what: 'Needlepoint, reading and checking the answers too', measured: microseconds(peers.length) },
      { what: 'Needlepoint, on half-filled forms: what to ask next', measured: microseconds(peers.length + 1) },
    ],
    notes: [
      `One screening of one person against ${pathway.loaded.screening.rules.length} rules. ${people} people, ${figure(findings)} findings each on average, every question answered; \`bench/peers.test.ts\` holds that all give the same decision, findings, texts, claims and dates.`,
      'All take turns, round after round, in one process. The figures are medians over the rounds; × is the median of the ratio within each round, and the line that the machine disturbs least.',
      'Answers were read and laid out as each likes them before the time starts. What rules do not tell is left to 20 lines that the peers share. We also say what is open, what to ask and what is too old.',
      ...peers.slice(1).map(({ name, form }) => `${name}: ${form}.`),
    ],
  }
}

function total(intakes: readonly Intake[], each: (intake: Intake) => number): number {
  let sum = 0
  for (const intake of intakes) sum += each(intake)
  return sum
}

/** The loop is the same for all, but for waiting: who answers at once is not made to wait. */
function over({ name, prepare, screen }: Peer, intakes: readonly Intake[]): Contender {
  const inputs = intakes.map(({ facts }) => prepare(facts))
  const promises = screen(inputs[0]) instanceof Promise
  const run = promises
    ? async () => {
        let sum = 0
        for (const input of inputs) sum += (await screen(input)).findings.length
        return sum
      }
    : () => {
        let sum = 0
        for (const input of inputs) sum += (screen(input) as { findings: readonly unknown[] }).findings.length
        return sum
      }
  return { name, run, times: inputs.length }
}
