import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Compiled, compileKnowledge } from './compile.ts'
import { coverage } from './coverage.ts'
import { printProblem } from './problem.ts'
import { compileSmall, smallKnowledge, swap, withFolder } from './small-knowledge.ts'
import { writeProtocol } from './write-protocol.ts'

describe('our own knowledge', () => {
  let ours: Compiled
  beforeAll(() => {
    ours = compileKnowledge(fileURLToPath(new URL('../knowledge', import.meta.url)))
  }, 60_000)

  test('has no problem', () => {
    expect(ours.problems.slice(0, 20).map(printProblem)).toEqual([])
  })

  test('uses or explains every claim, among them all 109 of the five articles', () => {
    const { articles, all } = coverage(ours.protocol, ours.cases).totals
    const founding = Object.entries(articles).filter(([id]) => id !== 'literature')
    expect(founding.map(([id]) => id)).toEqual([
      'article-000',
      'article-001',
      'article-002',
      'article-003',
      'article-004',
    ])
    expect(founding.reduce((sum, [, { claims }]) => sum + claims, 0)).toBe(109)
    expect(all.open).toBe(0)
  })

  test('holds no code of MedDRA, whose licence forbids it', () => {
    expect(JSON.stringify(ours.protocol).toLowerCase()).not.toContain('meddra')
  })

  test('asks facts in the order of care', () => {
    const order = ['screening', 'planning', 'consent', 'treatment', 'aftercare', 'recovery']
    const steps = Object.values(ours.protocol.facts).map(({ step }) => order.indexOf(step))
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  })
})

describe('a protocol', () => {
  test('has the same hash when files and keys stand in another order', () => {
    const swapped = compileSmall({
      'screening/parameters.yaml': (text) =>
        text
          .split(/^(?=\w)/m)
          .reverse()
          .join(''),
      'sources.yaml': (text) => text.split('\n').reverse().join('\n'),
    })
    expect(swapped.protocol.hash).toBe(compileSmall().protocol.hash)
    expect(swapped.protocol.hash).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  test('has another hash when a number changes', () => {
    const changed = compileSmall({ 'screening/parameters.yaml': swap('value: 6', 'value: 7') })
    expect(changed.protocol.hash).not.toBe(compileSmall().protocol.hash)
  })

  test('has another hash when the questions stand in another order', () => {
    const changed = compileSmall({
      'screening/facts.yaml': (text) =>
        text
          .split(/^(?=\w)/m)
          .reverse()
          .join(''),
    })
    expect(changed.protocol.hash).not.toBe(compileSmall().protocol.hash)
  })

  test('reads windows as spans and parameters by name', () => {
    const { aftercare, recovery } = compileSmall().protocol
    expect(aftercare.instructions['no-makeup']).toMatchObject({
      starts: { amount: 0, unit: 'h' },
      ends: { after: { parameter: 'makeupWait' }, healed: true },
    })
    expect(recovery.effects.erythema?.curves[0]?.prolongedAfter).toEqual({ amount: 7, unit: 'd' })
  })

  test('derives for every measured effect whether it is worse, stronger or longer', () => {
    const { facts } = compileSmall().protocol
    for (const id of ['rednessWorse', 'rednessStronger', 'rednessLonger']) {
      expect(facts[id]).toEqual({
        step: 'recovery',
        kind: 'yes-no',
        riskier: 'yes',
        askedOf: 'record',
        cites: ['L-001', 'L-002'],
      })
    }
  })

  test('writes a condition as a tree', () => {
    expect(compileSmall().protocol.screening.rules['isotretinoin-recent']).toEqual({
      when: [
        'and',
        ['=', ['fact', 'isotretinoin'], ['literal', 'stopped']],
        ['<', ['fact', 'monthsSinceIsotretinoin'], ['parameter', 'isotretinoinWait']],
      ],
      effect: 'defer',
      says: 'isotretinoin-recent',
      until: { fact: 'monthsSinceIsotretinoin', reaches: { parameter: 'isotretinoinWait' } },
      cites: ['L-001'],
    })
  })

  test('is written whole, with no draft left behind', () => {
    withFolder(smallKnowledge, (folder) => {
      const { protocol } = compileKnowledge(folder)
      writeProtocol(join(folder, 'protocol.json'), protocol)
      expect(JSON.parse(readFileSync(join(folder, 'protocol.json'), 'utf8'))).toEqual(protocol)
      expect(readdirSync(folder).filter((name) => name.startsWith('protocol.json'))).toEqual(['protocol.json'])
    })
  })
})
