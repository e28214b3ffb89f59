import { describe, expect, test } from 'vitest'
import { smallProtocol } from '../../test/support/small-protocol.ts'
import { load } from '../protocol/load.ts'
import type { AftercareInput } from './aftercare.ts'
import { findActivities, mayI } from './may-i.ts'

const loaded = load(smallProtocol)
const session = { at: '2026-11-21T15:00:00Z', zone: 'Europe/Berlin' }
const ask = (words: string, now = '2026-11-21T18:00:00Z', more: Partial<AftercareInput> = {}) =>
  mayI(loaded, words, { session, now, ...more })

describe('what is meant', () => {
  test.each([
    ['makeup', 'makeup'],
    ['May I wear make-up today?', 'makeup'],
    ['can I use MASCARA', 'makeup'],
    ['mascarra', 'makeup'],
    ['go smoke a cigarette', 'smoking'],
    ['May I take a shower?', 'showering'],
    ['tretinoin   cream', 'retinoid'],
    ['crème rétinol', 'retinoid'],
    ['skydiving', undefined],
    ['???', undefined],
    ['it', undefined],
  ])('%s', (words, activity) =>
    expect(findActivities(loaded, words).ids).toEqual(activity === undefined ? [] : [activity]),
  )

  test('a word that is only spelled alike is a guess, and a guess is never a yes', () => {
    expect(ask('showre')).toMatchObject({ answer: 'depends', activity: 'showering', similar: ['showering'] })
    expect(ask('mascarra')).toMatchObject({ answer: 'no', activity: 'makeup' })
  })

  test('of several things in one sentence the strictest answers, in whatever order', () => {
    expect(findActivities(loaded, 'a shower with my makeup on').ids.toSorted()).toEqual(['makeup', 'showering'])
    for (const words of ['a shower with my makeup on', 'makeup, and a shower', 'shower before makeup'])
      expect(ask(words)).toMatchObject({ answer: 'no', activity: 'makeup', similar: [] })
    expect(ask('shower')).toMatchObject({ answer: 'yes' })
  })

  test('an activity is asked by its id, or by its name in the reader’s language, whatever these sound like', () => {
    for (const id of Object.keys(smallProtocol.aftercare.activities))
      expect(findActivities(loaded, id).ids).toEqual([id])
    const nameOf = (id: string) => (id === 'showering' ? 'Makeup remover' : undefined)
    expect(findActivities(loaded, 'Makeup remover', nameOf).ids).toEqual(['showering'])
    expect(findActivities(loaded, 'Makeup remover').ids).toEqual(['makeup'])
  })

  test('words that nobody knows depend, and offer what is close', () => {
    expect(ask('skydiving')).toMatchObject({ answer: 'depends', activity: null, name: 'skydiving', similar: [] })
    expect(ask('foundation')).toMatchObject({ activity: null, similar: ['makeup'] })
    expect(() => ask('  ')).toThrow('activity')
    expect(() => mayI(loaded, undefined as never, { session, now: session.at })).toThrow('activity')
  })
})

describe('a sentence as people type it', () => {
  test('one slip of the finger still forbids, beside what is named too, and never allows', () => {
    expect(ask('can i use my retinl tonight')).toMatchObject({
      answer: 'no',
      activity: 'retinoid',
      similar: ['retinoid'],
    })
    expect(ask('a shower and retinl')).toMatchObject({ answer: 'no', activity: 'retinoid' })
    expect(ask('shower with cigarete', undefined, { facts: { smoker: false } })).toMatchObject({
      answer: 'yes',
      activity: 'showering',
    })
  })

  test('what else was named keeps its own answer, and none is less strict than the one that is given', () => {
    const { answer, also } = ask('a shower, my makeup and some retinol')
    expect(answer).toBe('no')
    expect(also.map(({ activity }) => activity).toSorted()).toEqual(['makeup', 'showering'])
    expect(also.find(({ activity }) => activity === 'showering')).toMatchObject({ answer: 'yes' })
  })

  test('to leave something out is not what the yes is about', () => {
    for (const words of ['can i skip the shower', 'May I stop showering', 'shower? better not use it'])
      expect([words, ask(words).answer]).toEqual([words, 'depends'])
    expect(ask('can i skip makeup').answer).toBe('no')
  })

  test('ordinary words are no slips', () => {
    for (const words of ['can i do it later', 'is that alright', 'what about tomorrow'])
      expect(findActivities(loaded, words).ids).toEqual([])
  })
})

describe('the answer', () => {
  test('is no while an instruction says so, with the time and the reason', () => {
    expect(ask('makeup')).toMatchObject({
      answer: 'no',
      until: '2026-11-22T15:00:00Z',
      untilHealed: false,
      because: [{ instruction: 'no-makeup' }],
      claims: ['C-1'],
      ask: [],
    })
  })
  test('is yes from the very minute', () => {
    expect(ask('makeup', '2026-11-22T14:59:59Z').answer).toBe('no')
    expect(ask('makeup', '2026-11-22T15:00:00Z')).toMatchObject({ answer: 'yes', until: null, because: [] })
  })
  test('of what waits for healing needs to know whether the skin has healed', () => {
    const later = '2026-12-21T15:00:00Z'
    expect(ask('retinol', later)).toMatchObject({
      answer: 'depends',
      ask: ['healed'],
      untilHealed: true,
      because: [{ disagree: ['C-2'] }],
    })
    expect(ask('retinol', later, { healed: false })).toMatchObject({ answer: 'no', until: '2026-11-28T15:00:00Z' })
    expect(ask('retinol', later, { healed: true }).answer).toBe('yes')
    expect(ask('retinol', '2026-11-22T15:00:00Z', { healed: true }).answer).toBe('no')
    expect(ask('picking', later)).toMatchObject({ answer: 'depends', until: null })
  })
  test('that hangs on a fact asks for the fact', () => {
    expect(ask('smoking')).toMatchObject({ answer: 'depends', ask: ['smoker'] })
    expect(ask('smoking', undefined, { facts: { smoker: true } })).toMatchObject({
      answer: 'no',
      until: '2026-11-24T15:00:00Z',
    })
    expect(ask('smoking', undefined, { facts: { smoker: false } }).answer).toBe('yes')
  })
  test('is yes where nothing forbids it, and depends where only a clinic can tell', () => {
    expect(ask('shower').answer).toBe('yes')
    expect(ask('scratch', undefined, { healed: true }).answer).toBe('depends')
  })
})

describe('before the session', () => {
  test('preparation answers, once it has begun, until the session', () => {
    expect(ask('retinol', '2026-11-16T15:00:00Z')).toMatchObject({
      answer: 'no',
      until: '2026-11-21T15:00:00Z',
      because: [{ instruction: 'no-retinoid-before' }],
    })
    expect(ask('retinol', '2026-11-16T14:59:59Z').answer).toBe('yes')
    expect(ask('makeup', '2026-11-20T15:00:00Z').answer).toBe('yes')
    expect(ask('smoke', '2026-11-21T12:00:00Z')).toMatchObject({ answer: 'depends', ask: ['smoker'] })
  })
  test('five days before are counted by the clock on the wall', () => {
    const spring = { at: '2026-03-31T15:00:00Z', zone: 'Europe/Berlin' }
    expect(ask('retinol', '2026-03-26T16:00:00Z', { session: spring }).answer).toBe('no')
    expect(ask('retinol', '2026-03-26T15:59:00Z', { session: spring }).answer).toBe('yes')
  })
})
