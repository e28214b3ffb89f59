import { describe, expect, test } from 'vitest'
import { differencesBetween, preflightInShort, screeningInShort, triageInShort } from './decide-again.ts'
import { safeAnswers, testPathway } from './test-support/index.ts'

const day = '2026-11-21'
const safe = safeAnswers(testPathway, day)
const server = screeningInShort(testPathway.screen({ ...safe, smoker: true, breastfeeding: true }, day))

describe('where device and server part', () => {
  test('is told point by point, the outcome first', () => {
    expect(server.rules.length).toBeGreaterThan(1)
    const device = {
      atLeast: 'proceed',
      atMost: 'proceed',
      final: false,
      rules: ['made-up'],
      protocol: 'sha256:old',
    } as const
    expect(differencesBetween({ ...device, rules: [...device.rules] }, server)).toEqual([
      { what: 'atLeast', device: 'proceed', server: server.atLeast },
      { what: 'atMost', device: 'proceed', server: server.atMost },
      { what: 'final', device: false, server: true },
      { what: 'rules', device: ['made-up'], server: server.rules },
      { what: 'protocol', device: 'sha256:old', server: server.protocol },
    ])
  })

  test.each(['atLeast', 'atMost', 'final', 'rules', 'protocol'] as const)('is seen where it is %s alone', (what) => {
    const other = {
      atLeast: 'proceed',
      atMost: 'do-not-treat',
      final: false,
      rules: [],
      protocol: 'sha256:old',
    } as const
    const points = differencesBetween({ ...server, [what]: other[what] } as typeof server, server)
    expect(points.map((point) => point.what)).toEqual([what])
  })

  test('is nowhere when the rules come in another order or twice, or the device decided nothing', () => {
    const [first = ''] = server.rules
    expect(differencesBetween({ ...server, rules: [...server.rules.toReversed(), first] }, server)).toEqual([])
    expect(differencesBetween(undefined, server)).toEqual([])
    expect(differencesBetween(null, server)).toEqual([])
  })

  test('is seen for a pre-flight and for a check-in too', () => {
    const preflight = preflightInShort(testPathway.preflight({ ...safe, gloves: false }, day))
    expect(preflight).toMatchObject({ decision: 'not-ready', final: false, protocol: testPathway.hash })
    expect(differencesBetween({ ...preflight, decision: 'ready' }, preflight).map(({ what }) => what)).toEqual([
      'decision',
    ])
    const session = { at: '2026-11-21T10:00:00Z', zone: 'Europe/Berlin', depthMm: 1 }
    const triage = triageInShort(
      testPathway.triage({ session, now: '2026-11-22T10:00:00Z', report: { redness: 2 }, facts: {} }),
    )
    expect(triage.rules).toEqual(expect.any(Array))
    expect(differencesBetween({ ...triage, level: 'emergency' }, triage).map(({ what }) => what)).toEqual(['level'])
  })
})
