/** Generators of inputs for any protocol: answers of every kind, and what is missing, for property tests. */
import type { Answers, Fact, Protocol } from '@needlepoint/pathway'
import fc from 'fast-check'

export interface AnswerOptions {
  /** Only these facts; all that can be asked when absent. */
  readonly facts?: readonly string[]
  /** Leave nothing unanswered. */
  readonly complete?: boolean
  /** Also "I don't know" and "rather not say". */
  readonly unsure?: boolean
  /** Numbers that conditions compare with: answers fall on them and around them. */
  readonly near?: readonly number[]
}

/** Answers that pass every check of their own question. */
export function answersOf(protocol: Protocol, options: AnswerOptions = {}): fc.Arbitrary<Record<string, unknown>> {
  const { facts = askedFacts(protocol), complete = false, unsure = false, near = numbersIn(protocol) } = options
  const table = Object.fromEntries(
    facts.map((id) => {
      const answer = answerTo(protocol.facts[id] as Fact, near, complete)
      return [
        id,
        unsure ? fc.oneof({ weight: 6, arbitrary: answer }, fc.constantFrom('dont-know', 'rather-not-say')) : answer,
      ]
    }),
  )
  return fc.record(table, complete ? {} : { requiredKeys: [] })
}

/** Facts that somebody can answer. */
export const askedFacts = (protocol: Protocol): string[] =>
  Object.keys(protocol.facts).filter((id) => {
    const fact = protocol.facts[id] as Fact
    return !fact.derive && !/(Worse|Stronger|Longer)$/.test(id)
  })

export function answerTo(fact: Fact, near: readonly number[], complete = true): fc.Arbitrary<unknown> {
  switch (fact.kind) {
    case 'yes-no':
      return fc.boolean()
    case 'one-of':
      return fc.constantFrom(...(fact.options ?? []))
    case 'any-of': {
      const options = fact.options ?? []
      const some = fc.subarray([...options], { maxLength: Math.min(options.length, 3) })
      if (complete) return some
      return fc.oneof(
        some,
        fc.record(Object.fromEntries(options.map((option) => [option, fc.boolean()])), { requiredKeys: [] }),
      )
    }
    case 'severity':
      return fc.integer({ min: 0, max: 4 })
    case 'number':
      return numberFor(fact, near, false)
    case 'elapsed':
    case 'upcoming':
      return numberFor(fact, near, true)
    case 'date':
      return fc.constantFrom('1990-02-28', '2024-02-29')
    case 'text':
      return fc.string({ maxLength: 5 })
  }
}

function numberFor({ min = 0, max = 1000 }: Fact, near: readonly number[], whole: boolean): fc.Arbitrary<number> {
  const around = near
    .flatMap((value) => (whole ? [value - 1, value, value + 1] : [value - 0.1, value, value + 0.1]))
    .map((value) => (whole ? Math.floor(value) : Number(value.toFixed(2))))
    .filter((value) => value >= min && value <= max)
  const any = fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
  return around.length > 0 ? fc.oneof(fc.constantFrom(...around, min, max), any) : any
}

/** Every number that the protocol compares with. */
export function numbersIn(protocol: Protocol): number[] {
  const found = new Set<number>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      if (value[0] === 'literal' && typeof value[1] === 'number') found.add(value[1])
      for (const part of value) visit(part)
    } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) visit(part)
  }
  visit([protocol.screening, protocol.treatment, protocol.recovery])
  for (const { values } of Object.values(protocol.parameters)) for (const { value } of values) found.add(value)
  return [...found]
}

/** The answers without some of them. */
export const without = (answers: Answers, ids: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => !ids.includes(id)))

/** Zones whose clocks do unusual things, beside usual ones. */
export const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Istanbul',
  'Europe/Moscow',
  'Europe/Lisbon',
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/St_Johns',
  'America/Caracas',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Havana',
  'America/Asuncion',
  'America/Nuuk',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Africa/Juba',
  'Africa/Windhoek',
  'Africa/Lagos',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Kabul',
  'Asia/Tokyo',
  'Asia/Pyongyang',
  'Asia/Gaza',
  'Asia/Amman',
  'Asia/Colombo',
  'Asia/Yangon',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'Australia/Eucla',
  'Australia/Sydney',
  'Antarctica/Troll',
  'Antarctica/Casey',
  'Atlantic/Azores',
  'Pacific/Apia',
  'Pacific/Fakaofo',
  'Pacific/Kiritimati',
  'Pacific/Enderbury',
  'Pacific/Kwajalein',
  'Pacific/Chatham',
  'Pacific/Marquesas',
  'Pacific/Norfolk',
  'Pacific/Tongatapu',
  'Pacific/Pago_Pago',
  'Pacific/Bougainville',
] as const

/** Milliseconds of any second from 1990 to 2100. */
export const anyInstant: fc.Arbitrary<number> = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2100, 11, 31) / 1000 })
  .map((seconds) => seconds * 1000)
