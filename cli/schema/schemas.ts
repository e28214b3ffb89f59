/** All schemas of inputs by name, JSON Schema 2020-12, made from the protocol so that they cannot fall behind it. */
import { decisions, levels, type Protocol } from '@needlepoint/pathway'
import { factsSchema, type Schema } from './facts.ts'

interface NamedSchema {
  readonly about: string
  readonly make: (protocol: Protocol, language: string) => Schema
}

const draft = 'https://json-schema.org/draft/2020-12/schema'
const day: Schema = { type: 'string', format: 'date', description: 'The client’s day, such as 2026-11-21.' }
const instant: Schema = {
  type: 'string',
  format: 'date-time',
  description: 'An instant with Z or an offset, such as 2026-11-21T09:30:00Z.',
}
const factsRef: Schema = { $ref: '#/$defs/facts' }

export const schemas: Readonly<Record<string, NamedSchema>> = {
  facts: named('answers by fact', (protocol, language) => factsSchema(protocol, language)),
  session: named('the session that days are counted from', sessionSchema),
  screen: named('answers as of a day', onDay({})),
  explain: named(
    'answers as of a day, and a rule to explain',
    onDay({ rule: { type: 'string', description: 'Id of a screening rule.' } }),
  ),
  plan: named(
    'answers as of a day, with goals and areas, and the day to begin',
    onDay({ start: { ...day, description: 'The day on which the client would like to begin.' } }),
  ),
  consent: named('answers as of a day', onDay({})),
  preflight: named('answers and checks as of a day', onDay({})),
  aftercare: named('a session, and now', aboutSession([])),
  'may-i': named('a session, now, and an activity', aboutSession(['activity'])),
  'check-product': named('a session, now, and the label of a product', aboutSession(['label'])),
  course: named('a session, now, and what is reported', aboutSession([])),
  'check-in-plan': named('a session', aboutSession([])),
  triage: named('a session, now, the report, and the one before', aboutSession(['report'])),
  healed: named('a session with a report, or answers as of a day', (protocol, language) => ({
    anyOf: [aboutSession(['report'])(protocol, language), onDay({})(protocol, language)].map(withoutDefs),
    $defs: { facts: factsSchema(protocol, language), session: sessionSchema(protocol) },
  })),
  overlay: named('a clinic’s tightening of the protocol', overlaySchema),
  record: named('a stored decision, for replay', recordSchema),
}

function named(about: string, make: NamedSchema['make']): NamedSchema {
  return { about, make: (protocol, language) => ({ $schema: draft, title: about, ...make(protocol, language) }) }
}

const withoutDefs = ({ $defs: _defs, ...schema }: Schema): Schema => schema

/** The bare answers, or the answers with their day. */
function onDay(more: Readonly<Record<string, Schema>>): NamedSchema['make'] {
  return (protocol, language) => ({
    anyOf: [
      {
        type: 'object',
        properties: { day, ...more, facts: factsRef },
        required: ['facts'],
        additionalProperties: false,
      },
      factsRef,
    ],
    $defs: { facts: factsSchema(protocol, language) },
  })
}

function sessionSchema({ facts }: Protocol): Schema {
  const depth = facts.depthMm
  return {
    type: 'object',
    description: 'The session that everything afterwards counts from.',
    properties: {
      at: { ...instant, description: 'When needling ended: an instant with Z or an offset.' },
      zone: {
        type: 'string',
        description: 'Where the client lives, an IANA time zone. Days are counted there.',
        examples: ['Europe/Berlin', 'America/New_York'],
      },
      depthMm: {
        type: 'number',
        description: 'The deepest setting used, in millimeters.',
        minimum: depth?.min ?? 0,
        maximum: depth?.max ?? 10,
      },
      deviceClass: { enum: facts.deviceClass?.options ?? [], description: 'The kind of device.' },
    },
    required: ['at', 'zone'],
    additionalProperties: false,
  }
}

