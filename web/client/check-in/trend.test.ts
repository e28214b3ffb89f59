import { readFileSync } from 'node:fs'
import { signsBefore } from '@needlepoint/contract/triage-report'
import { loadProtocol, type Protocol } from '@needlepoint/pathway'
import { expect, test } from 'vitest'
import { trendOf } from './trend.ts'

const pathway = loadProtocol(
  JSON.parse(readFileSync(new URL('../../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol,
)
const at = (day: number, report: object) => ({ reportedAt: `2026-11-${day}T10:00:00Z`, report: { ...report } })

test('what got worse stands first, and what is gone is told too', () => {
  const reports = [at(20, { redness: 1, swelling: 2, dryness: 1, itching: 0 })]
  expect(trendOf(pathway, reports, at(21, { redness: 2, swelling: 0, dryness: 1, itching: 1, pain: 0 }))).toEqual([
    { item: 'redness', before: 1, now: 2, change: 'worse' },
    { item: 'itching', before: 0, now: 1, change: 'new' },
    { item: 'dryness', before: 1, now: 1, change: 'same' },
    { item: 'swelling', before: 2, now: 0, change: 'gone' },
  ])
})

test('her first report is compared with nothing', () => {
  expect(trendOf(pathway, [], at(21, { redness: 2 }))).toEqual([])
  expect(trendOf(pathway, [at(22, { redness: 2 })], at(21, { redness: 2 }))).toEqual([])
})

test('a short report that something is wrong hides nothing of the one before it', () => {
  const reports = [at(20, { redness: 1 }), at(21, { pus: 'yes' })]
  expect(signsBefore(pathway, reports)).toEqual({ redness: 1 })
  expect(trendOf(pathway, reports, at(22, { redness: 3 }))[0]).toMatchObject({ before: 1, now: 3, change: 'worse' })
})
