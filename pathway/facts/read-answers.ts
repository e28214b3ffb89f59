/**
 * Reads answers as people and programs write them and checks each against its question. Wrong input is never guessed at:
 * every problem names its field, what was expected and the nearest valid name, and all problems are found in one go.
 */

import type { Slot, SlotMap } from '../logic/slots.ts'
import { FALSE, TRUE, UNKNOWN } from '../logic/truth.ts'
import type { Fact, FactKind } from '../protocol/protocol.ts'
import { addToDate, type CivilDate, dayNumber, parseDate, printDate, wholeUnitsBetween } from '../time/calendar.ts'
import { DONT_KNOW, type Facts, type How, RATHER_NOT_SAY, STALE } from './facts.ts'
import { nearest } from './nearest.ts'
import type { Problem } from './problem.ts'
import { convert, unitCode } from './units.ts'

/** Facts while they are being read. */
export interface Draft {
  readonly facts: Facts & {
    readonly dates: Map<string, CivilDate>
    readonly stale: string[]
  }
  readonly today: CivilDate
  readonly problems: Problem[]
}

/** A question with what reading an answer needs, in one shape for all: reading is most of what a million records cost. */
export interface FactSlots {
  readonly id: string
  readonly fact: Fact
  readonly kind: FactKind
  readonly derived: boolean
  readonly options: readonly string[]
  /** Index of its slot; of an any-of fact the first, with one for each option following in their order. */
  readonly first: number
  readonly slots: readonly Slot[]
}

export function factSlots(id: string, fact: Fact, { of }: SlotMap): FactSlots {
  const { kind, options = [] } = fact
  const names = kind === 'any-of' ? options.map((option) => `${id}.${option}`) : [id]
  const slots = names.map((name) => of.get(name) as Slot)
  return {
    id,
    fact,
    kind,
    derived: fact.derive !== undefined,
    options,
    first: slots[0]?.index ?? 0,
    slots,
  }
}

/** How a question was left; undefined for an answer. */
const unansweredBy = (answer: unknown): How | undefined =>
  answer === 'dont-know' ? DONT_KNOW : answer === 'rather-not-say' ? RATHER_NOT_SAY : undefined

/** Reads one answer into its slots. */
export function readAnswer(draft: Draft, question: FactSlots, answer: unknown): undefined {
  if (answer === null || answer === undefined) return
  if (question.derived) {
    draft.problems.push({
      field: question.id,
      message: `“${question.id}” is worked out from other answers. Leave it out.`,
    })
    return
  }
  if (isDetailed(answer)) {
    readDetailed(draft, question, answer)
    return
  }
  readPlain(draft, question, answer, draft.today)
}

interface Detailed {
  readonly value: unknown
  readonly unit?: unknown
  readonly answeredOn?: unknown
}
const isDetailed = (answer: unknown): answer is Detailed =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer) && 'value' in answer

function readDetailed(draft: Draft, question: FactSlots, { value, unit, answeredOn }: Detailed): undefined {
  const { id, fact } = question
  let since = draft.today
  if (answeredOn !== undefined) {
    const date = typeof answeredOn === 'string' ? parseDate(answeredOn) : undefined
    if (!date) return wrong(draft, `${id}.answeredOn`, answeredOn, 'a date such as 2026-11-21')
    if (dayNumber(date) > dayNumber(draft.today)) {
      draft.problems.push({
        field: `${id}.answeredOn`,
        message: `“${id}” was answered on ${printDate(date)}, which is after ${draft.facts.day}. Check both dates.`,
        expected: `a date no later than ${draft.facts.day}`,
      })
      return
    }
    since = date
    if (value !== null && value !== undefined && isStale(fact, date, draft.today)) {
      for (const slot of question.slots) draft.facts.remarks.set(slot.index, STALE)
      draft.facts.stale.push(id)
      return
    }
  }
  if (value === null || value === undefined) return
  readPlain(draft, question, unit === undefined ? value : { value, unit }, since)
}

function isStale(fact: Fact, answeredOn: CivilDate, today: CivilDate): boolean {
  const { validFor } = fact
  if (!validFor) return false
  // A validity in hours is shorter than a day: it holds on the day of the answer only.
  const end =
    validFor.unit === 'h' || validFor.unit === 'min'
      ? answeredOn
      : addToDate(answeredOn, validFor.amount, validFor.unit)
  return dayNumber(today) > dayNumber(end)
}

