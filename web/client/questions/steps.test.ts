import { readFileSync } from 'node:fs'
import { loadProtocol, type Protocol } from '@needlepoint/pathway'
import { expect, test } from 'vitest'
import { scaleIn } from './fact-texts.ts'
import { fillList, stepsAhead, ticksOf, unticked } from './steps.ts'

const pathway = loadProtocol(
  JSON.parse(readFileSync(new URL('../../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol,
)
const { facts } = pathway.protocol
const nothing = { facts: {}, open: [] }
const list = { facts: ['unwell', 'openWound', 'eczema'], list: true }

test('only what still matters is asked, and what is asked together stands on one page', () => {
  const layout = [['age'], ['unwell', 'sunburn', 'openWound'], ['keloid']]
  expect(stepsAhead(facts, layout, nothing, ['openWound', 'unwell', 'age'])).toEqual([
    { facts: ['age'], list: false },
    { facts: ['unwell', 'openWound'], list: true },
  ])
})

test('a question that no page names is asked all the same', () => {
  expect(stepsAhead(facts, [['age']], nothing, ['keloid'])).toEqual([{ facts: ['keloid'], list: false }])
})

test('what stays unticked is no only because she said that nothing else applies', () => {
  expect(fillList(facts, nothing, list, ['unwell'], false).facts).toEqual({
    unwell: 'yes',
    openWound: 'no',
    eczema: 'none',
  })
})

test('nobody who is not sure is written down as no: the others are asked one by one', () => {
  const filled = fillList(facts, nothing, list, ['unwell'], true)
  expect(filled).toEqual({ facts: { unwell: 'yes' }, open: ['openWound', 'eczema'] })
  expect(stepsAhead(facts, [list.facts], filled, list.facts).map((step) => step.facts)).toEqual([
    ['openWound'],
    ['eczema'],
  ])
})

test('a tick where there is more to say asks that next, and going back shows the tick', () => {
  const filled = fillList(facts, nothing, list, ['eczema'], false)
  expect(filled.open).toEqual(['eczema'])
  expect(ticksOf(facts, filled, list)).toEqual(['eczema'])
  const answered = { facts: { ...filled.facts, eczema: 'inactive' }, open: [] }
  expect(ticksOf(facts, answered, list)).toEqual(['eczema'])
  expect(fillList(facts, answered, list, ['eczema'], false).facts.eczema).toBe('inactive')
})

test('a question whose no is the risk is never asked by a tick', () => {
  expect(unticked(facts.aftercarePossible as never)).toBeUndefined()
})

test('every scale of a check-in has its five words', () => {
  const text = (id: string) => pathway.loaded.edition('2026-11-21').text(`facts.${id}.help`, 'en') ?? ''
  const signs = Object.keys(facts).filter((id) => facts[id]?.kind === 'severity')
  expect(signs.length).toBeGreaterThan(10)
  for (const id of signs) expect([id, scaleIn(text(id)).words.length]).toEqual([id, 5])
  expect(scaleIn(text('redness')).words[1]).toBe('Mild: pink')
})
