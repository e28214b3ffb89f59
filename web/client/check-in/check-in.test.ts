import { readFileSync } from 'node:fs'
import { loadProtocol, type Protocol } from '@needlepoint/pathway'
import { expect, test } from 'vitest'
import { type AfterSession, checkInAt } from '../healing/after-session.ts'
import { layoutOf, startReport, triageNow } from './check-in.ts'

const pathway = loadProtocol(
  JSON.parse(readFileSync(new URL('../../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol,
)
const after: AfterSession = {
  sessionId: 's',
  session: { at: '2026-11-18T10:00:00Z', zone: 'Europe/Berlin', depthMm: 1, deviceClass: 'pen' },
  intake: {},
  reports: [],
}
const now = '2026-11-21T11:00:00Z'
const { due } = checkInAt(pathway, after, now)
const items = due?.items ?? []

test('the check-in of the day waits until she has answered it, and then the next one is named', () => {
  expect(due?.checkIn).toBe('day-3')
  const answered = { ...after, reports: [{ reportedAt: '2026-11-21T10:30:00Z', report: {} }] }
  expect(checkInAt(pathway, answered, now)).toMatchObject({ due: undefined, next: { checkIn: 'day-5' } })
})

test('red flags stand together on the first page, before anything else', () => {
  const [flags = [], signs = []] = layoutOf(pathway, items)
  expect(flags).toContain('breathingTrouble')
  expect(flags).toContain('pus')
  expect(signs).toContain('redness')
  expect(triageNow(pathway, after, startReport(items), now).ahead[0]).toEqual({ facts: flags, list: true })
})

test('nobody who cannot breathe is asked anything more', () => {
  const { triage, ahead } = triageNow(
    pathway,
    after,
    { ...startReport(items), facts: { breathingTrouble: 'yes' } },
    now,
  )
  expect(triage.level).toBe('emergency')
  expect(ahead).toEqual([])
})

test('every question of the check-in is asked on one page or another', () => {
  const { ahead } = triageNow(pathway, after, startReport(items), now)
  expect(new Set(ahead.flatMap((step) => step.facts))).toEqual(new Set(items))
})

test('thoughts of hurting oneself are never a tick in a list', () => {
  const alone = layoutOf(pathway, [...items, 'selfHarmThoughts', 'lowMood']).filter((page) => page.length === 1)
  expect(alone.flat()).toEqual(expect.arrayContaining(['selfHarmThoughts', 'lowMood']))
})
