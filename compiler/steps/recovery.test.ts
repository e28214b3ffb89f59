import { describe, expect, test } from 'vitest'
import { mistake } from '../small-knowledge.ts'

const effects = 'recovery/effects/some.yaml'

describe('a healing curve', () => {
  test.each([
    [
      'peaks before it is usually over',
      'peak: PT6H',
      'peak: PT6H',
      '      usualEnd: P2D',
      '      usualEnd: «PT2H',
      '`usualEnd` (PT2H) comes before `peak` (PT6H)',
    ],
    [
      'is prolonged after it is usually over',
      '',
      '',
      'prolongedAfter: P7D',
      'prolongedAfter: «P1D',
      '`prolongedAfter` (P1D) comes before `usualEnd` (P2D)',
    ],
    [
      'goes forward in time',
      '',
      '',
      '{ until: P1D, atMost: 3 }, { until: P7D',
      '{ until: P7D, atMost: 3 }, { until: «P1D',
      'P1D does not come after P7D',
    ],
    [
      'expects nothing once it is prolonged',
      '',
      '',
      '{ until: P7D, atMost: 1 }',
      '{ until: «P8D, atMost: 1 }',
      'P8D is later than `prolongedAfter` (P7D)',
    ],
  ])('%s', (_, __, ___, from, to, message) => {
    expect(mistake(effects, from, to).message).toContain(message)
  })

  test('for everybody stands last', () => {
    const problem = mistake(effects, '- id: shallow\n      when: depthMm <= 0.5', '- «id: shallow')
    expect(problem.fix).toContain('Put it last')
  })

  test('is there for everybody', () => {
    const problem = mistake(effects, '- id: deep', '- «id: deep\n      when: depthMm > 0.5')
    expect(problem.fix).toContain('add one for everybody else')
  })

  test('has a name of its own', () => {
    expect(mistake(effects, '- id: deep', '- id: «shallow').message).toBe('There are two curves `shallow`.')
  })
})

test('what works itself out from curves is not asked as well', () => {
  const problem = mistake(
    'recovery/facts.yaml',
    'redness: {',
    '«rednessWorse: { kind: yes-no, riskier: yes, askedOf: client, cites: [L-001] }\nredness: {',
  )
  expect(problem.fix).toBe('Take it out.')
})