function readPlain(draft: Draft, question: FactSlots, answer: unknown, since: CivilDate): undefined {
  const { id, kind, options, first, slots } = question
  const how = unansweredBy(answer)
  if (how !== undefined) {
    for (const slot of slots) draft.facts.remarks.set(slot.index, how)
    return
  }
  switch (kind) {
    case 'yes-no': {
      const truth = yesOrNo(answer)
      if (truth === undefined) return wrong(draft, id, answer, 'yes, no, dont-know or rather-not-say')
      return set(draft, first, truth)
    }
    case 'one-of': {
      const chosen = typeof answer === 'string' ? options.indexOf(answer) : -1
      if (chosen < 0) return wrongOption(draft, id, answer, options)
      return set(draft, first, chosen)
    }
    case 'any-of':
      return readOptions(draft, question, answer)
    case 'number':
    case 'severity':
      return readNumber(draft, question, answer)
    case 'elapsed':
    case 'upcoming':
      return readDistance(draft, question, answer, since)
    case 'date': {
      const date = typeof answer === 'string' ? parseDate(answer) : undefined
      if (!date) return wrong(draft, id, answer, 'a date such as 2026-11-21')
      draft.facts.dates.set(id, date)
      return set(draft, first, dayNumber(date))
    }
    case 'text': {
      if (typeof answer !== 'string') return wrong(draft, id, answer, 'a text')
      // No condition reads a text: the slot only tells that there is one.
      return set(draft, first, answer.length)
    }
  }
}

function set({ facts }: Draft, index: number, value: number): undefined {
  facts.slots[index] = value
}

function yesOrNo(answer: unknown): number | undefined {
  if (answer === true || answer === 'yes') return TRUE
  if (answer === false || answer === 'no') return FALSE
  return undefined
}

function readOptions(draft: Draft, question: FactSlots, answer: unknown): undefined {
  if (answer === 'none') return readOptionList(draft, question, [])
  if (Array.isArray(answer)) return readOptionList(draft, question, answer)
  const { id, options, slots } = question
  if (typeof answer !== 'object' || answer === null) {
    return wrong(draft, id, answer, `a list of ${options.join(', ')}; an empty list for none; or dont-know`)
  }
  for (const [option, given] of Object.entries(answer)) {
    const slot = slots.find((candidate) => candidate.option === option)
    if (!slot) {
      wrongOption(draft, id, option, options)
      continue
    }
    const how = unansweredBy(given)
    const truth = yesOrNo(given)
    if (how !== undefined) {
      draft.facts.slots[slot.index] = UNKNOWN
      draft.facts.remarks.set(slot.index, how)
    } else if (truth !== undefined) {
      // It may have been left open together with the rest of the fact.
      draft.facts.remarks.delete(slot.index)
      set(draft, slot.index, truth)
    } else if (given !== null) wrong(draft, `${id}.${option}`, given, 'yes, no, dont-know or rather-not-say')
  }
}

/** What a list names is true, and everything else that it could have named is not. */
function readOptionList(draft: Draft, { id, options, first }: FactSlots, answer: readonly unknown[]): undefined {
  for (const option of answer) {
    if (!options.includes(option as string)) return wrongOption(draft, id, option, options)
  }
  const { slots } = draft.facts
  for (let i = 0; i < options.length; i++) slots[first + i] = FALSE
  for (const option of answer) set(draft, first + options.indexOf(option as string), TRUE)
}

function readNumber(draft: Draft, { id, fact, first }: FactSlots, answer: unknown): undefined {
  const value = numberIn(draft, id, answer, fact.unit)
  if (value === undefined) return
  if (!inBounds(draft, id, fact, value)) return
  set(draft, first, value)
}

function inBounds(draft: Draft, id: string, fact: Fact, value: number): boolean {
  const [min, max] = fact.kind === 'severity' ? [0, 4] : [fact.min, fact.max]
  const whole = fact.kind !== 'severity' || Number.isInteger(value)
  if (whole && (min === undefined || value >= min) && (max === undefined || value <= max)) return true
  const unit = readableUnit(fact.unit)
  const bounds = max === undefined ? `${min ?? 0}${unit} or more` : `${min ?? 0} to ${max}${unit}`
  const expected = fact.kind === 'severity' ? 'a whole number from 0 (none) to 4 (very severe)' : bounds
  draft.problems.push({
    field: id,
    message: `“${id}” is ${value}${unit}, which cannot be. Expected ${expected}.`,
    expected,
  })
  return false
}

/** A date further away than 150 years is a slip of the pen. Bounds in units would refuse true dates of long ago. */
const longestLifeDays = 150 * 366

