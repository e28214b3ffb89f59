/** One language at a time: whole where it can be had, and where not, the reader keeps what she has. */
import { beforeEach, expect, test, vi } from 'vitest'
import type { Language } from './languages.ts'

const trees = {
  en: [{ note: { waits_one: 'One note waits.', waits_other: '{count} notes wait.' } }, { hello: 'Hello {name}' }],
  de: [
    { note: { waits_one: 'Eine Notiz wartet.', waits_other: '{count} Notizen warten.' } },
    { hello: 'Hallo {name}' },
  ],
}
const page = { documentElement: { lang: '', dir: '' } }
const notLoaded = async () => {
  throw new Error('Failed to fetch dynamically imported module')
}

/** As in a browser that has just been opened. @param loads asked for, in order */
async function open(wanted: string, load: (language: Language) => Promise<(typeof trees)['en']>) {
  vi.resetModules()
  vi.stubGlobal('navigator', { languages: [wanted] })
  vi.stubGlobal('document', page)
  const asked: string[] = []
  const { changeTexts, startTexts, text } = await import('./text.ts')
  const { chosenLanguage } = await import('./languages.ts')
  await startTexts((language) => {
    asked.push(language)
    return load(language)
  })
  return { asked, changeTexts, chosenLanguage, text }
}
const loads = async (language: Language) => trees[language as 'en' | 'de']

beforeEach(() => vi.unstubAllGlobals())

test('nobody loads a language that she does not read', async () => {
  const { asked, text } = await open('de-AT', loads)
  expect(asked).toEqual(['de'])
  expect(page.documentElement).toEqual({ lang: 'de', dir: 'ltr' })
  expect(text('hello', { name: 'Ada {name}' })).toBe('Hallo Ada {name}')
})

test('one is said otherwise than many, and none as many', async () => {
  const { text } = await open('en-GB', loads)
  expect([0, 1, 2].map((count) => text('note.waits', { count }))).toEqual([
    '0 notes wait.',
    'One note waits.',
    '2 notes wait.',
  ])
})

test('another language is loaded when it is chosen, and what was said before is said in it', async () => {
  const { asked, changeTexts, text } = await open('en-GB', loads)
  await changeTexts('de')
  expect(asked).toEqual(['en', 'de'])
  expect(text('note.waits', { count: 1 })).toBe('Eine Notiz wartet.')
})

test('a language that cannot be loaded leaves her in her own, and says so to whoever asked', async () => {
  const { changeTexts, text } = await open('en-GB', (language) => (language === 'en' ? loads('en') : notLoaded()))
  await expect(changeTexts('de')).rejects.toThrow()
  expect(page.documentElement.lang).toBe('en')
  expect(text('hello', { name: 'Ada' })).toBe('Hello Ada')
})

test('where her own cannot be loaded at the start, she reads another rather than nothing, and all of the app is in that one', async () => {
  const { chosenLanguage, text } = await open('de-AT', (language) => (language === 'en' ? loads('en') : notLoaded()))
  expect(text('hello', { name: 'Ada' })).toBe('Hello Ada')
  expect([chosenLanguage(), page.documentElement.lang]).toEqual(['en', 'en'])
})
