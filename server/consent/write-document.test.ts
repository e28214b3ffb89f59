import { describe, expect, test } from 'vitest'
import { safeAnswers, testPathway } from '../test-support/index.ts'
import { type Asked, writeDocument } from './write-document.ts'

const day = '2026-11-21'
const answers = safeAnswers(testPathway, day)

function write(asked: Asked = { kind: 'treatment' }, more = {}, clinicName = 'Skin', language = 'en') {
  const given = { ...answers, ...more }
  const plan = {
    planned_on: day,
    input: { facts: {}, answers: given, start: null, price: null },
    plan: testPathway.plan(answers, day),
  }
  return writeDocument(testPathway, { asked, plan, clinicName, language })
}

describe('the text of a consent', () => {
  test('says what is planned, what can happen, what to do before and what she can choose, in this order', () => {
    const { document } = write()
    const headings = document.split('\n').filter((line) => /^##? /u.test(line))
    expect(headings).toEqual([
      '# Consent to microneedling',
      '## What is planned',
      '## What you can expect',
      '## What can happen',
      '## What you do before a session',
      '## Your choice',
    ])
    expect(document).toContain('- Acne scars: 3 to 4 sessions, 30 days to 6 weeks apart.')
    expect(document).toContain('- Where: Cheeks.\n- With: Needling pen.\n- How deep: up to 1 mm.')
    expect(document).toMatch(/- From \d+ (?:days?|weeks?|months?) before: /u)
  })

  test('lists the most frequent first and says of each how frequent it is', () => {
    const { document, risks } = write()
    const places = risks.map(({ says }) => document.indexOf(says))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(document.indexOf('### Very common'))
  })

  test.each([
    ['a pen', {}],
    ['radiofrequency', { deviceClass: 'rf' }],
    ['dark skin with dark marks before', { fitzpatrick: 'VI', pihHistory: 'yes' }],
  ])(
    'says with each risk when to call, in the words of the question that is asked before the signature (%s)',
    (_, more) => {
      const { document, risks } = write({ kind: 'treatment' }, more)
      const { edition } = testPathway.loaded
      expect(risks.length).toBeGreaterThan(5)
      for (const { says, effect } of risks) {
        const when = edition(day).text(`effects.${effect}.whenToWorry`, 'en') ?? 'nothing to say'
        // With its own risk, above the next one.
        const own = document.slice(document.indexOf(says)).split('\n- ')[0]
        expect(own).toContain(`\n  - When to call us: ${when}`)
        expect(own).not.toMatch(/\{\w+\}/u)
      }
    },
  )

  test('says so where an open answer decides whether a risk applies', () => {
    const uncertain = write({ kind: 'treatment' }, { deviceClass: 'dont-know' })
    const open = uncertain.risks.filter(({ certain }) => !certain)
    expect(open.length).toBeGreaterThan(0)
    for (const { says } of open) expect(uncertain.document).toContain(`${says}\n  - We do not know yet if this applies`)
  })

  test('reads answers of an older protocol: what it no longer understands may apply, and is told', () => {
    const old = write({ kind: 'treatment' }, { questionOfLastYear: 'yes', deviceClass: 'steam-hammer' })
    expect(old.risks.length).toBeGreaterThan(write().risks.length)
  })

  test('lets the name of a clinic be no link, no heading and no picture', () => {
    const { document } = write({ kind: 'treatment' }, {}, '# Skin ![x](http://evil.example) <b>_now_</b>')
    expect(document).toContain('At \\# Skin \\!\\[x\\]\\(http://evil.example\\) \\<b\\>\\_now\\_\\</b\\>.')
  })

  test.each(['de', 'es'])(
    'is not signed in two languages: nothing of the English text stands in the one in %s',
    (language) => {
      const lines = (document: string) => document.split('\n').filter((line) => /\p{L}{2}/u.test(line))
      for (const asked of [
        { kind: 'treatment' },
        ...(['record', 'teaching', 'publication', 'marketing'] as const).map((purpose) => ({
          kind: 'photos',
          purpose,
        })),
      ] as Asked[]) {
        const more = { fitzpatrick: 'VI', pihHistory: 'yes' }
        const theirs = write(asked, more, 'Skin', language)
        const english = new Set(lines(write(asked, more).document))
        expect(theirs.language).toBe(language)
        expect(lines(theirs.document)).toHaveLength(english.size)
        expect(lines(theirs.document).filter((line) => english.has(line))).toEqual([])
      }
    },
  )

  test('has a sentence of its own for each use of photos', () => {
    const uses = (['record', 'teaching', 'publication', 'marketing'] as const).map((purpose) =>
      write({ kind: 'photos', purpose }),
    )
    expect(new Set(uses.map(({ documentHash }) => documentHash)).size).toBe(4)
    for (const { document, risks } of uses) {
      expect(risks).toEqual([])
      expect(document).toContain('You can say no.')
      expect(document).not.toMatch(/\{\w+\}/u)
    }
  })
})
