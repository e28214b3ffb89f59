import { readFileSync } from 'node:fs'
import { type Level, levels, loadProtocol, type Protocol } from '@needlepoint/pathway'
import { describe, expect, test } from 'vitest'
import { type AfterSession, checkInAt } from '../healing/after-session.ts'
import { fillList } from '../questions/steps.ts'
import { flagGroups, layoutOf, startReport, startWrong, triageNow } from './check-in.ts'

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
const mostUrgentFirst = (a: Level, b: Level) => levels.indexOf(b) - levels.indexOf(a)
const { due } = checkInAt(pathway, after, now)
const items = due?.items ?? []

test('the check-in of the day waits until she has answered it, and then the next one is named', () => {
  expect(due?.checkIn).toBe('day-3')
  const answered = { ...after, reports: [{ reportedAt: '2026-11-21T10:30:00Z', report: { redness: 1 } }] }
  expect(checkInAt(pathway, answered, now)).toMatchObject({ due: undefined, next: { checkIn: 'day-5' } })
})

test('that something is wrong does not stand for the check-in: she is still asked for the rest', () => {
  const alarmed = { ...after, reports: [{ reportedAt: '2026-11-21T10:30:00Z', report: { pus: 'yes' } }] }
  expect(checkInAt(pathway, alarmed, now).due?.checkIn).toBe('day-3')
})

describe('something is wrong', () => {
  test('all that must not wait stands in one list, what needs help at once first', () => {
    const groups = flagGroups(pathway, after, now)
    expect(groups.map(({ level }) => level)).toEqual([...groups.map(({ level }) => level)].toSorted(mostUrgentFirst))
    expect(groups[0]?.facts).toContain('breathingTrouble')
    expect(groups.flatMap(({ facts }) => facts)).toContain('pus')
    const flags = layoutOf(pathway, items)[0] ?? []
    expect(new Set(groups.flatMap(({ facts }) => facts))).toEqual(expect.objectContaining(new Set(flags)))
  })

  test('each tick alone is answered as the list says, and one more never makes it less', () => {
    for (const { level, facts } of flagGroups(pathway, after, now))
      for (const fact of facts) {
        const alone = triageNow(pathway, after, { ...startWrong(pathway, after, now), facts: { [fact]: 'yes' } }, now)
        expect([fact, levels.indexOf(alone.triage.level)]).toEqual([fact, levels.indexOf(level)])
        const both = triageNow(
          pathway,
          after,
          { ...startWrong(pathway, after, now), facts: { [fact]: 'yes', pus: 'yes' } },
          now,
        )
        expect(levels.indexOf(both.triage.level)).toBeGreaterThanOrEqual(levels.indexOf(level))
      }
  })

  test('what she did not tick is no alarm, and what nobody asked stays open', () => {
    const draft = startWrong(pathway, after, now)
    const [step] = triageNow(pathway, after, draft, now).ahead
    expect(step?.list).toBe(true)
    const filled = fillList(pathway.protocol.facts, draft, step ?? { facts: [], list: true }, ['pus'], false)
    const { triage } = triageNow(pathway, after, { ...draft, ...filled }, now)
    expect(triage.level).toBe('same-day')
    expect(triage.final).toBe(false)
  })
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
