/** What is proved of the rules for every set of answers that anybody can give, and that a broken rule would be found. */

import {
  decisions,
  type Expression,
  InvalidInput,
  levels,
  loadProtocol,
  type Protocol,
  printInstant,
} from '@needlepoint/pathway'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { asOf, editionDays, protocol } from './knowledge.ts'
import { booksOf, type Counterexample, type Options, Proofs, stopZ3 } from './proofs.ts'

afterAll(stopZ3)
// Z3 answers one question at a time: a test that is given up while it thinks would take the next ones down.
vi.setConfig({ testTimeout: 120_000 })

/** Risk lies at both ends: a child must not be needled, and an infection is graver in old age. */
const heldEqual = { screening: [], preflight: [], triage: ['age'] } as const
type Book = keyof typeof heldEqual
const books: readonly Book[] = ['screening', 'preflight', 'triage']
const proofs = (of: Protocol, book: Book, options: Options = {}) =>
  new Proofs(of, booksOf(of)[book], { heldEqual: heldEqual[book], ...options })
const said = (found: readonly Counterexample[]) => found.map(({ about, sentence }) => `${about}: ${sentence}`)
const nothing: string[] = []

const editions = editionDays.map((day) => [day, asOf(day)] as const)
const anyClinic: Options = { parameters: 'as-any-clinic-may-set' }

describe.each(editions)('with the numbers of %s, and with all that a clinic may set stricter', (_day, edition) => {
  test.each(books)('%s: nothing that the safety floor holds back ends below it', async (book) => {
    expect(Object.keys(booksOf(edition)[book].floor).length).toBeGreaterThan(10)
    expect(said(await proofs(edition, book, anyClinic).belowFloor())).toEqual(nothing)
  })

  test('no answers with a pregnancy, or the chance of one, end below “defer”', async () => {
    const pregnancy = {
      yes: { when: is('pregnancy', 'yes'), atLeast: 'defer' },
      possible: { when: is('pregnancy', 'possible'), atLeast: 'defer' },
      breastfeeding: { when: ['fact', 'breastfeeding'], atLeast: 'defer' },
    } as const
    expect(said(await proofs(edition, 'screening', anyClinic).belowFloor(pregnancy))).toEqual(nothing)
  })

  test('no answers for which a rule says “defer” or more end lower', async () => {
    const { rules } = edition.screening
    const floors = Object.entries(rules)
      .filter(([, { effect }]) => decisions.indexOf(effect) >= decisions.indexOf('defer'))
      .map(([id, { when, effect }]) => [id, { when, atLeast: effect }] as const)
    expect(floors.length).toBeGreaterThan(40)
    expect(said(await proofs(edition, 'screening', anyClinic).belowFloor(Object.fromEntries(floors)))).toEqual(nothing)
  })

  test.each(books)('%s: what is unknown is never more lenient than its worst answer', async (book) => {
    expect(said(await proofs(edition, book, anyClinic).takenBack())).toEqual(nothing)
  })

  test.each(books)('%s: more risk never lowers what is decided', async (book) => {
    expect(said(await proofs(edition, book, anyClinic).silencedByRisk())).toEqual(nothing)
  })

  test.each(books)('%s: whoever has answered everything gets a decision', async (book) => {
    expect(said(await proofs(edition, book, anyClinic).neverDecided())).toEqual(nothing)
  })
})

describe('every rule can fire, and does when the engine is given the answers that Z3 found', () => {
  const pathway = loadProtocol(protocol)
  const day = '2026-11-21'

  test('screening', async () => {
    const found = await witnessesOf('screening')
    expect(found.length).toBeGreaterThanOrEqual(60)
    for (const [id, answers, effect] of found) {
      const { decision, findings } = pathway.screen(answers, day)
      expect(
        findings.map(({ rule }) => rule),
        id,
      ).toContain(id)
      expect(decisions.indexOf(decision.atLeast), id).toBeGreaterThanOrEqual(decisions.indexOf(effect as never))
    }
  })

  test('preflight', async () => {
    const found = await witnessesOf('preflight')
    for (const [id, answers, effect] of found) {
      const { decision, findings } = pathway.preflight(answers, day)
      expect(
        findings.map(({ rule }) => rule),
        id,
      ).toContain(id)
      if (effect === 'stop') expect(decision, id).toBe('not-ready')
    }
  })

  test('triage', async () => {
    const found = await witnessesOf('triage')
    expect(found.length).toBeGreaterThanOrEqual(40)
    const session = { at: '2026-01-01T12:00:00Z', zone: 'UTC' }
    for (const [id, answers, effect] of found) {
      const hours = Number(answers.hoursSinceSession ?? Number(answers.daysSinceSession ?? 0) * 24)
      const report = Object.entries(answers).filter(([name]) => !/(Worse|Stronger|Longer)$/.test(name))
      // A trend cannot be told, only seen: it is left to the properties of triage.
      if (report.length < Object.keys(answers).length) continue
      const now = printInstant(Date.parse(session.at) + hours * 3_600_000)
      const { level, findings } = pathway.triage({ session, now, report: Object.fromEntries(report) })
      expect(
        findings.map(({ rule }) => rule),
        id,
      ).toContain(id)
      expect(levels.indexOf(level), id).toBeGreaterThanOrEqual(levels.indexOf(effect as never))
    }
  })

  async function witnessesOf(book: Book) {
    const { rules } = booksOf(protocol)[book]
    const found = [...(await proofs(protocol, book).witnesses())]
    expect(found.filter(([, answers]) => !answers).map(([id]) => id)).toEqual(nothing)
    expect(found.length).toBe(Object.keys(rules).length)
    return found.map(([id, answers = {}]) => [id, answers, rules[id]?.effect ?? ''] as const)
  }
})

