/** One question: how it looks, and what a typed line means. */
import { type Fact, nearest, unitName } from '@needlepoint/pathway'
import type { Page } from '../output/page.ts'
import type { Words } from '../output/words.ts'

export interface Choice {
  readonly value: unknown
  readonly label: string
}

export interface Question {
  readonly id: string
  readonly fact: Fact
  readonly choices: readonly Choice[]
}

/** What a line means at a question. */
export type Typed =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'why' | 'back' | 'quit' }
  | { readonly kind: 'unclear'; readonly message: string }

const severities = ['none', 'mild', 'moderate', 'severe', 'very severe']

export function questionOf(id: string, fact: Fact, words: Words): Question {
  const label = (option: string) => words.text(`facts.${id}.options.${option}`) ?? option
  const choices = (): Choice[] => {
    switch (fact.kind) {
      case 'yes-no':
        return [
          { value: true, label: 'Yes' },
          { value: false, label: 'No' },
        ]
      case 'one-of':
      case 'any-of':
        return (fact.options ?? []).map((option) => ({ value: option, label: label(option) }))
      case 'severity':
        return severities.map((name, value) => ({ value, label: words.text(`facts.${id}.options.${value}`) ?? name }))
      default:
        return []
    }
  }
  return { id, fact, choices: choices() }
}

export function printQuestion({ id, fact, choices }: Question, words: Words, page: Page): void {
  page.blank()
  page.text(page.bold(words.question(id)))
  const help = words.text(`facts.${id}.help`)
  if (help) page.text(page.dim(help))
  for (const [i, { label }] of choices.entries())
    page.text(label, { indent: 2, hang: 6, mark: `${String(i + 1).padStart(2)}  ` })
  if (fact.kind === 'any-of') page.text('None of these', { indent: 2, mark: ' 0  ' })
  page.text('I don’t know', { indent: 2, mark: ' d  ' })
  page.text('Rather not say', { indent: 2, mark: ' r  ' })
  page.text(page.dim(`${howTo(fact)} · ? why we ask · b back · q quit`), { indent: 2 })
}

function howTo({ kind, unit }: Fact): string {
  const name = unit ? unitName(unit) : ''
  switch (kind) {
    case 'any-of':
      return 'One number, or several with commas'
    case 'number':
      return name ? `A number in ${name}` : 'A number'
    case 'elapsed':
    case 'upcoming':
      return `A date such as 2026-11-21, or a number of ${name}`
    case 'date':
      return 'A date such as 2026-11-21'
    case 'text':
      return 'A few words'
    default:
      return 'A number of this list'
  }
}

const commands: Readonly<Record<string, Typed>> = {
  '?': { kind: 'why' },
  b: { kind: 'back' },
  back: { kind: 'back' },
  q: { kind: 'quit' },
  quit: { kind: 'quit' },
  d: { kind: 'answer', value: 'dont-know' },
  'dont-know': { kind: 'answer', value: 'dont-know' },
  r: { kind: 'answer', value: 'rather-not-say' },
  'rather-not-say': { kind: 'answer', value: 'rather-not-say' },
}

/** What the line means. The engine checks numbers and dates; it knows their bounds. */
export function readTyped(line: string, { fact, choices }: Question): Typed {
  const typed = line.trim()
  const command = commands[typed.toLowerCase().replace('’', '').replace("'", '').replaceAll(' ', '-')]
  if (command) return command
  if (typed === '')
    return { kind: 'unclear', message: 'Please choose one of the answers, or `d` when you do not know.' }
  if (fact.kind === 'any-of') return readSeveral(typed, choices)
  if (choices.length === 0) return { kind: 'answer', value: /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed }
  const choice = choiceOf(typed, choices)
  return choice ? { kind: 'answer', value: choice.value } : unclear(typed, choices)
}

function readSeveral(typed: string, choices: readonly Choice[]): Typed {
  if (typed === '0' || typed.toLowerCase() === 'none') return { kind: 'answer', value: [] }
  const values: unknown[] = []
  for (const part of typed.split(/[,;\s]+/).filter(Boolean)) {
    const choice = choiceOf(part, choices)
    if (!choice) return unclear(part, choices)
    if (!values.includes(choice.value)) values.push(choice.value)
  }
  return { kind: 'answer', value: values }
}

function choiceOf(typed: string, choices: readonly Choice[]): Choice | undefined {
  if (/^\d+$/.test(typed)) return choices[Number(typed) - 1]
  const lower = typed.toLowerCase()
  const named = choices.find(
    ({ value, label }) => String(value).toLowerCase() === lower || label.toLowerCase() === lower,
  )
  if (named) return named
  const short = choices.filter(({ label }) => label.toLowerCase().startsWith(lower))
  return short.length === 1 ? short[0] : undefined
}

function unclear(typed: string, choices: readonly Choice[]): Typed {
  const close = nearest(
    typed,
    choices.map(({ label }) => label),
  )
  return {
    kind: 'unclear',
    message: `“${typed}” is none of the answers.${close ? ` Did you mean “${close}”?` : ''} Type a number from 1 to ${choices.length}.`,
  }
}
