/** What the knowledge says about a question, in the reader's language. */
import type { ISODate, Pathway } from '@needlepoint/pathway'
import { chosenLanguage } from '../../shared/texts/languages.ts'

export interface FactTexts {
  readonly question: string
  readonly why: string
  readonly help: string
  readonly option: (id: string) => string
}

/** A sentence of the knowledge by its key; undefined where there is none. */
export const textOf =
  ({ loaded }: Pathway, day: ISODate) =>
  (key: string): string | undefined =>
    loaded.edition(day).text(key, chosenLanguage())

export function factTexts(pathway: Pathway, id: string, day: ISODate): FactTexts {
  const text = textOf(pathway, day)
  return {
    question: text(`facts.${id}.question`) ?? id,
    why: text(`facts.${id}.why`) ?? '',
    help: text(`facts.${id}.help`) ?? '',
    option: (option) => text(`facts.${id}.options.${option}`) ?? option,
  }
}

export interface Scale {
  /** What stands before the words of the scale. */
  readonly help: string
  /** For 0 to 4; empty where the knowledge has no words. */
  readonly words: readonly string[]
}

/** The help of a severity holds its words: “Look in daylight. 0 = None. 1 = Mild: pink. …” */
export function scaleIn(help: string): Scale {
  const [before = '', ...rest] = help.split(/\s*\b[0-4] = /u)
  const words = rest.map((word) => word.trim().replace(/\.$/u, ''))
  return words.length === 5 ? { help: before.trim(), words } : { help, words: [] }
}
