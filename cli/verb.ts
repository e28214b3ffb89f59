/** What a verb is, and what it is given to run with. */
import type { Instant, ISODate, Pathway } from '@needlepoint/pathway'
import type { Flags } from './arguments.ts'
import type { Clock } from './clock.ts'
import type { VerbFlag } from './flags.ts'
import type { Page } from './output/page.ts'
import type { Words } from './output/words.ts'
import type { Stdio } from './stdio.ts'

export interface Verb {
  readonly name: string
  /** One line, for the list of verbs. */
  readonly summary: string
  /** What stands after the verb, one way of calling it a line. */
  readonly usage: readonly string[]
  /** Paragraphs for `help VERB`. */
  readonly about?: string
  /** Whole commands that work from the root of the repository. */
  readonly examples: readonly string[]
  readonly flags: readonly VerbFlag[]
  /** Name of the schema of its input, for `schema NAME`. */
  readonly schema?: string
  /** Present on verbs that decide: takes one input and gives the answer with its page. */
  readonly decide?: Decide
  /** @returns the exit code */
  readonly run: (call: Call) => Promise<number>
}

/** One call of a verb. */
export interface Call {
  readonly words: readonly string[]
  readonly flags: Flags
  readonly stdio: Stdio
  readonly clock: Clock
  /** Readable text rather than JSON. */
  readonly text: boolean
  readonly language: string
  readonly newPage: () => Page
  /** The protocol that the flags name, loaded once. */
  readonly pathway: () => Promise<Pathway>
  readonly print: (text: string) => Promise<void>
  /** All verbs, for those that are about others. */
  readonly verbs: Verbs
}

export interface Verbs {
  readonly names: readonly string[]
  /** @throws Stop with the nearest name */
  readonly find: (name: string) => Promise<Verb>
}

/** What an input may leave out. */
export interface Defaults {
  readonly day: ISODate
  readonly now: Instant
  /** Of flags: they come before what the input says. */
  readonly over: { readonly day?: ISODate; readonly now?: Instant; readonly start?: ISODate; readonly rule?: string }
}

export interface Decided {
  /** The input as it was decided on, with day and time filled in: enough to take the decision again. */
  readonly input: object
  readonly output: { readonly protocol?: string }
  readonly print: (page: Page, words: Words) => void
  /** The client's day, for the words that depend on it. */
  readonly day: ISODate
}

/** @throws InvalidInput naming every wrong field */
export type Decide = (pathway: Pathway, raw: unknown, defaults: Defaults) => Decided
