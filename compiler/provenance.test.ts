import { describe, expect, test } from 'vitest'
import { compileSmall, mistake, swap } from './small-knowledge.ts'

describe('claims', () => {
  test('nothing cites it and it does not say why', () => {
    const problem = mistake(
      'claims/some.yaml',
      'L-003:',
      '«L-009: { source: page, says: Something., topic: x, strength: expert }\nL-003:',
    )
    expect(problem.message).toBe('Nothing cites `L-009`, and it does not say why.')
    expect(problem.fix).toContain('unused: { why')
  })

  test('it says that nothing uses it, and something does', () => {
    const problem = mistake(
      'claims/some.yaml',
      'unverified: true',
      'unverified: true, «unused: { why: background, note: Not needed. }',
    )
    expect(problem.fix).toBe('Take `unused` out.')
  })

  test('it says why nothing uses it', () => {
    const { problems } = compileSmall({
      'claims/some.yaml': (text) =>
        `${text}L-009: { source: page, says: Something., topic: x, strength: expert, unused: { why: superseded-by, by: L-001, note: Newer. } }\n`,
    })
    expect(problems).toEqual([])
  })

  test('it is superseded by nothing', () => {
    const problem = mistake(
      'claims/some.yaml',
      'L-003:',
      'L-009: { source: page, says: Something., topic: x, strength: expert, «unused: { why: superseded-by, note: Newer. } }\nL-003:',
    )
    expect(problem.fix).toContain('Add `by:`')
  })

  test('one claim both supports and disagrees', () => {
    const problem = mistake('planning/advice.yaml', 'cites: [L-001]', 'cites: [L-001], disagree: [«L-001]')
    expect(problem.fix).toContain('one of the two lists')
  })
})

describe('numbers', () => {
  test('come from a claim or are our own judgement', () => {
    const problem = mistake(
      'planning/devices.yaml',
      'maxDepthMm: { value: 2, cites: [L-001] }',
      '«maxDepthMm: { value: 2 }',
    )
    expect(problem.fix).toContain('judgement: why')
  })

  test.each([
    ['a depth', 'planning/devices.yaml', '{ value: 2, cites: [L-001] }', '{ value: 2, «cites: [L-003] }'],
    [
      'a range',
      'planning/indications.yaml',
      'sessions: { from: 3, to: 4, cites: [L-001] }',
      'sessions: { from: 3, to: 4, «cites: [L-003] }',
    ],
    [
      'a curve',
      'recovery/effects/some.yaml',
      '      expect: [{ until: P10D, atMost: 2 }]\n      cites: [L-001]',
      '      expect: [{ until: P10D, atMost: 2 }]\n      «cites: [L-003]',
    ],
    [
      'a window',
      'aftercare/instructions/products.yaml',
      "ends: { after: '%makeupWait', healed: true }\n  activities: [makeup]\n  classes: [pigment]\n  cites: [L-001]",
      'ends: { after: PT24H }\n  activities: [makeup]\n  classes: [pigment]\n  «cites: [L-003]',
    ],
    ['a parameter', 'screening/parameters.yaml', 'value: 24, cites: [L-002]', 'value: 24, «cites: [L-003]'],
  ])('%s that rests on unread sources alone needs our reason', (_, path, from, to) => {
    const problem = mistake(path, from, to)
    expect(problem.message).toContain('nobody could read')
    expect(problem.fix).toContain('`judgement:`')
  })

  test('are never more lenient than a source that was read, when they rest on one that was not', () => {
    const problem = mistake(
      'screening/parameters.yaml',
      'value: 6, cites: [L-001] }]\n  disagree: [L-002]',
      'value: «3, cites: [L-003], judgement: Recalled by many. }]\n  disagree: [L-001, L-002]',
    )
    expect(problem.message).toBe('3 mo rests on unread sources alone, and `L-001`, which was read, says 6 mo.')
  })

  test('may be stricter than a source that was read', () => {
    const { problems } = compileSmall({
      'screening/parameters.yaml': swap(
        'value: 6, cites: [L-001] }]\n  disagree: [L-002]',
        'value: 9, cites: [L-003], judgement: Recalled by many. }]\n  disagree: [L-001, L-002]',
      ),
    })
    expect(problems).toEqual([])
  })
})
