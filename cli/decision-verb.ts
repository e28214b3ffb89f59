/** Makes a verb out of three functions: how its input is read, what the engine decides, and how the answer looks. */
import type { ISODate, Pathway } from '@needlepoint/pathway'
import { decideAll, givenBy } from './decide.ts'
import type { Page } from './output/page.ts'
import type { Words } from './output/words.ts'
import type { Call, Defaults, Verb } from './verb.ts'

export interface DecisionVerb<Input extends object, Output extends { readonly protocol?: string }> {
  readonly name: string
  readonly summary: string
  readonly usage?: readonly string[]
  readonly about?: string
  readonly examples: readonly string[]
  readonly flags: Verb['flags']
  readonly schema?: string
  /** @throws InvalidInput naming every field that does not belong */
  readonly read: (raw: unknown, defaults: Defaults, pathway: Pathway) => Input
  readonly decide: (pathway: Pathway, input: Input) => Output
  readonly dayOf: (input: Input, pathway: Pathway) => ISODate
  readonly print: (output: Output, input: Input, page: Page, words: Words) => void
  /** Where the input comes from, when it is not just the one file. */
  readonly given?: (call: Call) => ReturnType<typeof givenBy>
}

export function decisionVerb<Input extends object, Output extends { readonly protocol?: string }>({
  read,
  decide,
  dayOf,
  print,
  given,
  ...about
}: DecisionVerb<Input, Output>): Verb {
  const decideOne: Verb['decide'] = (pathway, raw, defaults) => {
    const input = read(raw, defaults, pathway)
    const output = decide(pathway, input)
    return {
      input,
      output,
      day: dayOf(input, pathway),
      print: (page, words) => print(output, input, page, words),
    }
  }
  return {
    usage: ['FILE'],
    schema: about.name,
    ...about,
    flags: [...about.flags, 'record', 'lines'],
    decide: decideOne,
    run: async (call) =>
      decideAll(about.name, decideOne, await (given ? given(call) : givenBy(call, about.name)), call),
  }
}
