/** Checks YAML against the JSON Schemas that editors use too, and says in plain words, at the right place, what is wrong. */
import { readFileSync } from 'node:fs'
import { nearest } from '@needlepoint/pathway'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Problem } from './problem.ts'
import type { Path, YamlFile } from './yaml-file.ts'

const folder = new URL('../knowledge/schemas/', import.meta.url)
const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
})
const validators = new Map<string, ValidateFunction>()

/** The JSON Schema of a kind, as it stands in `knowledge/schemas`. */
export const readSchema = (name: string): object =>
  JSON.parse(readFileSync(new URL(`${name}.schema.json`, folder), 'utf8')) as object

function validator(name: string): ValidateFunction {
  if (!ajv.getSchema('common.schema.json')) ajv.addSchema(readSchema('common'))
  let validate = validators.get(name)
  if (!validate) {
    validate = ajv.compile(readSchema(name))
    validators.set(name, validate)
  }
  return validate
}

export interface SchemaFault {
  /** The key (or, in a list, the index) of the entry that breaks the schema; absent when the file does. */
  readonly entry?: string
  readonly problem: Problem
}

/** What of a file breaks its schema. */
export function checkSchema(file: YamlFile, schema: string): SchemaFault[] {
  const validate = validator(schema)
  if (validate(file.value)) return []
  const errors = validate.errors ?? []
  return errors.flatMap((error) => {
    if (isEcho(error, errors)) return []
    const path = pathOf(error.instancePath)
    const { message, fix, at } = explain(error, path)
    const [place, what] = at ?? [path, 'value' as const]
    const entry = place[0] === undefined ? undefined : String(place[0])
    const id = Array.isArray(file.value) ? nameOf(file.value[Number(entry)]) : entry
    const problem = { file: file.name, ...file.at(place, what), ...(id === undefined ? {} : { id }), message, fix }
    return [{ ...(entry === undefined ? {} : { entry }), problem }]
  })
}

/** Cases have names instead of ids. */
const nameOf = (value: unknown): string | undefined => {
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined
  return typeof name === 'string' ? name : undefined
}

/** Errors that only repeat what a more telling one says. */
function isEcho(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  if (error.propertyName !== undefined) return true
  if (error.keyword === 'if') return true
  // Of alternatives, one summary is enough.
  return errors.some(
    (other) => other !== error && other.keyword === 'anyOf' && error.schemaPath.startsWith(`${other.schemaPath}/`),
  )
}

const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))

interface Explained {
  readonly message: string
  readonly fix: string
  readonly at?: readonly [Path, 'key' | 'value']
}
interface Annotated {
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Annotated>>
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list (`[…]`)',
  object: 'a map (`key: value`)',
  null: 'nothing',
}

function explain(error: ErrorObject, path: Path): Explained {
  const schema = (error.parentSchema ?? {}) as Annotated
  const name = path.findLast((segment) => !/^\d+$/.test(String(segment))) ?? 'this file'
  const params = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'additionalProperties': {
      const extra = String(params.additionalProperty)
      const known = Object.keys(schema.properties ?? {})
      const close = nearest(extra, known)
      if (/\s/.test(extra)) {
        return {
          message: `\`${extra}\` is read as a key of its own: a comma or a colon cuts the text before it.`,
          fix: 'Put the whole text in quotes.',
          at: [[...path, extra], 'key'],
        }
      }
      return {
        message: `\`${extra}\` is not known here.`,
        fix: close ? `Did you mean \`${close}\`?` : `What can stand here: ${known.join(', ')}.`,
        at: [[...path, extra], 'key'],
      }
    }
    case 'required': {
      const missing = String(params.missingProperty)
      const about = schema.properties?.[missing]?.description
      return {
        message: `\`${missing}\` is missing.`,
        fix: `Add \`${missing}:\`${about ? ` ${lower(about)}` : '.'}`,
        at: [path, 'key'],
      }
    }
    case 'propertyNames': {
      const bad = String(params.propertyName)
      const inner = /^[a-z]/.test(bad) ? '' : ' and begin with a small letter'
      return {
        message: `\`${bad}\` cannot be an id here.`,
        fix: `Ids of this kind are written like ${example(error)}${inner}.`,
        at: [[...path, bad], 'key'],
      }
    }
    case 'type': {
      const wanted = [params.type].flat().map((type) => typeNames[String(type)] ?? String(type))
      return { message: `\`${name}\` must be ${wanted.join(' or ')}.`, fix: advice(schema, 'Write it so.') }
    }
    case 'enum': {
      const allowed = params.allowedValues as unknown[]
      const close =
        typeof error.data === 'string'
          ? nearest(
              error.data,
              allowed.filter((value) => typeof value === 'string'),
            )
          : undefined
      return {
        message: `\`${show(error.data)}\` is not one of the values of \`${name}\`.`,
        fix: close ? `Did you mean \`${close}\`?` : `Write one of: ${allowed.map(show).join(', ')}.`,
      }
    }
    case 'pattern':
      return {
        message: `\`${show(error.data)}\` is not how \`${name}\` is written.`,
        fix: advice(schema, `It must match ${String(params.pattern)}.`),
      }
    case 'minItems': {
      const [first] = schema.examples ?? []
      const such =
        first === undefined ? '' : `, such as ${Array.isArray(first) ? `[${first.join(', ')}]` : show(first)}`
      return { message: `\`${name}\` is empty.`, fix: `Name at least one${such}.` }
    }
    case 'minLength':
      return {
        message: `\`${name}\` is ${error.data === '' ? 'empty' : 'too short to say anything'}.`,
        fix: advice(schema, 'Write a text.'),
      }
    case 'minProperties':
      return { message: `\`${name}\` is empty.`, fix: 'Write something into it, or leave it out.' }
    case 'uniqueItems':
      return {
        message: `\`${name}\` names the same thing twice.`,
        fix: 'Keep one of the two.',
        at: [[...path, Number(params.i)], 'value'],
      }
    case 'minimum':
    case 'maximum':
      return {
        message: `\`${name}\` is out of bounds: it must be ${String(params.comparison)} ${String(params.limit)}.`,
        fix: advice(schema, 'Check the number.'),
      }
    case 'const':
      return {
        message: `\`${name}\` can only be ${show(params.allowedValue)}.`,
        fix: `Write ${show(params.allowedValue)}, or leave it out.`,
      }
    default:
      return {
        message: `\`${name}\` is not as it should be: ${error.message ?? error.keyword}.`,
        fix: advice(schema, 'See its schema in knowledge/schemas.'),
      }
  }
}

function advice(schema: Annotated, otherwise: string): string {
  const [first] = schema.examples ?? []
  if (first === undefined) return schema.description ?? otherwise
  return `${schema.description ?? ''} For example: ${Array.isArray(first) ? `[${first.join(', ')}]` : show(first)}.`.trim()
}

/** The example of an id, from the schema that the ids of this kind refer to. */
function example(error: ErrorObject): string {
  const reference = (error.schema as { $ref?: string }).$ref?.split('/').at(-1)
  const common = readSchema('common') as { $defs: Record<string, Annotated> }
  return `\`${String(common.$defs[reference ?? '']?.examples?.[0] ?? 'an id')}\``
}

const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
