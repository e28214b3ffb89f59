/** Turns what a schema found wrong into sentences that name the field and say what would be right, for forms and for the API. */
import { nearest } from '@needlepoint/pathway'
import type { z } from 'zod'
import type { FieldProblem } from './problem.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** More than these help nobody. */
const mostProblems = 50

/**
 * @param root what the whole is called where no field can be named: `body`, `query`
 * @returns one entry for each field that is wrong
 */
export function explainIssues(
  schema: z.ZodType,
  issues: readonly Issue[],
  input: unknown,
  root = 'body',
): FieldProblem[] {
  const problems = issues.flatMap((issue) => explain(schema, issue, input, root))
  const byField = new Map(problems.map((problem) => [`${problem.field}\n${problem.message}`, problem]))
  return [...byField.values()].slice(0, mostProblems)
}

function explain(schema: z.ZodType, issue: Issue, input: unknown, root: string): FieldProblem[] {
  const field = printPath(issue.path, root)
  const value = valueAt(input, issue.path)
  const at = schemaAt(schema, issue.path)
  if (issue.code === 'unrecognized_keys') {
    const names = keysAt(at)
    return issue.keys.map((key) => unknownField(printPath([...issue.path, key], root), key, names))
  }
  if (issue.code === 'invalid_key') {
    const key = issue.path.at(-1)
    return [
      { field, message: `“${shorten(String(key))}” cannot be a name here.`, expected: 'letters, digits and hyphens' },
    ]
  }
  // Inside a union every branch complains; the union as a whole says what it takes.
  const expected = expectedAt(schema, issue.path) ?? expectedBy(issue)
  const options = optionsAt(at)
  const close = options && typeof value === 'string' ? nearest(value, options) : undefined
  const sentence =
    value === undefined
      ? `“${field}” is missing.`
      : issue.code === 'too_big' && issue.origin === 'string'
        ? `“${field}” is too long.`
        : isBlank(value)
          ? `“${field}” is empty.`
          : `“${field}” is ${describe(value)}, which cannot be taken.`
  return [
    {
      field,
      message: `${sentence}${close ? ` Did you mean “${close}”?` : ''}${expected ? ` Expected ${expected}.` : ''}`,
      ...(expected ? { expected } : {}),
      ...(close ? { nearest: close } : {}),
    },
  ]
}

function unknownField(field: string, key: string, names: readonly string[]): FieldProblem {
  const close = nearest(key, names)
  const expected = names.length > 0 ? `one of ${names.slice(0, 30).join(', ')}` : 'no fields here'
  return {
    field,
    message: `“${shorten(key)}” is not a field here.${close ? ` Did you mean “${close}”?` : ''} Expected ${expected}.`,
    expected,
    ...(close ? { nearest: close } : {}),
  }
}

/** `zones[0].depthMm`; the root's name where the path is empty. */
export function printPath(path: Path, root = 'body'): string {
  let printed = ''
  for (const step of path) {
    printed += typeof step === 'number' ? `[${step}]` : `${printed === '' ? '' : '.'}${shorten(String(step))}`
  }
  return printed === '' ? root : printed
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === ''

/** What was sent, by its kind and not in full: what a person typed does not belong into messages that may be logged. */
function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'object':
      return 'an object'
    case 'string':
      return 'a text'
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      return String(value)
    default:
      return `a ${typeof value}`
  }
}

function expectedBy(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return (
        {
          string: 'a text',
          number: 'a number',
          int: 'a whole number',
          boolean: 'true or false',
          array: 'a list',
          object: 'an object',
          record: 'an object',
        } as Record<string, string>
      )[issue.expected]
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return issue.origin === 'array' ? `at least ${issue.minimum}` : `${issue.minimum} or more`
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string'
        ? `at most ${issue.maximum}`
        : `${issue.maximum} or less`
    default:
      return undefined
  }
}

type Definition = { readonly type: string } & Readonly<Record<string, unknown>>
const definitionOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition

/** Through optional, default, nullable and the like to what they wrap. */
function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  let inner = schema
  while (inner) {
    const def = definitionOf(inner)
    const next = (def.type === 'pipe' ? def.in : def.innerType) as z.ZodType | undefined
    if (!next) return inner
    inner = next
  }
  return inner
}

function step(schema: z.ZodType, key: PropertyKey): z.ZodType | undefined {
  const def = definitionOf(schema)
  switch (def.type) {
    case 'object':
      return (def.shape as Record<PropertyKey, z.ZodType>)[key]
    case 'array':
      return def.element as z.ZodType
    case 'record':
      return def.valueType as z.ZodType
    default:
      return undefined
  }
}

function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let at = unwrap(schema)
  for (const key of path) {
    if (!at) return undefined
    at = unwrap(step(at, key))
  }
  return at
}

/** The title that the schema at a path gives itself, also where a wrapper carries it. */
function expectedAt(schema: z.ZodType, path: Path): string | undefined {
  let outer: z.ZodType | undefined = schema
  for (const key of path) {
    const inner: z.ZodType | undefined = unwrap(outer)
    outer = inner && step(inner, key)
  }
  for (let at = outer; at; ) {
    const title = at.meta()?.title
    if (title) return title
    const def = definitionOf(at)
    at = (def.type === 'pipe' ? def.in : def.innerType) as z.ZodType | undefined
  }
  return undefined
}

function keysAt(schema: z.ZodType | undefined): string[] {
  return schema && definitionOf(schema).type === 'object' ? Object.keys(definitionOf(schema).shape as object) : []
}

function optionsAt(schema: z.ZodType | undefined): string[] | undefined {
  const def = schema && definitionOf(schema)
  return def?.type === 'enum' ? Object.values(def.entries as Record<string, string>) : undefined
}

function valueAt(input: unknown, path: Path): unknown {
  let at = input
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return at
}
