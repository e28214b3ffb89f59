import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersOf } from '../../test/support/arbitraries.ts'
import { nothingFound, smallProtocol } from '../../test/support/small-protocol.ts'
import { InvalidInput } from '../facts/problem.ts'
import { load } from '../protocol/load.ts'
import { readinesses } from '../protocol/protocol.ts'
import { preflight } from './preflight.ts'
import { momentOf } from './session.ts'

const loaded = load(smallProtocol)
const checked = { consentSigned: true, cartridgeExpiry: 30, numbingUsed: false, smoker: false }
const check = (answers: Record<string, unknown>) => preflight(loaded, answers, '2026-11-21')

describe('before the first pass', () => {
  test('all that must hold was looked at: ready', () => {
    expect(check({ ...nothingFound, ...checked })).toMatchObject({
      decision: 'ready',
      final: true,
      findings: [],
      ask: [],
    })
  })
  test('what nobody has looked at is not ready, and is asked, what can stop it first', () => {
    expect(check({})).toMatchObject({ decision: 'not-ready', final: false })
    expect(check({}).ask).toEqual(['numbingUsed', 'consentSigned', 'cartridgeExpiry', 'smoker'])
    expect(check({ ...checked, consentSigned: null })).toMatchObject({ decision: 'not-ready', ask: ['consentSigned'] })
    expect(check({ ...checked, consentSigned: 'dont-know' })).toMatchObject({
      decision: 'not-ready',
      clarify: ['consentSigned'],
    })
  })
  test('yesterday’s look at a paper that holds for hours is none', () => {
    const old = { ...checked, consentSigned: { value: true, answeredOn: '2026-11-20' } }
    expect(check(old)).toMatchObject({ decision: 'not-ready', ask: ['consentSigned'] })
  })
  test('one thing that is wrong stops it, whatever else is open', () => {
    const { decision, findings } = check({ cartridgeExpiry: '2026-11-20' })
    expect(decision).toBe('not-ready')
    expect(findings).toMatchObject([{ rule: 'expired', effect: 'stop' }])
  })
  test('cream is only asked about when it is used, and its dose is worked out', () => {
    expect(check({ ...checked, numbingUsed: true })).toMatchObject({
      decision: 'not-ready',
      ask: ['numbingGrams', 'numbingPercent'],
    })
    const dosed = (numbingGrams: number) => check({ ...checked, numbingUsed: true, numbingGrams, numbingPercent: 4 })
    expect(dosed(15)).toMatchObject({ decision: 'ready-with-precautions', findings: [{ rule: 'numbing' }] })
    expect(dosed(15.1)).toMatchObject({
      decision: 'not-ready',
      findings: [{ rule: 'numbing-dose' }, { rule: 'numbing' }],
    })
  })
  test('to leave out an answer never makes it readier', () => {
    const facts = ['consentSigned', 'cartridgeExpiry', 'numbingUsed', 'numbingGrams', 'numbingPercent', 'smoker']
    fc.assert(
      fc.property(answersOf(smallProtocol, { facts, complete: true }), fc.constantFrom(...facts), (all, forgotten) => {
        const rank = (answers: Record<string, unknown>) => readinesses.indexOf(check(answers).decision)
        expect(rank({ ...all, [forgotten]: null })).toBeGreaterThanOrEqual(rank(all))
      }),
    )
  })
})

describe('the session', () => {
  const at = '2026-11-21T22:30:00Z'
  test('gives the client’s day, days and hours', () => {
    expect(
      momentOf(loaded, { at, zone: 'America/New_York', depthMm: 1, deviceClass: 'pen' }, '2026-11-22T04:00:00Z'),
    ).toMatchObject({
      day: '2026-11-21',
      daysSince: 0,
      hoursSince: 5.5,
      recorded: { daysSinceSession: 0, hoursSinceSession: 5.5, depthMm: 1, deviceClass: 'pen' },
    })
    expect(momentOf(loaded, { at, zone: 'Asia/Tokyo' }, '2026-11-22T15:10:00Z')).toMatchObject({
      day: '2026-11-23',
      daysSince: 1,
    })
  })
  test('names all that is wrong with it, and the nearest device', () => {
    const wrong = () => momentOf(loaded, { at: 'yesterday', zone: 'Paris', depthMm: -1, deviceClass: 'rollr' }, 'now')
    expect(wrong).toThrow(InvalidInput)
    try {
      wrong()
    } catch (error) {
      const { problems } = error as InvalidInput
      expect(problems.map(({ field }) => field)).toEqual([
        'session.at',
        'now',
        'session.zone',
        'session.depthMm',
        'session.deviceClass',
      ])
      expect(problems.at(-1)).toMatchObject({ nearest: 'roller' })
    }
  })
})
