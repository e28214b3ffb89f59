/** The shortcut that passes over rules which cannot fire must never pass over one that could. */
import { readFileSync } from 'node:fs'
import { load, type Protocol } from '@needlepoint/pathway'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersOf } from '../support/arbitraries.ts'

const protocol = JSON.parse(readFileSync(new URL('../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol
const loaded = load({ ...protocol, screening: { ...protocol.screening, contradictions: {} } })

test('no rule that could fire is passed over, whatever is answered and whatever is left open', () => {
  let awakeInAll = 0
  fc.assert(
    fc.property(answersOf(protocol, { unsure: true }), (answers) => {
      const { slots } = loaded.readFacts(answers, '2026-11-21')
      for (const { rules, wake } of [loaded.screening, loaded.preflight, loaded.triage]) {
        const awake = new Set(wake.awake.subarray(0, wake.find(slots)))
        awakeInAll += awake.size
        const missed = rules.filter(({ condition }, index) => condition.test(slots) !== 0 && !awake.has(index))
        expect(missed.map(({ id }) => id)).toEqual([])
      }
    }),
    { numRuns: 200 },
  )
  expect(awakeInAll).toBeGreaterThan(0)
})
