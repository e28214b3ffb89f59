/** The comparison is honest only if everybody finds the same. Nothing is timed here. */
import { type Facts, loadProtocol, screenFacts } from '@needlepoint/pathway'
import { beforeAll, describe, expect, test } from 'vitest'
import { completeIntakes, incompleteIntakes, today } from './intakes.ts'
import { readProfiles, readProtocol } from './knowledge.ts'
import { contenders } from './peers/index.ts'
import type { Outcome, Peer } from './peers/peer.ts'

const pathway = loadProtocol(readProtocol())
const profiles = readProfiles()
const healthy = profiles['healthy-adult'] ?? {}
const intakes = completeIntakes(pathway, healthy, 150)

let peers: readonly Peer[]
beforeAll(async () => {
  peers = await Promise.all(contenders.map(({ make }) => make(pathway)))
})

/** Everything that a person is told, in an order of its own. */
const told = ({ decision, findings, earliestDate }: Outcome) => ({
  decision: { ...decision },
  findings: [...findings].sort((a, b) => (a.rule < b.rule ? -1 : 1)).map((finding) => ({ ...finding })),
  earliestDate,
})

async function expectTheSame(facts: Facts) {
  const ours = told(screenFacts(pathway.loaded, facts))
  for (const { name, prepare, screen } of peers) {
    expect([name, told(await screen(prepare(facts)))]).toEqual([name, ours])
  }
}

describe('every peer gives the same decision, findings, explanations and dates', () => {
  test('for people as a clinic might see them', async () => {
    for (const { facts } of intakes) await expectTheSame(facts)
  })

  test.each(Object.keys(profiles))('for the profile %s', async (name) => {
    await expectTheSame(pathway.loaded.readFacts(profiles[name] ?? {}, today))
  })
})

test('the people differ: most have a finding, some have none, and dates occur', () => {
  const screenings = intakes.map(({ facts }) => screenFacts(pathway.loaded, facts))
  const without = screenings.filter(({ findings }) => findings.length === 0)
  expect(without.length).toBeGreaterThan(5)
  expect(without.length).toBeLessThan(intakes.length / 2)
  expect(new Set(screenings.flatMap(({ findings }) => findings.map(({ rule }) => rule))).size).toBeGreaterThan(40)
  expect(screenings.some(({ findings }) => findings.some(({ until }) => until !== undefined))).toBe(true)
})

test('complete intakes leave nothing open, half-filled ones do', () => {
  for (const { facts } of intakes) expect(screenFacts(pathway.loaded, facts).possible).toEqual([])
  expect(
    incompleteIntakes(pathway, intakes).some(({ facts }) => screenFacts(pathway.loaded, facts).ask.length > 0),
  ).toBe(true)
})
