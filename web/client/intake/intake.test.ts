import { readFileSync } from 'node:fs'
import { loadProtocol, type Protocol } from '@needlepoint/pathway'
import { expect, test } from 'vitest'
import { unticked } from '../questions/steps.ts'
import { decideIntake, type IntakeDraft, resumeIntake, settle, startIntake } from './intake.ts'

const pathway = loadProtocol(
  JSON.parse(readFileSync(new URL('../../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol,
)
const day = '2026-11-21'
const { facts } = pathway.protocol

/** Answers everything that is asked as somebody healthy would. @returns the pages that it took */
function answerAll(draft: IntakeDraft, today: string, given: Readonly<Record<string, unknown>> = {}) {
  let filled: IntakeDraft = draft
  const pages: string[][] = []
  for (;;) {
    const [step] = decideIntake(pathway, filled, today).ahead
    if (!step || pages.length > 90) return { filled, pages }
    pages.push([...step.facts])
    const answers = Object.fromEntries(step.facts.map((id) => [id, given[id] ?? healthy(id)]))
    filled = { ...filled, facts: { ...filled.facts, ...answers } }
  }
}

function healthy(id: string): unknown {
  const usual: Readonly<Record<string, unknown>> = { goals: ['acneScars'], areas: ['cheeks'], age: 34, pregnancy: 'no' }
  const fact = facts[id]
  if (!fact) return undefined
  if (id in usual) return usual[id]
  if (fact.kind === 'any-of') return []
  return fact.kind === 'yes-no' && fact.riskier === 'no' ? 'yes' : (unticked(fact) ?? fact.options?.[0] ?? 'dont-know')
}

test('somebody healthy is through in about thirty pages, and then only the clinic has something to answer', () => {
  const { filled, pages } = answerAll(startIntake(pathway, day), day)
  expect(pages.length).toBeLessThan(33)
  const { screening, ahead, clinicAsks } = decideIntake(pathway, filled, day)
  expect(ahead).toEqual([])
  expect(screening.decision.atLeast).toBe('proceed')
  expect(clinicAsks.length).toBeGreaterThan(0)
})

test('it stops as soon as nothing can change the decision any more', () => {
  const { filled, pages } = answerAll(startIntake(pathway, day), day, { keloid: 'yes' })
  expect(decideIntake(pathway, filled, day).screening.decision).toMatchObject({ final: true, atLeast: 'do-not-treat' })
  expect(pages.length).toBeLessThan(10)
})

test('nobody is asked what only the clinic can judge, and nothing of it is sent in her name', () => {
  const { filled, pages } = answerAll(startIntake(pathway, day), day)
  for (const id of [...pages.flat(), ...Object.keys(filled.facts)])
    expect([id, facts[id]?.askedOf]).toEqual([id, 'client'])
})

test('a second visit asks again only what is new or too old to count', () => {
  const { filled } = answerAll(startIntake(pathway, day), day)
  const later = '2026-12-12'
  const again = startIntake(pathway, later, { decidedOn: day, facts: { ...filled.facts, expectations: 'realistic' } })
  const { pages } = answerAll(again, later)
  expect(pages.flat()).toContain('pregnancy')
  expect(pages.flat()).not.toContain('keloid')
  expect(pages.length).toBeLessThan(10)
})

test('a draft of two days ago keeps its day: what holds for a day only is asked again', () => {
  const { filled } = answerAll(startIntake(pathway, day), day)
  const resumed = resumeIntake(filled, '2026-11-23')
  expect(decideIntake(pathway, resumed, '2026-11-23').ahead.flatMap((step) => step.facts)).toContain('pregnancy')
})

test('whoever corrects an answer is not held up by the day that hung on it', () => {
  const filled = { facts: { isotretinoin: 'never', monthsSinceIsotretinoin: '2026-09-01' }, open: [] }
  expect(settle(pathway, filled, ['isotretinoin'], day)).toEqual({
    filled: { facts: { isotretinoin: 'never' }, open: [] },
    clashes: [],
  })
})

test('what only she can settle is told to her, in a sentence without names of fields', () => {
  const filled = { facts: { age: 12, pregnancy: 'menopause' }, open: [] }
  const { clashes } = settle(pathway, filled, ['pregnancy'], day)
  expect(clashes[0]?.facts).toEqual(['age', 'pregnancy'])
  expect(clashes[0]?.reason).not.toMatch(/Check “/)
})
