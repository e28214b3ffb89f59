/** What is measured side by side: the same rules, run by somebody else's engine or by hand. */
import type { Decision, Facts, Finding, ISODate, Pathway } from '@needlepoint/pathway'

/** What every contender must give: the decision, each finding with its explanation, and when waiting ends. */
export interface Outcome {
  readonly decision: { readonly atLeast: Decision; readonly atMost: Decision; readonly final: boolean }
  readonly findings: readonly Finding<Decision>[]
  readonly earliestDate: ISODate | null
}

export interface Peer<Input = unknown> {
  readonly name: string
  /** How the rules were put to it, and what was tried besides. */
  readonly form: string
  /** Lays facts out as this contender wants to read them. Not part of what is timed. */
  prepare(facts: Facts): Input
  /** Gets only what its own `prepare` made; written as a method so that peers with different inputs stand in one list. */
  screen(input: Input): Outcome | Promise<Outcome>
}

/** Makes a contender ready; not part of what is timed either. */
export type MakePeer = (pathway: Pathway) => Peer | Promise<Peer>
