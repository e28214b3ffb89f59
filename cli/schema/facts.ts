/** The JSON Schema of answers: one property a fact, with its question, options, unit and bounds. */
import { type Fact, type Protocol, unitName } from '@needlepoint/pathway'

export type Schema = Readonly<Record<string, unknown>>

const day: Schema = {
  type: 'string',
  format: 'date',
  pattern: String.raw`^\d{4}-\d{2}-\d{2}$`,
  examples: ['2026-11-21'],
}
const open = { enum: ['dont-know', 'rather-not-say', null], description: 'Asked and not answered; null: not asked.' }
const yesNo: Schema = { enum: [true, false, 'yes', 'no'] }

/** Answers by fact id. Facts that the engine works out are left out: they cannot be answered. */
export function factsSchema(protocol: Protocol, language: string): Schema {
  const asked = Object.entries(protocol.facts).filter(([, { derive }]) => derive === undefined)
  const options = asked.flatMap(([id, fact]) =>
    fact.kind === 'any-of'
      ? (fact.options ?? []).map((option): [string, Schema] => [
          `${id}.${option}`,
          { description: `One option of “${id}”.`, anyOf: [yesNo, open] },
        ])
      : [],
  )
  return {
    type: 'object',
    description: 'Answers by fact. What is absent was not asked; it never counts as “no”.',
    properties: Object.fromEntries([
      ...asked.map(([id, fact]): [string, Schema] => [id, factSchema(id, fact, protocol, language)]),
      ...options,
    ]),
    additionalProperties: false,
  }
}

function factSchema(id: string, fact: Fact, { texts }: Protocol, language: string): Schema {
  const text = (key: string) => texts[language]?.[key] ?? texts.en?.[key]
  const labels = (fact.options ?? []).flatMap((option) => {
    const label = text(`facts.${id}.options.${option}`)
    return label ? [`${option}: ${label}`] : []
  })
  const description = [text(`facts.${id}.question`) ?? id, text(`facts.${id}.why`), labels.join('; ')]
    .filter(Boolean)
    .join(' — ')
  const answer = answerSchema(fact)
  return {
    description,
    anyOf: [
      ...(Array.isArray(answer) ? answer : [answer]),
      open,
      {
        type: 'object',
        description:
          'The answer with its unit, or with the day it was given: an answer that is too old is asked again.',
        properties: { value: {}, unit: { type: 'string' }, answeredOn: day },
        required: ['value'],
        additionalProperties: false,
      },
    ],
  }
}

function answerSchema(fact: Fact): Schema | Schema[] {
  const { kind, options = [], unit } = fact
  const inUnit = unit
    ? {
        type: 'string',
        pattern: String.raw`^\s*-?\d+(\.\d+)?\s*\S*.*$`,
        description: `A number with its unit, such as “3 ${unitName(unit)}”.`,
      }
    : undefined
  const number: Schema = {
    type: 'number',
    ...(fact.min === undefined ? {} : { minimum: fact.min }),
    ...(fact.max === undefined ? {} : { maximum: fact.max }),
    ...(unit ? { description: `In ${unitName(unit)} (${unit}).` } : {}),
  }
  switch (kind) {
    case 'yes-no':
      return yesNo
    case 'one-of':
      return { enum: options }
    case 'any-of':
      return [
        {
          type: 'array',
          items: { enum: options },
          uniqueItems: true,
          description: 'All that apply; an empty list for none.',
        },
        { const: 'none' },
        {
          type: 'object',
          description: 'Option by option.',
          properties: Object.fromEntries(options.map((option) => [option, { anyOf: [yesNo, open] }])),
          additionalProperties: false,
        },
      ]
    case 'number':
      return inUnit ? [number, inUnit] : number
    case 'severity':
      return {
        type: 'integer',
        minimum: 0,
        maximum: 4,
        description: '0 none, 1 mild, 2 moderate, 3 severe, 4 very severe.',
      }
    case 'elapsed':
    case 'upcoming':
      return [day, number, ...(inUnit ? [inUnit] : [])]
    case 'date':
      return day
    case 'text':
      return { type: 'string' }
  }
}
