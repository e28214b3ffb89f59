/** The sentences of a consent, by language. What a language lacks is said in English. */
import type { photoPurposes } from '@needlepoint/contract'
import type { DisclosedRisk } from '@needlepoint/pathway'
import { de } from './texts/de.ts'
import { en } from './texts/en.ts'
import { es } from './texts/es.ts'

export type PhotoPurpose = (typeof photoPurposes)[number]

export interface ConsentTexts {
  readonly title: string
  readonly at: string
  readonly takeYourTime: string
  readonly planned: string
  readonly goal: string
  readonly sessions: string
  readonly sameSessions: string
  readonly interval: string
  readonly where: string
  readonly with: string
  readonly depth: string
  readonly results: string
  readonly risks: string
  readonly riskOrder: string
  readonly frequencies: Readonly<Record<DisclosedRisk['frequency'], string>>
  readonly likelier: string
  readonly uncertain: string
  readonly whenToCall: string
  readonly toDo: string
  readonly before: string
  readonly choice: string
  readonly choices: readonly string[]
  readonly signing: string
  readonly guardian: string
  readonly photos: Readonly<Record<PhotoPurpose, { readonly title: string; readonly paragraphs: readonly string[] }>>
  readonly photoChoices: readonly string[]
  readonly photoSigning: string
}

/** By the first part of a BCP 47 tag. */
const languages: Readonly<Record<string, ConsentTexts>> = { en, de, es }

export const textsIn = (language: string): ConsentTexts => languages[language.split('-', 1)[0] ?? ''] ?? en

/** Nobody signs a paper in two languages: it is written in one that has these sentences and the knowledge's. */
export const hasTexts = (language: string): boolean => Object.hasOwn(languages, language.split('-', 1)[0] ?? '')

/** Puts values where the braces are. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`A text of the consent needs a value for {${name}}.`)
    return String(value)
  })
}