function aboutSession(required: readonly string[]): NamedSchema['make'] {
  return (protocol, language) => ({
    type: 'object',
    properties: {
      session: { $ref: '#/$defs/session' },
      now: { ...instant, description: 'The moment of the question; the present when absent.' },
      facts: { ...factsRef, description: 'Answers of the intake.' },
      report: { ...factsRef, description: 'Answers of this check-in.' },
      previous: { ...factsRef, description: 'Answers of the check-in before.' },
      healed: { enum: [true, false, 'yes', 'no', 'dont-know', null], description: 'Whether the skin has healed.' },
      activity: { type: 'string', minLength: 1, description: 'What the client would like to do, in her words.' },
      label: { type: 'string', minLength: 1, description: 'The list of ingredients, as pasted from a pack or a shop.' },
    },
    required: ['session', ...required],
    additionalProperties: false,
    $defs: { facts: factsSchema(protocol, language), session: sessionSchema(protocol) },
  })
}

/** Only what is at least as cautious as the protocol validates. */
function overlaySchema(protocol: Protocol): Schema {
  const parameters = Object.entries(protocol.parameters).map(
    ([id, { about, unit, stricter, values, min, max }]): [string, Schema] => {
      const current = values.at(-1)?.value
      const [low, high] = [stricter === 'higher' ? current : min, stricter === 'lower' ? current : max]
      return [
        id,
        {
          type: 'number',
          description: `${about}, in ${unit}; ${current} now. ${stricter === 'free' ? 'A clinic may set it freely.' : `A clinic may only go ${stricter}.`}`,
          ...(low === undefined ? {} : { minimum: low }),
          ...(high === undefined ? {} : { maximum: high }),
        },
      ]
    },
  )
  const effects = (['screening', 'treatment', 'recovery'] as const).flatMap((step) => {
    const order: readonly string[] =
      step === 'screening' ? decisions : step === 'recovery' ? levels : ['precaution', 'stop']
    return Object.entries(protocol[step].rules).map(([id, { effect }]): [string, Schema] => [
      id,
      { enum: order.slice(order.indexOf(effect)) },
    ])
  })
  return {
    type: 'object',
    description: 'A clinic may move the protocol towards caution, and never the other way.',
    properties: {
      name: { type: 'string', minLength: 1, description: 'Who tightens: the clinic.' },
      parameters: { type: 'object', properties: Object.fromEntries(parameters), additionalProperties: false },
      effects: {
        type: 'object',
        description: 'Rules that lead to something more cautious here.',
        properties: Object.fromEntries(effects),
        additionalProperties: false,
      },
      rules: {
        type: 'object',
        description: 'Rules of the clinic’s own, by step.',
        properties: {
          screening: ownRules(decisions.slice(1)),
          treatment: ownRules(['precaution', 'stop']),
          recovery: ownRules(levels.slice(1)),
        },
        additionalProperties: false,
      },
    },
    required: ['name'],
    additionalProperties: false,
  }
}

function ownRules(effects: readonly string[]): Schema {
  return {
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: {
        when: { type: 'string', description: 'A condition in FHIRPath over facts.' },
        effect: { enum: effects },
        reason: { type: 'string', description: 'What we found and why it matters.' },
        action: { type: 'string', description: 'What to do next.' },
        cites: { type: 'array', items: { type: 'string' }, description: 'Ids of claims.' },
        judgement: { type: 'string', description: 'Why, where no claim says so.' },
        topic: { type: 'string' },
        until: { type: 'object' },
        checkAgainAfter: { type: 'string' },
      },
      required: ['when', 'effect', 'reason', 'action'],
      additionalProperties: false,
    },
  }
}

function recordSchema(): Schema {
  const verbs = [
    'screen',
    'explain',
    'plan',
    'consent',
    'preflight',
    'aftercare',
    'may-i',
    'check-product',
    'course',
    'check-in-plan',
    'triage',
    'healed',
  ]
  return {
    type: 'object',
    description: 'What `--record` prints.',
    properties: {
      verb: { enum: verbs },
      input: { type: 'object', description: 'The input, with day and time filled in.' },
      language: { type: 'string', description: 'Of the texts; en when absent.' },
      output: {
        type: 'object',
        properties: { protocol: { type: 'string', description: 'Hash of the protocol that decided.' } },
        required: ['protocol'],
      },
    },
    required: ['verb', 'input', 'output'],
  }
}
