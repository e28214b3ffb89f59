/**
 * What the pages of the guide are made from: the protocol in one language, the guide's own connecting sentences, and a record of
 * every claim that was cited, so that the page of sources holds them all.
 */
import {
  type Claim,
  type Parameter,
  type Protocol,
  printQuantity,
  type Source,
  type Span,
  sayEmergency,
} from '@needlepoint/pathway'
import type { KeysOf } from '../shared/texts/text.ts'
import type englishGuide from '../texts/en/guide.json'
import type englishShared from '../texts/en/shared.json'

type GuideTexts = typeof englishGuide & Pick<typeof englishShared, 'sources' | 'decisions' | 'levels' | 'skip'>
export type GuideKey = KeysOf<GuideTexts>
type Values = Readonly<Record<string, string | number>>
interface Tree {
  readonly [key: string]: string | Tree
}

export interface Book {
  readonly language: string
  readonly protocol: Protocol
  /** A sentence of the guide's own; words in braces are filled in with values, else with parameters. */
  t(key: GuideKey, values?: Values): string
  /** The same where the key is put together from an id of the knowledge. */
  named(key: string, values?: Values): string
  /** A sentence of the knowledge, its parameters filled in. @throws Error when there is none */
  says(key: string): string
  /** “48 hours” */
  amount(parameter: string): string
  value(parameter: string): Parameter['values'][number] & { readonly unit: string }
  span(span: Span): string
  quantity(value: number, unit: string): string
  /** A figure that a claim holds. @throws Error when it holds none of that name */
  figure(claim: string, name: string): number
  /** @throws Error when there is no such claim: the guide is not built on nothing */
  cite(id: string): Claim & { readonly id: string; readonly publication: Source }
  /** Number of a source in the list of sources, from 1 on. */
  numberOf(source: string): number
  readonly cited: ReadonlySet<string>
}

/** @param texts guide.json and shared.json of the language, merged */
export function openBook(protocol: Protocol, texts: Tree, language: string): Book {
  const cited = new Set<string>()
  const numbers = new Map(Object.keys(protocol.sources).map((id, at) => [id, at + 1]))
  const plurals = new Intl.PluralRules(language)
  const must = <Value>(value: Value | undefined, what: string): Value => {
    if (value === undefined) throw new Error(`The guide (${language}) needs ${what}, which is not there.`)
    return value
  }
  const quantity = (value: number, unit: string) =>
    printQuantity(value, unit === '{count}' ? '' : unit, language).replaceAll(' ', '\u00a0')
  const value = (id: string) => {
    const parameter = must(protocol.parameters[id], `the parameter ${id}`)
    return { ...must(parameter.values.at(-1), `a value of ${id}`), unit: parameter.unit }
  }
  const amount = (id: string) => quantity(value(id).value, value(id).unit)
  const fill = (text: string, values: Values = {}) =>
    text.replaceAll(/\{(\w+)\}/g, (_, word: string) => String(values[word] ?? amount(word)))
  const find = (key: string) =>
    key
      .split('.')
      .reduce<string | Tree | undefined>((at, word) => (typeof at === 'object' ? at[word] : undefined), texts)
  const named = (key: string, values?: Values) => {
    const counted = values && typeof values.count === 'number' ? `${key}_${plurals.select(values.count)}` : key
    const text = find(counted) ?? find(`${key}_other`) ?? find(key)
    return fill(must(typeof text === 'string' ? text : undefined, `the text ${key}`), values)
  }
  return {
    language,
    protocol,
    cited,
    t: named,
    named,
    amount,
    value,
    quantity,
    span: ({ amount, unit }) => quantity(amount, unit),
    says: (key) => {
      const says = must(protocol.texts[language], `the texts in ${language}`)
      return fill(must(says[key], `the text ${key} of the knowledge`), { emergency: sayEmergency(says) ?? '' })
    },
    figure: (id, name) => {
      const figure = must(protocol.claims[id], `the claim ${id}`).values?.[name]
      return must(typeof figure === 'number' ? figure : undefined, `the figure ${name} of claim ${id}`)
    },
    cite: (id) => {
      const claim = must(protocol.claims[id], `the claim ${id}`)
      cited.add(id)
      return { ...claim, id, publication: must(protocol.sources[claim.source], `the source ${claim.source}`) }
    },
    numberOf: (source) => must(numbers.get(source), `the source ${source}`),
  }
}