/** Time since or until a day: a date, or a number of the fact's unit counted from the day of the answer. */
function readDistance(draft: Draft, { id, fact, first }: FactSlots, answer: unknown, since: CivilDate): undefined {
  const unit = fact.unit as 'd' | 'wk' | 'mo' | 'a'
  const past = fact.kind === 'elapsed'
  if (typeof answer === 'string' && /^\d{4}-/.test(answer)) {
    const date = parseDate(answer)
    if (!date) return wrong(draft, id, answer, 'a date that exists, such as 2026-11-21')
    // What may lie on either side, as an expiry date does, says so by its bounds.
    const eitherSide = fact.min !== undefined && fact.min < 0
    const days = dayNumber(date) - dayNumber(draft.today)
    if (!eitherSide && (past ? days > 0 : days < 0)) {
      const [side, other] = past ? ['after', 'in the past'] : ['before', 'still to come']
      const expected = past ? `a date no later than ${draft.facts.day}` : `a date no earlier than ${draft.facts.day}`
      draft.problems.push({
        field: id,
        message: `“${id}” is ${answer}, ${side} ${draft.facts.day}, but asks for a day ${other}. Check the year.`,
        expected,
      })
      return
    }
    if (Math.abs(days) > longestLifeDays) return wrong(draft, id, answer, 'a date in the lifetime of a person')
    return setDistance(draft, id, first, date, distanceTo(draft, date, unit, past))
  }
  const value = numberIn(draft, id, answer, unit, 'a date such as 2026-11-21, or a number of')
  if (value === undefined || !inBounds(draft, id, fact, value)) return
  const whole = Math.floor(value)
  const date = addToDate(since, past ? -whole : whole, unit)
  const answeredToday = dayNumber(since) === dayNumber(draft.today)
  setDistance(draft, id, first, date, answeredToday ? whole : distanceTo(draft, date, unit, past))
}

/** Whole units since a day, or until it. */
const distanceTo = ({ today }: Draft, date: CivilDate, unit: 'd' | 'wk' | 'mo' | 'a', past: boolean): number =>
  past ? wholeUnitsBetween(date, today, unit) : wholeUnitsBetween(today, date, unit)

function setDistance(draft: Draft, id: string, index: number, date: CivilDate, distance: number): undefined {
  draft.facts.dates.set(id, date)
  set(draft, index, distance)
}

function numberIn(
  draft: Draft,
  id: string,
  answer: unknown,
  unit: string | undefined,
  lead = 'a number of',
): number | undefined {
  let value: unknown = answer
  let given: unknown
  if (typeof answer === 'object' && answer !== null && 'value' in answer) {
    const detailed = answer as Detailed
    value = detailed.value
    given = detailed.unit
  } else if (typeof answer === 'string') {
    const match = /^\s*(-?\d+(?:\.\d+)?)\s*(\S.*)?$/.exec(answer)
    if (match) {
      value = Number(match[1])
      given = match[2]?.trim()
    }
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    wrong(draft, id, answer, unit ? `${lead} ${unitName(unit)}` : 'a number')
    return undefined
  }
  if (given === undefined) return value
  const converted = typeof given === 'string' && unit !== undefined ? convert(value, given, unit) : undefined
  if (converted === undefined) {
    draft.problems.push({
      field: id,
      message: `“${id}” came in “${shown(given)}”. Expected ${unit ? `${unitName(unit)} (${unit})` : 'a number without a unit'}.`,
      expected: unit ?? 'a number without a unit',
      ...(typeof given === 'string' && unitCode(given) !== given ? { nearest: unitCode(given) } : {}),
    })
  }
  return converted
}

const unitNames: Readonly<Record<string, string>> = {
  a: 'years',
  mo: 'months',
  wk: 'weeks',
  d: 'days',
  h: 'hours',
  min: 'minutes',
  mm: 'millimeters',
  cm2: 'square centimeters',
  kg: 'kilograms',
  g: 'grams',
  mg: 'milligrams',
  Cel: 'degrees Celsius',
  '%': 'percent',
  USD: 'US dollars',
}
export const unitName = (unit: string) => unitNames[unit] ?? unit.replaceAll(/[{}]/g, '')
const readableUnit = (unit: string | undefined) => (unit ? ` ${unitName(unit)}` : '')

/** An answer as a message repeats it, however long it was. */
export const shown = (answer: unknown) => {
  const text = typeof answer === 'string' ? answer : (JSON.stringify(answer) ?? String(answer))
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

function wrong(draft: Draft, field: string, answer: unknown, expected: string): undefined {
  draft.problems.push({
    field,
    message: `“${field}” has the answer “${shown(answer)}”. Expected ${expected}.`,
    expected,
  })
}

function wrongOption(draft: Draft, field: string, answer: unknown, options: readonly string[]): undefined {
  const close = typeof answer === 'string' ? nearest(answer, options) : undefined
  const expected = `one of ${options.join(', ')}, dont-know, rather-not-say`
  draft.problems.push({
    field,
    message: `“${field}” has the answer “${shown(answer)}”, which is not one of its options.${close ? ` Did you mean “${close}”?` : ''} Expected ${expected}.`,
    expected,
    ...(close ? { nearest: close } : {}),
  })
}