describe('a broken rule is found, with the answers that show it', () => {
  const pregnant = ruleReading('pregnancy')
  const stopped = ruleReading('monthsSinceIsotretinoin')

  test('an exception lets a pregnant woman through', async () => {
    const broken = withRule(pregnant, ['and', whenOf(pregnant), ['<', fact('age'), ['literal', 40]]])
    const found = await proofs(broken, 'screening').belowFloor()
    expect(said(found).join()).toMatch(/^floor-pregnancy: .*pregnancy is (yes|possible)/)
    // What Z3 says, the engine does.
    const answers = { ...found[0]?.answers, age: 45 }
    expect(findings(loadProtocol(broken), answers)).not.toContain(pregnant)
    expect(findings(loadProtocol(protocol), answers)).toContain(pregnant)
  })

  test('more risk silences it: who is older, or smokes, is let through', async () => {
    const keloid = ruleReading('keloid')
    const broken = withRule(keloid, ['and', whenOf(keloid), ['not', fact('smoker')]])
    const found = await proofs(broken, 'screening').silencedByRisk(keloid)
    expect(said(found).join()).toMatch(new RegExp(`^${keloid}: .*smoker is no; then .*smoker is yes`))
  })

  test('a comparison the wrong way round', async () => {
    const broken = withRule(stopped, inverted(whenOf(stopped)))
    expect(said(await proofs(broken, 'screening').belowFloor()).join()).toMatch(
      /floor-isotretinoin-recent: isotretinoin is stopped, monthsSinceIsotretinoin is \d/,
    )
    expect(said(await proofs(broken, 'screening').silencedByRisk(stopped)).join()).toContain(`${stopped}: `)
  })

  test('a rule that nobody can ever meet', async () => {
    const never: Expression = ['and', ['<', fact('age'), ['literal', 20]], ['>', fact('age'), ['literal', 30]]]
    const found = await proofs(withRule('unreachable', never), 'screening').witnesses('unreachable')
    expect([...found]).toEqual([['unreachable', undefined]])
  })

  test('a rule that only people can meet whose answers contradict each other', async () => {
    const child: Expression = ['and', ['<', fact('age'), ['literal', 10]], is('pregnancy', 'menopause')]
    const found = await proofs(withRule('contradicted', child), 'screening').witnesses('contradicted')
    expect(found.get('contradicted')).toBeUndefined()
    const answers = { age: 9, pregnancy: 'menopause' }
    expect(() => loadProtocol(protocol).screen(answers, '2026-11-21')).toThrow(InvalidInput)
  })

  test('a rule that stays open for ever', async () => {
    const difference: Expression = ['-', fact('age'), fact('age')]
    const divided: Expression = ['>', ['/', fact('age'), difference], ['literal', 1]]
    const found = await proofs(withRule('undecided', divided), 'screening').neverDecided('undecided')
    expect(said(found)).toEqual([expect.stringMatching(/^undecided: age is [\d.]+$/)])
  })

  test('a logic in which “not answered” means no', async () => {
    const found = await proofs(protocol, 'screening', { unknownIsNo: true }).takenBack(pregnant)
    expect(said(found)).toEqual([`${pregnant}: pregnancy is not known`])
  })

  test('a rule that is missing', async () => {
    const { [pregnant]: _, ...rules } = protocol.screening.rules
    const broken = { ...protocol, screening: { ...protocol.screening, rules } }
    expect(said(await proofs(broken, 'screening').belowFloor()).join()).toContain('floor-pregnancy')
  })

  test('an effect that is too mild', async () => {
    const rule = protocol.screening.rules[pregnant]
    if (!rule) throw new Error('no rule')
    const rules = { ...protocol.screening.rules, [pregnant]: { ...rule, effect: 'proceed-with-precautions' as const } }
    const broken = { ...protocol, screening: { ...protocol.screening, rules } }
    expect(said(await proofs(broken, 'screening').belowFloor()).join()).toContain('floor-pregnancy')
  })

  function findings(pathway: ReturnType<typeof loadProtocol>, answers: Record<string, unknown>): string[] {
    return pathway.screen(answers, '2026-11-21').findings.map(({ rule }) => rule)
  }

  /** The most cautious screening rule about a fact alone or first. */
  function ruleReading(name: string): string {
    const sorted = Object.entries(protocol.screening.rules).sort(
      ([, a], [, b]) => decisions.indexOf(b.effect) - decisions.indexOf(a.effect) || size(a.when) - size(b.when),
    )
    const found = sorted.find(([, { when }]) => JSON.stringify(when).includes(`["fact","${name}"]`) && size(when) < 160)
    if (!found) throw new Error(`No screening rule reads “${name}”.`)
    return found[0]
  }

  function whenOf(id: string): Expression {
    const rule = protocol.screening.rules[id]
    if (!rule) throw new Error(`There is no screening rule “${id}”.`)
    return rule.when
  }

  function withRule(id: string, when: Expression): Protocol {
    const rule = protocol.screening.rules[id] ?? { effect: 'defer' as const, says: id, cites: [] }
    return {
      ...protocol,
      screening: { ...protocol.screening, rules: { ...protocol.screening.rules, [id]: { ...rule, when } } },
    }
  }
})

const size = (tree: Expression) => JSON.stringify(tree).length

/** Every “less than” of a condition turned into “more than”. */
function inverted(tree: Expression): Expression {
  const turn = (part: unknown): unknown => (Array.isArray(part) ? part.map(turn) : part === '<' ? '>' : part)
  return turn(tree) as Expression
}

function fact(name: string): Expression {
  return ['fact', name]
}
function is(name: string, option: string): Expression {
  return ['=', fact(name), ['literal', option]]
}
