/** The steps of a journey: files of a folder in the order of their names, each with what is new. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Answers, InvalidInput, nearest } from '@needlepoint/pathway'
import { readDocument } from '../input/document.ts'
import { type Fields, isObject, strangers } from '../input/fields.ts'
import { sentenceOf } from '../input/source.ts'
import { BadFile, Stop } from '../stop.ts'

export interface Step {
  readonly file: string
  readonly title: string
  /** What happens here, for the reader. */
  readonly about: string
  readonly verb: string
  readonly day?: string
  readonly start?: string
  readonly facts?: Answers
  readonly session?: Fields
  readonly now?: string
  readonly report?: Answers
  readonly healed?: unknown
  readonly activity?: string
  readonly label?: string
}

const fields = [
  'title',
  'about',
  'verb',
  'day',
  'start',
  'facts',
  'session',
  'now',
  'report',
  'healed',
  'activity',
  'label',
]

/** @throws Stop when the folder cannot be read or is empty; BadFile naming what is wrong in a step */
export async function readSteps(folder: string, verbs: readonly string[]): Promise<Step[]> {
  let names: string[]
  try {
    names = readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
  } catch (error) {
    throw new Stop(sentenceOf(folder, error))
  }
  if (names.length === 0) throw new Stop(`There is no step in ${folder}. Expected .yaml files, one a step.`)
  return Promise.all(names.map((name) => readStep(join(folder, name), verbs)))
}

async function readStep(file: string, verbs: readonly string[]): Promise<Step> {
  const value = await readDocument(file)
  if (!isObject(value))
    throw new InvalidInput([{ field: '', message: `${file} holds no step. Expected title, about and verb.` }])
  const problems = strangers(value, fields)
  const verb = String(value.verb)
  if (!verbs.includes(verb)) {
    const close = nearest(verb, verbs)
    problems.push({
      field: 'verb',
      message: `“verb” is “${verb}”.${close ? ` Did you mean “${close}”?` : ''} Expected one of ${verbs.join(', ')}.`,
    })
  }
  for (const field of ['title', 'about']) {
    if (typeof value[field] !== 'string') problems.push({ field, message: `“${field}” is missing. Expected a text.` })
  }
  if (problems.length > 0) throw new BadFile(problems.map((problem) => ({ ...problem, file })))
  return { ...(value as unknown as Step), file }
}
