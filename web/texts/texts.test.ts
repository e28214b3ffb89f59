import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { languages } from '../shared/texts/languages.ts'

const web = join(import.meta.dirname, '..')
const names = ['shared', 'client', 'clinic'] as const
type Texts = { readonly [key: string]: string | Texts }

const read = (language: string, name: string): Texts =>
  JSON.parse(readFileSync(join(import.meta.dirname, language, `${name}.json`), 'utf8'))

/** `[['today.title', 'Today'], …]` */
function flat(texts: Texts, before = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
  )
}

const plural = /_(zero|one|two|few|many|other)$/
const english = new Map(names.map((name) => [name, new Map(flat(read('en', name)))]))
const keysIn = (...of: readonly (typeof names)[number][]) =>
  new Set(of.flatMap((name) => [...(english.get(name)?.keys() ?? [])].map((key) => key.replace(plural, ''))))

/** Each `t('…')` of the sources in a folder, with its file. */
function usesIn(folder: string): [path: string, key: string][] {
  return readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
    .flatMap((path) => {
      const code = readFileSync(join(web, folder, path), 'utf8')
      return [...code.matchAll(/\bt\('([\w.-]+)'/g)].map(([, key = '']): [string, string] => [`${folder}/${path}`, key])
    })
}

describe('texts', () => {
  test.each([
    ['shared', keysIn('shared')],
    ['client', keysIn('shared', 'client')],
    ['clinic', keysIn('shared', 'clinic')],
  ] as const)('nobody sees a key in place of a sentence in %s', (folder, keys) => {
    const uses = usesIn(folder)
    expect(uses).not.toEqual([])
    expect(uses.filter(([, key]) => !keys.has(key))).toEqual([])
  })

  test.each(['client', 'clinic'] as const)('%s does not say again what both apps share', (name) => {
    const shared = keysIn('shared')
    expect([...keysIn(name)].filter((key) => shared.has(key))).toEqual([])
  })

  test('where a text counts, it has a word for one and for many', () => {
    for (const texts of english.values()) {
      const counted = [...texts.keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, ''))
      for (const key of counted)
        expect([key, texts.has(`${key}_one`), texts.has(`${key}_other`)]).toEqual([key, true, true])
    }
  })

  test.each(languages)('%s says everything that English says, with the same words filled in', (language) => {
    for (const name of names) {
      expect([language, name, existsSync(join(import.meta.dirname, language, `${name}.json`))]).toEqual([
        language,
        name,
        true,
      ])
      const theirs = new Map(flat(read(language, name)))
      const plain = (keys: Iterable<string>) => [...new Set([...keys].map((key) => key.replace(plural, '')))].sort()
      const ours = english.get(name) ?? new Map<string, string>()
      expect(plain(theirs.keys())).toEqual(plain(ours.keys()))
      const filled = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, word]) => word).sort()
      for (const [key, text] of ours)
        if (!plural.test(key)) expect([key, filled(theirs.get(key))]).toEqual([key, filled(text)])
    }
  })
})
