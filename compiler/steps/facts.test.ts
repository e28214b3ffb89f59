import { describe, expect, test } from 'vitest'
import { compileSmall, mistake, problemAt } from '../small-knowledge.ts'

const depth = 'depthMm: { kind: number, unit: mm, min: 0, max: 8, riskier: higher,'

describe('facts', () => {
  test.each([
    [
      'options that are missing',
      '«depthMm: { kind: one-of, riskier: neither,',
      'A one-of fact needs `options`.',
      'Add `options',
    ],
    [
      'options that do not belong',
      'depthMm: { kind: number, unit: mm, «options: [a], riskier: higher,',
      'has no options',
      'Take them out',
    ],
    ['a unit that is missing', '«depthMm: { kind: number, riskier: higher,', 'needs a `unit`', 'Add `unit: mm`'],
    [
      'a unit that is no time',
      'depthMm: { kind: elapsed, unit: «mm, riskier: lower,',
      '`mm` is no length of time',
      'Write one of min, h',
    ],
    [
      'bounds the wrong way round',
      'depthMm: { kind: number, unit: mm, min: «8, max: 0, riskier: higher,',
      'The least is more',
      'Swap',
    ],
    [
      'bounds of a question without numbers',
      'depthMm: { kind: yes-no, «min: 0, riskier: yes,',
      'has no bounds',
      'Take them out',
    ],
    [
      'a risk that does not fit',
      'depthMm: { kind: number, unit: mm, riskier: «yes,',
      '`yes` does not fit a number fact',
      'Write one of higher',
    ],
    [
      'an option that no condition can name',
      'depthMm: { kind: any-of, options: [«cold-sore], riskier: any,',
      'no camelCase word',
      'Write it like `coldSore`',
    ],
    [
      'a word of FHIRPath',
      '«div: { kind: number, unit: mm, riskier: higher,',
      '`div` is a word of FHIRPath',
      'another id',
    ],
  ])('%s', (_, to, message, fix) => {
    const problem = mistake('treatment/facts.yaml', depth, to, message)
    expect(problem.message).toContain(message)
    expect(problem.fix).toContain(fix)
  })
})

describe('facts that are worked out', () => {
  const add = (yaml: string) => {
    const marked = `${yaml}\n`
    const { problems } = compileSmall({ 'planning/facts.yaml': () => marked.replace('«', '') })
    return problemAt(problems, 'knowledge/planning/facts.yaml', marked)
  }

  test('have the type of their expression', () => {
    const problem = add(
      'x: { kind: yes-no, riskier: yes, askedOf: record, cites: [L-001], derive: «monthsSinceIsotretinoin + 1 }',
    )
    expect(problem).toMatchObject({ id: 'x', fix: 'Write an expression that gives a boolean.' })
  })

  test('have the unit of their expression', () => {
    const problem = add(
      'x: { kind: number, unit: d, riskier: higher, askedOf: record, cites: [L-001], derive: «monthsSinceIsotretinoin + 1 }',
    )
    expect(problem.message).toContain('gives mo, but `x` is in d')
  })

  test('are not worked out from themselves', () => {
    const problem = add(`x: { kind: number, unit: d, riskier: higher, askedOf: record, cites: [L-001], derive: «y * 2 }
y: { kind: number, unit: d, riskier: higher, askedOf: record, cites: [L-001], derive: x * 2 }`)
    expect(problem.message).toBe('`x` is worked out from itself.')
  })

  test('use nothing of a later step', () => {
    const problem = add('x: { kind: yes-no, riskier: yes, askedOf: record, cites: [L-001], derive: «depthMm > 1 }')
    expect(problem.fix).toBe('Use facts of this step or an earlier one.')
  })

  test('may be estimated by their own options only', () => {
    const problem = add(
      'x: { kind: one-of, options: [a, b], riskier: neither, askedOf: client, cites: [L-001], estimate: [{ when: openWound, value: «c }] }',
    )
    expect(problem.fix).toBe('Write one of a, b.')
  })

  test('need no text, because nobody is asked', () => {
    const { problems } = compileSmall({
      'planning/facts.yaml': () =>
        'x: { kind: yes-no, riskier: yes, askedOf: record, cites: [L-001], derive: openWound }\n',
    })
    expect(problems).toEqual([])
  })
})
