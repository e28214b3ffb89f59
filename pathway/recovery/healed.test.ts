import { expect, test } from 'vitest'
import { smallProtocol } from '../../test/support/small-protocol.ts'
import { load } from '../protocol/load.ts'
import { healed } from './healed.ts'

const loaded = load(smallProtocol)
const ask = (report: Record<string, unknown>) => healed(loaded, report, '2026-11-30')

test('skin is healed when every sign is gone, and not before', () => {
  expect(ask({ redness: 0, flaking: 0, pus: false })).toMatchObject({
    answer: 'yes',
    says: 'Your skin has healed.',
    ask: [],
  })
  expect(ask({ redness: 0, flaking: 1, pus: false })).toMatchObject({ answer: 'no', says: 'Not yet.' })
  expect(ask({ pus: true })).toMatchObject({ answer: 'no', ask: [] })
})

test('a sign that nobody looked at leaves it open, and is asked for', () => {
  expect(ask({ redness: 0 })).toMatchObject({ answer: 'dont-know', ask: ['flaking'] })
  expect(ask({ redness: 0, flaking: 0, pus: 'dont-know' })).toMatchObject({ answer: 'dont-know', ask: [] })
  expect(ask({}).answer).toBe('dont-know')
})
