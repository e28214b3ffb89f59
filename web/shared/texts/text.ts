/**
 * Texts by key, of the one language that somebody reads: no other is loaded, and a test says that none lacks a text.
 * Words in braces are filled in: `{clinic}`. A count picks `key_one` or `key_other`.
 */
import { chosenLanguage, directionOf, type Language, languages, readMeanwhile } from './languages.ts'

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

/** Of the language that shows, by their whole keys. */
let texts: ReadonlyMap<string, string> = new Map()

export function text(key: string, values: Values = {}): string {
  const { count } = values
  const found = (typeof count === 'number' ? texts.get(`${key}_${formFor(count)}`) : undefined) ?? texts.get(key) ?? key
  return found.replaceAll(/\{(\w+)\}/g, (_, word: string) => String(values[word] ?? ''))
}

/**
 * English, German and Spanish know one and many; the form that Spanish has for millions nobody is told. `Intl.PluralRules` knows more
 * languages, and takes a phone a fifth of a second the first time: for when one of those comes.
 */
const formFor = (count: number) => (count === 1 ? 'one' : 'other')

const flat = (tree: Tree, before = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
  )

/** @param load the texts of an app */
export async function startTexts(load: (language: Language) => Promise<readonly Tree[]>): Promise<void> {
  change = async (chosen) => {
    const trees = await load(chosen)
    texts = new Map(trees.flatMap((tree) => flat(tree)))
    document.documentElement.lang = chosen
    document.documentElement.dir = directionOf(chosen)
  }
  const wanted = chosenLanguage()
  for (const language of [wanted, ...languages.filter((each) => each !== wanted)]) {
    try {
      await change(language)
      if (language !== wanted) readMeanwhile(language)
      return
    } catch {
      // A language that is here is better than none: the next one is tried.
    }
  }
  throw new Error('No texts could be loaded.')
}

let change: (language: Language) => Promise<void> = async () => {}
/** @throws when the texts are not on the device and cannot be loaded: then everything stays in the language that shows */
export const changeTexts = (language: Language) => change(language)
