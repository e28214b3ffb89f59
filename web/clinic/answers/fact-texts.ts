/** What the knowledge says about a question, and an answer in words. */
import type { Answers, Fact, ISODate, Pathway } from '@needlepoint/pathway'
import { printAmount, printDate, printList } from '../../shared/format/format.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { t } from '../texts.ts'

/** A sentence of the knowledge by its key; the key's last name where there is none. */
export function knowledgeText({ loaded }: Pathway, day: ISODate) {
  const edition = loaded.edition(day)
  return (key: string, otherwise = ''): string => edition.text(key, chosenLanguage()) ?? otherwise
}

export interface FactTexts {
  readonly question: string
  readonly why: string
  readonly help: string
  readonly option: (id: string) => string
}

export function factTexts(pathway: Pathway, id: string, day: ISODate): FactTexts {
  const text = knowledgeText(pathway, day)
  return {
    question: text(`facts.${id}.question`, id),
    why: text(`facts.${id}.why`),
    help: text(`facts.${id}.help`),
    option: (option) => text(`facts.${id}.options.${option}`, option),
  }
}

export const unitText = (unit: string): string => {
  switch (unit) {
    case 'Cel':
      return '°C'
    case 'cm2':
      return 'cm²'
    case 'a':
    case 'mo':
    case 'wk':
    case 'd':
    case 'h':
    case 'min':
      return t(`units.${unit}`)
    case '{pass}':
    case '{count}':
    case '{score}':
      return ''
    default:
      return unit
  }
}

/** An answer without the day on which it was given. */
export const plainAnswer = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer) && 'value' in answer ? answer.value : answer

/** An answer as a person would say it. */
export function printAnswer(pathway: Pathway, id: string, answer: unknown, day: ISODate): string {
  const fact = pathway.protocol.facts[id]
  const { option } = factTexts(pathway, id, day)
  const detailed = typeof answer === 'object' && answer !== null && 'value' in answer
  const unit = detailed && 'unit' in answer ? String(answer.unit) : fact?.unit
  const value = plainAnswer(answer)
  if (value === 'dont-know') return t('answers.notKnown')
  if (value === 'rather-not-say') return t('answers.notSaid')
  if (value === null || value === undefined) return t('answers.notAsked')
  if (typeof value === 'boolean') return value ? t('answers.yes') : t('answers.no')
  if (fact?.kind === 'yes-no') return value === 'yes' ? t('answers.yes') : t('answers.no')
  if (Array.isArray(value))
    return value.length === 0 ? t('answers.none') : printList(value.map((each) => option(String(each))))
  if (typeof value === 'object') {
    const given = Object.entries(value).filter(([, says]) => says === true || says === 'yes')
    return given.length === 0 ? t('answers.none') : printList(given.map(([each]) => option(each)))
  }
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return printDate(value)
  if (fact?.kind === 'severity') {
    const word = scaleIn(factTexts(pathway, id, day).help).words[Number(value)]
    return word === undefined ? String(value) : `${String(value)} – ${word}`
  }
  if (typeof value === 'number') {
    const name = unit === undefined ? '' : unitText(unit)
    return name === '' ? printAmount(value, '').trim() : printAmount(value, name)
  }
  return fact?.kind === 'one-of' ? option(String(value)) : String(value)
}

/** Facts of a step in the order of the protocol, so that answers are always listed in the same way. */
export const inOrder = ({ protocol }: Pathway, answers: Answers): [id: string, fact: Fact | undefined][] => {
  const known = Object.entries(protocol.facts).filter(([id]) => id in answers)
  const others = Object.keys(answers).filter((id) => !(id in protocol.facts))
  return [...known, ...others.map((id): [string, undefined] => [id, undefined])]
}

/** The help of a severity holds its words: “Look in daylight. 0 = None. 1 = Mild: pink. …” */
export function scaleIn(help: string): { readonly before: string; readonly words: readonly string[] } {
  const [before = '', ...rest] = help.split(/\s*\b[0-4] = /u)
  const words = rest.map((word) => word.trim().replace(/\.$/u, ''))
  return words.length === 5 ? { before: before.trim(), words } : { before: help, words: [] }
}
