import { readFileSync } from 'node:fs'
import { loadProtocol, type Protocol } from '@needlepoint/pathway'
import { expect, test } from 'vitest'
import { type AfterSession, courseAt } from './after-session.ts'
import { reportedOf, signsReported } from './reported.ts'

const pathway = loadProtocol(
  JSON.parse(readFileSync(new URL('../../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol,
)
const after = (...reports: AfterSession['reports']): AfterSession => ({
  sessionId: 's',
  session: { at: '2026-11-20T15:00:00Z', zone: 'Europe/Berlin', depthMm: 1 },
  intake: {},
  reports,
})
const said = (reportedAt: string, report: object) => ({ reportedAt, report: { ...report } })

test('two reports of one day are one ring, and it is the worse one that she sees again', () => {
  const evening = said('2026-11-20T19:00:00Z', { redness: 3 })
  const night = said('2026-11-20T22:30:00Z', { redness: 2, swelling: 1 })
  const later = said('2026-11-22T08:00:00Z', { redness: 1 })
  expect(reportedOf(after(evening, night, later), 'redness')).toEqual([
    { day: 0, severity: 3 },
    { day: 2, severity: 1 },
  ])
})

test('her own calendar counts: shortly after midnight where she lives it is the next day', () => {
  expect(reportedOf(after(said('2026-11-20T23:30:00Z', { redness: 2 })), 'redness')).toEqual([{ day: 1, severity: 2 }])
})

test('of the signs that she spoke of, those that she noticed last stand first, and what she never had is left out', () => {
  const known = after(
    said('2026-11-21T09:00:00Z', { redness: 3, swelling: 2, dryness: 0 }),
    said('2026-11-23T09:00:00Z', { redness: 1, swelling: 0, itching: 0 }),
  )
  const signs = signsReported(courseAt(pathway, known, '2026-11-23T10:00:00Z'), known)
  const items = signs.map(({ item }) => item)
  expect(items[0]).toBe('redness')
  expect(items).toContain('swelling')
  expect(items).not.toContain('dryness')
  expect(items).not.toContain('itching')
})

test('months later, when no curve is shown as healing any more, how it went is still there', () => {
  const known = after(said('2026-11-21T09:00:00Z', { redness: 3 }))
  expect(signsReported(courseAt(pathway, known, '2027-05-01T10:00:00Z'), known).map(({ item }) => item)).toEqual([
    'redness',
  ])
})

test('who reported nothing, or only that something is wrong, is shown no curve of it', () => {
  const known = after(said('2026-11-21T09:00:00Z', { pus: 'yes' }))
  expect(signsReported(courseAt(pathway, known, '2026-11-21T10:00:00Z'), known)).toEqual([])
})
