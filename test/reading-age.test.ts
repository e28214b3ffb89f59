/**
 * What clients read must be readable at eleven, at midnight, with a worry. Measured as the Flesch-Kincaid grade:
 * grade 6 is read by children of eleven to twelve.
 */
import { readFileSync } from 'node:fs'
import { type Protocol, printQuantity } from '@needlepoint/pathway'
import { fleschKincaid } from 'flesch-kincaid'
import { syllable } from 'syllable'
import { expect, test } from 'vitest'
import { en as consent } from '../server/consent/texts/en.ts'
import { en as mail } from '../server/mail/texts/en.ts'

const protocol = JSON.parse(readFileSync(new URL('../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol

/** Grade of a whole kind of text, and of any single text long enough to be measured. */
const highest = { kind: 6, text: 10, measuredFrom: 14 }

/** Mail to staff says what it must in their words. */
const toClients = Object.fromEntries(Object.entries(mail).filter(([kind]) => /^(client|guardian)-/.test(kind)))

/** Texts that only staff read. */
const forStaff = new Set([
  ...Object.keys(protocol.treatment.rules).map((id) => `rules.${id}.`),
  ...Object.entries(protocol.facts).flatMap(([id, { askedOf }]) => (askedOf === 'client' ? [] : [`facts.${id}.`])),
])

/** Names that cannot be said in other words count as two syllables; people know them from their pack or their doctor. */
const names =
  /\b(?:isotretinoin|accutane|roaccutane|microneedling|methemoglobin\w*|hyperpigmentation|radiofrequency|hyaluronic|niacinamide|tretinoin|adapalene|lidocaine|acetaminophen|paracetamol|ibuprofen|mycobacteri\w*|immunosuppress\w*|chemotherapy|radiotherapy|sarcoidosis|fitzpatrick|defibrillator|botulinum|[a-z]+(?:xaban|grel|cycline|mycin|azole|zole|prazole|statin|olol|one|ine))\b/giu

function gradeOf(texts: readonly string[]): number {
  let [sentences, words, syllables] = [0, 0, 0]
  for (const text of texts) {
    const known = text.replaceAll(names, 'needle')
    const found = known.match(/[\p{L}\d][\p{L}\d'’-]*/gu) ?? []
    sentences += Math.max(1, (known.match(/[.!?:;](?=\s|$)/gu) ?? []).length)
    words += found.length
    syllables += found.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0)
  }
  return fleschKincaid({ sentence: sentences, word: words, syllable: syllables })
}

const forClients = Object.entries(protocol.texts.en ?? {})
  .filter(
    ([key]) =>
      ![...forStaff].some((prefix) => key.startsWith(prefix)) &&
      !/^emergency\.|\.(?:options|name|title|words)\b/u.test(key),
  )
  .map(([key, text]) => {
    const whole = text.replaceAll('{emergency}', protocol.texts.en?.['emergency.anywhere'] ?? '')
    const filled = whole.replaceAll(/\{([a-zA-Z0-9]+)\}/gu, (whole, id: string) => {
      const parameter = protocol.parameters[id]
      return parameter ? printQuantity(parameter.values.at(-1)?.value ?? 0, parameter.unit, 'en') : whole
    })
    return { key, kind: key.split('.', 1)[0] ?? key, text: filled }
  })

/** Whole sentences of a page, a paper or a mail; names of pages, heads and labels are no sentences. */
function sentences(tree: object, before = ''): { key: string; kind: string; text: string }[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    if (typeof value !== 'string') return sentences(value, `${before}${key}.`)
    const text = value.replaceAll(/\{\w+\}/g, '7')
    return /[.?!…]$/.test(value) ? [{ key: before + key, kind: before.split('.', 1)[0] ?? key, text }] : []
  })
}
const pages = (name: string) =>
  JSON.parse(readFileSync(new URL(`../web/texts/en/${name}.json`, import.meta.url), 'utf8')) as object
forClients.push(...sentences({ guide: pages('guide'), app: pages('client'), 'both apps': pages('shared') }))
forClients.push(...sentences({ consent, mail: toClients }))

test.each([...new Set(forClients.map(({ kind }) => kind))])('an eleven-year-old can read the texts of %s', (kind) => {
  expect(gradeOf(forClients.filter((text) => text.kind === kind).map(({ text }) => text))).toBeLessThanOrEqual(
    highest.kind,
  )
})

test('no single text for clients is far harder than the rest', () => {
  const hard = forClients
    .filter(({ text }) => text.split(/\s+/u).length >= highest.measuredFrom)
    .map(({ key, text }) => ({ key, grade: Math.round(gradeOf([text]) * 10) / 10, text }))
    .filter(({ grade }) => grade > highest.text)
  expect(hard).toEqual([])
})

test('the measure tells hard sentences from easy ones', () => {
  expect(gradeOf(['Wash your face with cool water tonight. It calms the skin.'])).toBeLessThan(3)
  expect(
    gradeOf([
      'Contraindications necessitate individualized risk stratification prior to percutaneous collagen induction.',
    ]),
  ).toBeGreaterThan(12)
})
