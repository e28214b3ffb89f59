/** What clinicians expect, as they wrote it down: every case of the knowledge, decided by the engine. */
import { join } from 'node:path'
import { compileKnowledge, runCase, runCases } from '@needlepoint/compiler'
import { loadProtocol } from '@needlepoint/pathway'
import { describe, expect, test } from 'vitest'

const { protocol, cases } = compileKnowledge(join(import.meta.dirname, '..', 'knowledge'))
const pathway = loadProtocol(protocol)
const byFile = Map.groupBy(cases, ({ file }) => file)

describe('what clinicians expect', () => {
  test('there are at least 150 cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(150)
  })

  test.each([...byFile.keys()])('%s', (file) => {
    const failures = runCases(pathway, byFile.get(file) ?? [])
    expect(failures.map(({ line, id, message }) => `${file}:${line} ${id}: ${message}`)).toEqual([])
  })
})

describe('the runner itself notices', () => {
  const screening = cases.find(
    ({ ask, expect: { decision, rules } }) => ask === 'screen' && decision === 'defer' && rules?.length === 1,
  )
  if (!screening) throw new Error('No case defers anybody for one reason.')

  test.each([
    ['another decision', { decision: 'proceed' }, 'Expected decision proceed, but it is defer.'],
    ['a rule too many', { rules: [] }, `Not expected among the rules: ${screening.expect.rules}.`],
    ['a rule too few', { rules: [...(screening.expect.rules ?? []), 'made-up'] }, 'Missing among the rules: made-up.'],
    ['another source', { cites: ['made-up'] }, 'Missing among the cites: made-up.'],
    ['another date', { earliestDate: '1999-01-01' }, 'Expected earliestDate 1999-01-01, but it is'],
  ])('%s', (_what, expected, sentence) => {
    expect(runCase(pathway, { ...screening, expect: expected }).join('\n')).toContain(sentence)
  })

  test('an answer that the engine refuses', () => {
    expect(runCase(pathway, { ...screening, given: { age: 'old' } }).join('\n')).toContain(
      'The engine refuses the input',
    )
  })
})
