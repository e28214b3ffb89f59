/**
 * Our closures against HL7's own language: every condition of the compiled protocol, written back as FHIRPath, must give the same
 * true, false or unknown in fhirpath.js, on generated answers that stay close to the numbers in the condition. Facts that are not
 * known are absent there and unknown here.
 */
import { readFileSync } from 'node:fs'
import {
  type Expression,
  factsIn,
  isKnown,
  load,
  type Protocol,
  parametersIn,
  printExpression,
  type Slot,
  truthName,
} from '@needlepoint/pathway'
import fhirpath from 'fhirpath'
import { expect, test } from 'vitest'

const protocol = JSON.parse(readFileSync(new URL('../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol
const loaded = load(protocol)
const day = '2026-11-21'
const { template, parameter } = loaded.edition(day)

/** Numbers from 0 to 1, the same in every run. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
const random = chance(20261121)
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T

/** Every condition and calculation of the protocol, by where it stands. */
function* treesIn(node: unknown, path: string): Generator<[string, Expression]> {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    const here = path ? `${path}.${key}` : key
    if (key === 'when' || key === 'derive') yield [here, value as Expression]
    else yield* treesIn(value, here)
  }
}
const { texts: _texts, claims: _claims, sources: _sources, ...rules } = protocol
const trees = new Map([...treesIn(rules, '')].map(([path, tree]) => [JSON.stringify(tree), { path, tree }]))

function literalsIn(tree: Expression): number[] {
  if (tree[0] === 'literal') return typeof tree[1] === 'number' ? [tree[1]] : []
  return tree
    .slice(1)
    .flatMap((part) =>
      Array.isArray(part) && typeof part[0] === 'string' ? literalsIn(part as unknown as Expression) : [],
    )
}

type Value = string | number | boolean

/** An answer for a slot, or none; numbers lie at, just below and just above those of the condition. */
function answerFor(slot: Slot, near: readonly number[]): Value | undefined {
  if (random() < 0.25) return undefined
  if (slot.kind === 'truth') return random() < 0.5
  if (slot.kind === 'option') return pick(slot.options ?? [])
  return near.length > 0 && random() < 0.9 ? pick(near) + pick([-1, -0.5, 0, 0.5, 1]) : Math.floor(random() * 100)
}

const encode = (slot: Slot, value: Value): number =>
  typeof value === 'boolean' ? (value ? 2 : 0) : typeof value === 'string' ? (slot.options ?? []).indexOf(value) : value

test('every condition means what FHIRPath says it means, on 10,000 inputs and more, unknowns included', () => {
  const environment = Object.fromEntries([...loaded.slots.parameters.keys()].map((id) => [id, parameter(id)]))
  const disagreements: string[] = []
  const seen = { true: 0, false: 0, unknown: 0 }
  let inputs = 0
  const each = Math.ceil(11_000 / trees.size)
  for (const { path, tree } of trees.values()) {
    const names = [...new Set(factsIn(tree))]
    const near = [...literalsIn(tree), ...[...new Set(parametersIn(tree))].map(parameter)]
    const number = path.endsWith('derive') && isNumber(path)
    const text = printExpression(tree)
    const theirs = fhirpath.compile(text)
    const ours = number ? undefined : loaded.condition(tree)
    if (!ours) continue
    for (let i = 0; i < each; i++) {
      const slots = template.slice()
      const resource: Record<string, Value | Record<string, Value>> = {}
      for (const name of names) {
        const slot = loaded.slots.of.get(name) as Slot
        const value = answerFor(slot, near)
        if (value === undefined) continue
        slots[slot.index] = encode(slot, value)
        if (slot.option === undefined) resource[slot.fact] = value
        else resource[slot.fact] = { ...(resource[slot.fact] as Record<string, Value>), [slot.option]: value }
      }
      const [said] = theirs(resource, environment) as boolean[]
      const expected = said === undefined ? 'unknown' : String(said)
      const got = truthName(ours.test(slots))
      inputs++
      seen[got]++
      if (got !== expected)
        disagreements.push(`${path}: ${text} with ${JSON.stringify(resource)} is ${got}, FHIRPath says ${expected}`)
    }
  }
  expect(disagreements.slice(0, 5)).toEqual([])
  expect(inputs).toBeGreaterThanOrEqual(10_000)
  // Inputs that never leave one outcome would prove nothing.
  expect(Math.min(seen.true, seen.false, seen.unknown)).toBeGreaterThan(500)
})

test('a calculation gives the number that FHIRPath gives', () => {
  const environment = Object.fromEntries([...loaded.slots.parameters.keys()].map((id) => [id, parameter(id)]))
  const derived = Object.entries(protocol.facts).filter(([, fact]) => fact.derive && fact.kind === 'number')
  expect(derived.length).toBeGreaterThan(0)
  for (const [id, fact] of derived) {
    const tree = fact.derive as Expression
    const names = [...new Set(factsIn(tree))].filter((name) => protocol.facts[name]?.derive === undefined)
    if (names.length < new Set(factsIn(tree)).size) continue
    for (let i = 0; i < 50; i++) {
      const answers: Record<string, number> = {}
      for (const name of names) {
        const { min = 0, max = 100 } = protocol.facts[name] ?? {}
        if (random() > 0.2) answers[name] = Math.round((min + random() * (max - min)) * 10) / 10
      }
      const slot = loaded.slots.of.get(id) as Slot
      const value = loaded.readFacts(answers, day).slots[slot.index] as number
      const [said] = fhirpath.evaluate(answers, printExpression(tree), environment) as number[]
      if (said === undefined) expect(isKnown(slot.kind, value)).toBe(false)
      else expect(value).toBeCloseTo(said, 6)
    }
  }
})

/** Whether a calculated fact is a number rather than a truth. */
function isNumber(path: string): boolean {
  const id = path.split('.').at(-2) ?? ''
  return protocol.facts[id]?.kind === 'number'
}
