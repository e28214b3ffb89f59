import { readFileSync } from 'node:fs'
import { loadProtocol, type Protocol } from '@needlepoint/pathway'
import { expect, test } from 'vitest'
import { decideIntake, resumeIntake } from '../intake/intake.ts'
import { ageOfMinor, emergencySigns, selfLayout, startSelf } from './self-screening.ts'

const pathway = loadProtocol(
  JSON.parse(readFileSync(new URL('../../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol,
)
const day = '2026-11-21'
const id = '01932f5e-7c1a-7b3e-9a52-000000000001'

test('each sign that is asked first is an emergency by itself, whatever else was answered', () => {
  const signs = emergencySigns(pathway)
  expect(signs.map(({ fact }) => fact)).toEqual(
    expect.arrayContaining(['breathingTrouble', 'throatOrTongueSwelling', 'seizure', 'visionChange', 'facialWeakness']),
  )
  const session = {
    id: 's1',
    at: '2026-11-20T09:00:00Z',
    zone: 'Europe/Berlin',
    device: 'pen',
    zones: [{ area: 'cheeks', depthMm: 1 }],
  }
  for (const { fact, says } of signs) {
    const triage = pathway.triage({ session: session as never, now: '2026-11-21T09:00:00Z', report: { [fact]: 'yes' } })
    expect([fact, triage.level]).toEqual([fact, 'emergency'])
    expect(pathway.loaded.edition(day).text(`rules.${says}.reason`, 'en')).toBeTruthy()
    expect(pathway.loaded.edition(day).text(`facts.${fact}.question`, 'en')).toMatch(/\?$/)
  }
})

test('whoever came by a clinic’s code is not asked where it is to be done; anybody else is, first', () => {
  const { draft: byCode } = startSelf(id, day, 'a clinic')
  const { draft: alone } = startSelf(id, day, undefined)
  const first = (draft: typeof alone) => decideIntake(pathway, draft, day, selfLayout).ahead[0]?.facts
  expect(first(alone)).toEqual(['setting'])
  expect(first(byCode)).toEqual(['goals'])
})

test('under age is said of who is, and of nobody who has not told her age', () => {
  const { draft } = startSelf(id, day, undefined)
  const aged = (age: unknown) => ageOfMinor({ ...draft, facts: { age } })
  expect([aged(16), aged('17'), aged({ value: 15, answeredOn: day })]).toEqual([16, 17, 15])
  expect([aged(18), aged(40), aged('dont-know'), aged(undefined)]).toEqual([undefined, undefined, undefined, undefined])
  expect(decideIntake(pathway, { ...draft, facts: { age: 16 } }, day).screening.decision.atLeast).toBe('do-not-treat')
})

test('answers of last week keep their day: what holds for a day only is asked again', () => {
  const { draft } = startSelf(id, day, undefined)
  const answered = { ...draft, facts: { setting: 'clinic', goals: ['pores'], areas: ['cheeks'], pregnancy: 'no' } }
  const later = '2026-11-28'
  const { screening } = decideIntake(pathway, resumeIntake(answered, later), later, selfLayout)
  expect(screening.stale).toContain('pregnancy')
})
