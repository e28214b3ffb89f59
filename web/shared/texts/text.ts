/**
 * Texts by key. English comes with the app, and is what shows where another language lacks a text; a test says that none does.
 * Words in braces are filled in: `{clinic}`. A count picks among `key_one`, `key_other` and what else a language has.
 */
import i18next from 'i18next'
import { chosenLanguage, directionOf, type Language } from './languages.ts'

type Tree = { readonly [key: string]: string | Tree }
type Plain<Key extends string> = Key extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}`
  ? Base
  : Key
/** `{ today: { title: '…' } }` → `'today.title'` */
export type KeysOf<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string ? Plain<Key> : `${Key}.${KeysOf<Texts[Key]>}`
}[keyof Texts & string]

export type Values = Readonly<Record<string, string | number>>

/** A `t` that knows the keys of some texts: a missing one is an error of types. */
export type TextOf<Texts> = (key: KeysOf<Texts>, values?: Values) => string

export const text = (key: string, values?: Values): string => i18next.t(key, values ?? {})

/** @param load the texts of an app in a language other than English */
export async function startTexts(
  english: readonly Tree[],
  load: (language: Exclude<Language, 'en'>) => Promise<readonly Tree[]>,
): Promise<void> {
  const language = chosenLanguage()
  await i18next.init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'texts',
    nsSeparator: false,
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
    returnNull: false,
  })
  for (const tree of english) i18next.addResourceBundle('en', 'texts', tree, true)
  const show = async (chosen: Language) => {
    if (chosen !== 'en' && !i18next.hasResourceBundle(chosen, 'texts')) {
      // Without a connection English is better than nothing.
      const trees = await load(chosen).catch(() => [])
      for (const tree of trees) i18next.addResourceBundle(chosen, 'texts', tree, true)
    }
    document.documentElement.lang = chosen
    document.documentElement.dir = directionOf(chosen)
  }
  await show(language)
  change = async (chosen) => {
    await show(chosen)
    await i18next.changeLanguage(chosen)
  }
}

let change: (language: Language) => Promise<void> = async () => {}
export const changeTexts = (language: Language) => change(language)
