/** Whom a text tells to call when minutes count: the number of where she lives, in every language, and never one that rings nowhere. */
import { readFileSync } from 'node:fs'
import { loadProtocol, type Overlay, type Protocol } from '@needlepoint/pathway'
import { expect, test } from 'vitest'

const protocol = JSON.parse(readFileSync(new URL('../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol
const day = '2026-11-21'
const languages = Object.keys(protocol.texts)
/** Numbers that call an ambulance somewhere; 988 is none. */
const numbers = /\b(000|110|111|112|118|119|120|911|999|10111)\b/

test('no text of the knowledge names a number of its own: it is put in where it is read', () => {
  for (const language of languages) {
    const named = Object.entries(protocol.texts[language] ?? {}).filter(
      ([key, text]) => key !== 'emergency.anywhere' && numbers.test(text),
    )
    expect({ [language]: named }).toEqual({ [language]: [] })
  }
})

test.each(languages)(
  'in %s every text that tells to call names the number it was given, and nothing stays open',
  (language) => {
    const theirs = loadProtocol(protocol, language, '144').loaded.edition(day)
    const anywhere = loadProtocol(protocol, language).loaded.edition(day)
    const keys = Object.keys(protocol.texts[language] ?? {}).filter((key) => !key.startsWith('emergency.'))
    const calling = keys.filter((key) => protocol.texts[language]?.[key]?.includes('{emergency}'))
    expect(calling.length).toBeGreaterThan(25)
    expect(calling).toContain('levels.emergency.says')
    for (const key of keys) {
      for (const edition of [theirs, anywhere]) expect(edition.text(key, language), key).not.toMatch(/[{}]/)
    }
    for (const key of calling) {
      expect(theirs.text(key, language), key).toContain('144')
      expect(theirs.text(key, language), key).not.toMatch(numbers)
      expect(anywhere.text(key, language), key).toMatch(numbers)
    }
  },
)

test('every language tells in as many texts as English to call', () => {
  const calling = (language: string) =>
    Object.entries(protocol.texts[language] ?? {})
      .filter(([, text]) => text.includes('{emergency}'))
      .map(([key]) => key)
      .toSorted()
  for (const language of languages) expect({ [language]: calling(language) }).toEqual({ [language]: calling('en') })
})

test('a clinic that tightens its protocol keeps its number', () => {
  const pathway = loadProtocol(protocol, 'en', '144')
  const tightened = pathway.tighten({
    name: 'Ours',
    hash: '',
    parameters: {},
    effects: {},
    rules: { screening: {}, treatment: {}, recovery: {} },
    texts: {},
  } as unknown as Overlay)
  expect(tightened.loaded.edition(day).text('levels.emergency.says', 'en')).toContain('144')
})
