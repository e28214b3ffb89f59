import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersOf } from '../../test/support/arbitraries.ts'
import { smallProtocol } from '../../test/support/small-protocol.ts'
import { InvalidInput } from '../facts/problem.ts'
import { load } from '../protocol/load.ts'
import { bounds, judge } from './judge.ts'
import { FALSE, TRUE, UNKNOWN } from './truth.ts'

const loaded = load(smallProtocol)

describe('a judgement', () => {
  test('leaves out no rule that running every rule would find', () => {
    const sets = { screening: loaded.screening, preflight: loaded.preflight, triage: loaded.triage }
    const facts = answersOf(smallProtocol, { unsure: true }).map((answers) => {
      try {
        return loaded.readFacts(answers, '2026-11-21')
      } catch (error) {
        if (error instanceof InvalidInput) return undefined
        throw error
      }
    })
    fc.assert(
      fc.property(facts, fc.constantFrom('screening', 'preflight', 'triage'), (given, name) => {
        if (!given) return
        const set = sets[name]
        const truths = set.rules.map(({ id, rank, condition }) => ({ id, rank, truth: condition.test(given.slots) }))
        const ids = (truth: number) => truths.filter((rule) => rule.truth === truth).map(({ id }) => id)
        const { atLeast, atMost, final, fired, open } = judge<string, string>(set as never, given)
        expect(fired.map(({ id }) => id)).toEqual(ids(TRUE))
        expect(open.map(({ id }) => id)).toEqual(ids(UNKNOWN))
        const least = Math.max(0, ...truths.filter(({ truth }) => truth === TRUE).map(({ rank }) => rank))
        const most = Math.max(0, ...truths.filter(({ truth }) => truth !== FALSE).map(({ rank }) => rank))
        expect([atLeast, atMost, final]).toEqual([set.outcomes[least], set.outcomes[most], least === most])
        expect(bounds<string, string>(set as never, given)).toEqual([least, most])
      }),
      { numRuns: 1000 },
    )
  })
})
