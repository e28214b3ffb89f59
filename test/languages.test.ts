/**
 * Every language says the same: with the same numbers put in, without English left among it, and nothing that no page shows. And
 * “May I …?” hears what is asked in each.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findActivities, loadProtocol, type MayI, type Protocol, wordsFor } from '@needlepoint/pathway'
import fc from 'fast-check'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const protocol = JSON.parse(readFileSync(join(root, 'knowledge', 'protocol.json'), 'utf8')) as Protocol
const languages = ['en', 'de', 'es'] as const
const others = ['de', 'es'] as const
const files = ['shared', 'client', 'clinic', 'guide'] as const

type Tree = { readonly [key: string]: string | Tree }
const flat = (tree: Tree, before: string): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
  )
const pageTexts = (language: string, name: string): [string, string][] =>
  flat(JSON.parse(readFileSync(join(root, 'web', 'texts', language, `${name}.json`), 'utf8')), '')

/** All sentences of a language: `knowledge:…`, `client:…` */
const textsIn = (language: string) =>
  new Map([
    ...Object.entries(protocol.texts[language] ?? {})
      .filter(([key]) => !key.endsWith('.words'))
      .map(([key, text]): [string, string] => [`knowledge:${key}`, text]),
    ...files.flatMap((name) =>
      pageTexts(language, name).map(([key, text]): [string, string] => [`${name}:${key}`, text]),
    ),
  ])
const english = textsIn('en')

/** Names, and words that two languages write alike. Whatever else is the same in two languages was forgotten. */
const alike: Record<(typeof others)[number], string> = {
  de: `Acenocoumarol (Sintrom)|Aloe vera|Apixaban (Eliquis)|Bakuchiol|Clopidogrel (Plavix)|Code|Concealer|Dabigatran (Pradaxa)|Dermaplaning|Epilation|Filler|Foundation|HIV|Hash
    |Isotretinoin|Latex|Melasma|Microneedling|Minoxidil|Name|Needlepoint|Nickel|Normal|Piercing|Plan|Pose|Retinol|Rivaroxaban (Xarelto)|Sauna|Serum|Server|Sex|Status
    |Tattoo|Tattoos|UDI|Vitamin C|Vitamin E|Warfarin|Waxing|Website|Yoga|Zone|kg|lb`,
  es: `Alcohol|Bakuchiol|Clopidogrel (Plavix)|Dermaplaning|Melasma|Minoxidil|Needlepoint|No|Normal|Perfume|Piercing|Plan|Prasugrel (Effient)|Retinol|Sauna
    |Ticagrelor (Brilinta)|UDI|Urea|Yoga|kg|lb|min`,
}

describe.each(others)('in %s', (language) => {
  const theirs = textsIn(language)

  test('nobody misses a number: the same words are put into the same sentence', () => {
    const filled = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, word]) => word).sort()
    const wrong = [...english].filter(
      ([key, text]) => theirs.has(key) && String(filled(text)) !== String(filled(theirs.get(key))),
    )
    expect(wrong).toEqual([])
  })

  test('nobody reads English that was forgotten', () => {
    const known = new Set(alike[language].split('|').map((text) => text.trim()))
    const same = [...english].filter(
      ([key, text]) =>
        /\p{L}{2}/u.test(text.replaceAll(/\{\w+\}/g, '')) && theirs.get(key) === text && !known.has(text),
    )
    expect(same).toEqual([])
    const found = [...theirs].filter(([, text]) =>
      /(?<![\p{L}{])(?:the|and|your|you|with|which|skin|please|does|what|this)(?!\p{L})/iu.test(text),
    )
    expect(found).toEqual([])
  })

  test('people are spoken to politely', () => {
    const familiar =
      language === 'de'
        ? /(?<!\p{L})(?:du|dein\p{L}*|dich|dir|euch|euer\p{L}*)(?!\p{L})/iu
        : /(?<!\p{L})(?:tú|tienes|puedes|quieres|contigo|vosotros|vuestr\p{L}*)(?!\p{L})/iu
    expect([...theirs].filter(([, text]) => familiar.test(text))).toEqual([])
  })
})

describe('no sentence is kept that nobody sees', () => {
  /** Every text that code of a folder holds, and what texts are put together: `signs.${id}` → /^signs\..+$/ */
  function heldBy(folders: readonly string[]): { whole: ReadonlySet<string>; made: readonly RegExp[] } {
    const whole = new Set<string>()
    const made: RegExp[] = []
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      const { type, value, quasis } = node as {
        type?: string
        value?: unknown
        quasis?: { value: { cooked: string } }[]
      }
      if (type === 'Literal' && typeof value === 'string') whole.add(value)
      if (type === 'TemplateLiteral' && quasis) {
        const parts = quasis.map((part) => part.value.cooked)
        if (parts.every((part) => /^[\w.:-]*$/.test(part)) && parts.join('').length > 1)
          made.push(new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('[\\w.:-]+')}$`))
      }
      for (const each of Object.values(node)) visit(each)
    }
    for (const folder of folders)
      for (const path of readdirSync(join(root, 'web', folder), { recursive: true, encoding: 'utf8' }))
        if (/\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
          visit(parseSync(path, readFileSync(join(root, 'web', folder, path), 'utf8')).program)
    return { whole, made }
  }

  test.each([
    ['shared', ['shared', 'client', 'clinic', 'guide']],
    ['client', ['shared', 'client']],
    ['clinic', ['shared', 'clinic']],
    ['guide', ['guide']],
  ] as const)('in %s', (name, folders) => {
    const { whole, made } = heldBy(folders)
    const keys = new Set(pageTexts('en', name).map(([key]) => key.replace(/_(zero|one|two|few|many|other)$/, '')))
    expect([...keys].filter((key) => !whole.has(key) && !made.some((pattern) => pattern.test(key)))).toEqual([])
  })
})

describe.each(languages)('“May I …?” in %s', (language) => {
  const pathway = loadProtocol(protocol, language)
  const { activities } = protocol.aftercare
  const ids = Object.keys(activities)
  const nameOf = (id: string) => protocol.texts[language]?.[`activities.${id}.name`]
  const at = '2026-11-20T15:00:00Z'
  const session = { at, zone: 'Europe/Berlin', depthMm: 1, deviceClass: 'pen' }
  const ask = (words: string, now = '2026-11-21T15:00:00Z') => pathway.mayI(words, { session, now })
  const strictness = ({ answer }: MayI) => ['yes', 'depends', 'no'].indexOf(answer)

  test('hears every word that it lists, and each activity by the name that is shown', () => {
    for (const id of ids) {
      expect([id, findActivities(pathway.loaded, nameOf(id) ?? '', nameOf, language).ids]).toEqual([id, [id]])
      for (const word of wordsFor(protocol, id, language)) {
        const heard = findActivities(pathway.loaded, word, nameOf, language)
        expect([id, word, heard.guessed, heard.ids.length > 0]).toEqual([id, word, false, true])
        // A word may be the shown name of another activity; then that one is meant.
        if (!ids.some((other) => other !== id && heard.ids.length === 1 && heard.ids[0] === other && nameOf(other)))
          expect([id, word, heard.ids.includes(id)]).toEqual([id, word, true])
      }
    }
  })

  test('answers what two words name together no less strictly than either', () => {
    const word = fc.constantFrom(...ids).chain((id) => fc.constantFrom(...wordsFor(protocol, id, language)))
    const hours = fc.integer({ min: 0, max: 40 * 24 })
    fc.assert(
      fc.property(word, word, hours, (one, two, after) => {
        const now = new Date(Date.parse(at) + after * 3_600_000).toISOString()
        // Parted by a word that names nothing, so that they make no longer name together.
        const both = ask(`${one} xyzzy ${two}`, now)
        const named = (words: string) => findActivities(pathway.loaded, `${words} xyzzy`, nameOf, language).ids
        for (const each of [one, two])
          if (named(each).length > 0)
            expect(strictness(both)).toBeGreaterThanOrEqual(strictness(ask(`${each} xyzzy`, now)))
      }),
      { numRuns: 300 },
    )
  })
})

test('words of one language are not heard in another', () => {
  const heard = (words: string, language: string) =>
    findActivities(loadProtocol(protocol, language).loaded, words, undefined, language).ids
  expect(heard('tan', 'en')).toEqual(['sunbathing'])
  expect(heard('tan', 'es')).toEqual([])
  expect(heard('nadar', 'es')).toEqual(['swimming-pool'])
  expect(heard('was hat das', 'de')).toEqual([])
  expect(heard('hat', 'en')).toEqual(['hat'])
  expect(heard('schwimmen', 'de')).toEqual(['swimming-pool'])
})
