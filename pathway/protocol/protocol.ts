/**
 * The protocol: everything that is known, compiled from `knowledge/` into one document with a content hash.
 * The compiler writes it, the engine reads it, nothing changes it. `knowledge/README.md` explains each kind.
 */

/** A civil date in the client's time zone, `2026-11-21`. */
export type ISODate = string
/** An instant on the time line, `2026-11-21T09:30:00Z` (any offset is accepted). */
export type Instant = string
/** An IANA time zone, `Europe/Berlin`. */
export type Zone = string

/** From least to most cautious. */
export const decisions = ['proceed', 'proceed-with-precautions', 'clinician-review', 'defer', 'do-not-treat'] as const
export type Decision = (typeof decisions)[number]

/** From least to most cautious. */
export const readinesses = ['ready', 'ready-with-precautions', 'not-ready'] as const
export type Readiness = (typeof readinesses)[number]

/** From calm to urgent. */
export const levels = ['expected', 'watch', 'contact-clinic', 'same-day', 'emergency'] as const
export type Level = (typeof levels)[number]

/** A length of time. `h` and `min` are exact; `d`, `wk`, `mo` and `a` follow the calendar of the client's zone. */
export interface Span {
  readonly amount: number
  readonly unit: SpanUnit
}
export type SpanUnit = 'min' | 'h' | 'd' | 'wk' | 'mo' | 'a'
/** A length of time written out, or the name of the parameter that holds it. */
export type SpanOrParameter = Span | { readonly parameter: string }

/** A condition or a calculation: the syntax tree of the FHIRPath subset that `knowledge/README.md` allows. */
export type Expression =
  | readonly ['fact', string]
  | readonly ['parameter', string]
  | readonly ['literal', string | number | boolean]
  | readonly ['not', Expression]
  | readonly ['and' | 'or' | 'xor' | 'implies', Expression, Expression]
  | readonly ['=' | '!=' | '<' | '<=' | '>' | '>=', Expression, Expression]
  | readonly ['+' | '-' | '*' | '/', Expression, Expression]
  | readonly ['in', Expression, readonly (string | number)[]]

export type Strength = 'systematic-review' | 'rct' | 'consensus' | 'regulator' | 'case-report' | 'expert' | 'consumer'

/** A publication. */
export interface Source {
  readonly title: string
  readonly kind: string
  readonly publisher?: string
  readonly year?: number
  readonly doi?: string
  readonly pmid?: string
  readonly url?: string
}

/** One statement of a source, in our words. */
export interface Claim {
  readonly source: string
  readonly says: string
  readonly topic: string
  readonly strength: Strength
  readonly where?: string
  readonly values?: Readonly<Record<string, unknown>>
  /** Claims that say otherwise. */
  readonly tension?: readonly string[]
  /** Further sources that say the same. */
  readonly also?: readonly string[]
  /** We could not read the source: may only make things stricter, and people are told. */
  readonly unverified?: true
  /** Our reading of several statements rather than a statement of the source itself. */
  readonly derived?: true
  readonly note?: string
  readonly unused?: { readonly why: string; readonly by?: string; readonly note: string }
}

export interface Cited {
  readonly cites: readonly string[]
  readonly disagree?: readonly string[]
  /** Why a number is our own judgement rather than a source's. */
  readonly judgement?: string
}

export type Step = 'screening' | 'planning' | 'consent' | 'treatment' | 'aftercare' | 'recovery'

export type FactKind = 'yes-no' | 'one-of' | 'any-of' | 'number' | 'elapsed' | 'upcoming' | 'date' | 'severity' | 'text'

/** Something that can be asked, recorded or derived about a client. */
export interface Fact extends Cited {
  readonly step: Step
  readonly kind: FactKind
  readonly unit?: string
  readonly min?: number
  readonly max?: number
  readonly options?: readonly string[]
  /** Which answers carry more risk. */
  readonly riskier: 'yes' | 'no' | 'higher' | 'lower' | 'listed-later' | 'any' | 'neither'
  /** How long an answer stays valid. */
  readonly validFor?: Span
  readonly askedOf: 'client' | 'practitioner' | 'clinician' | 'record'
  readonly derive?: Expression
  /** Used, first true one first, while the fact has no answer of its own. */
  readonly estimate?: readonly { readonly when: Expression; readonly value: string | number | boolean }[]
}

/** A number with its unit, its history and its sources. */
export interface Parameter {
  readonly about: string
  readonly unit: string
  /** In which direction a clinic may move it; `free` for numbers that are not about safety. */
  readonly stricter: 'higher' | 'lower' | 'free'
  readonly min?: number
  readonly max?: number
  /** Oldest first. */
  readonly values: readonly (Cited & { readonly from: ISODate; readonly value: number })[]
  readonly disagree?: readonly string[]
  readonly reviewed: ISODate
}

/** Knowledge that acts. */
export interface Rule<Effect extends string> extends Cited {
  readonly when: Expression
  readonly effect: Effect
  /** Names the texts `rules.<says>.reason` and `.action`. */
  readonly says: string
  readonly topic?: string
  /** The elapsed fact that lifts the rule once it reaches the parameter. */
  readonly until?: { readonly fact: string; readonly reaches: { readonly parameter: string } | number }
  /** Triage only. */
  readonly checkAgainAfter?: SpanOrParameter
}
export type Rules<Effect extends string> = Readonly<Record<string, Rule<Effect>>>

/** A statement of safety, written apart from the rules, that holds whatever they say. */
export interface Floor<Effect extends string> extends Cited {
  readonly when: Expression
  readonly atLeast: Effect
}

/** Answers that cannot all be right. */
export interface Contradiction {
  readonly when: Expression
  readonly fields: readonly string[]
}

export interface Range extends Cited {
  readonly from: number
  readonly to: number
}

export interface Indication extends Cited {
  readonly sessions: Range
  readonly interval: Cited & { readonly from: Span; readonly to: Span }
  readonly depthMm: Range
  readonly evidence: 'strong' | 'moderate' | 'weak' | 'poor'
  readonly outlook: 'good' | 'fair' | 'poor'
  readonly results: readonly (Cited & {
    readonly id: string
    readonly from: Span
    readonly to: Span
    readonly after?: 'session' | 'course'
  })[]
}

export interface Area extends Cited {
  readonly treat: 'yes' | 'clinician-only' | 'never'
  readonly depthMm?: Range
  readonly view: 'face' | 'neck' | 'scalp' | 'body'
}

export interface Device extends Cited {
  readonly setting: 'clinic' | 'home'
  readonly energy: 'none' | 'radiofrequency'
  readonly maxDepthMm: Cited & { readonly value: number }
}

export interface DepthLimit extends Cited {
  readonly when: Expression
  readonly maxDepthMm: { readonly parameter: string }
}

export interface Advice extends Cited {
  readonly when: Expression
}

export interface Preparation extends Cited {
  readonly when?: Expression
  readonly startsBefore: { readonly parameter: string }
  readonly activities?: readonly string[]
}

export interface Risk extends Cited {
  readonly effect: string
  readonly when?: Expression
  readonly frequency: 'very-common' | 'common' | 'uncommon' | 'rare' | 'not-known'
  readonly frequencyCites?: readonly string[]
  readonly likelier: readonly (Cited & { readonly id: string; readonly when: Expression })[]
}

export interface Curve extends Cited {
  readonly id: string
  /** Absent on the curve for everybody else. */
  readonly when?: Expression
  readonly onset: Span
  readonly peak: Span
  readonly usualEnd: Span
  readonly prolongedAfter: Span
  /** The most severe (0 to 4) that is expected until then; 0 after the last. */
  readonly expect: readonly { readonly until: Span; readonly atMost: number }[]
}

export interface SideEffect extends Cited {
  /** The severity fact that measures it. */
  readonly item?: string
  readonly expected: boolean
  readonly curves: readonly Curve[]
  readonly redFlags: readonly string[]
}

export interface Instruction extends Cited {
  readonly kind: 'do' | 'dont'
  readonly starts: SpanOrParameter
  /** Both must be met; neither: it holds for good. */
  readonly ends: { readonly after?: SpanOrParameter; readonly healed?: boolean }
  readonly when?: Expression
  readonly activities: readonly string[]
  readonly classes: readonly string[]
}

export interface Activity extends Cited {
  readonly aliases: readonly string[]
  readonly otherwise: 'yes' | 'depends'
}

export interface IngredientClass extends Cited {
  readonly use: 'avoid' | 'caution' | 'fine'
  readonly returns?: { readonly after?: { readonly parameter: string }; readonly healed?: boolean }
  /** When this fact is true, the class is avoided for good. */
  readonly allergy?: string
}

export interface Ingredient {
  readonly classes: readonly string[]
  readonly aliases?: readonly string[]
  readonly misspellings?: readonly string[]
}

export interface CheckIn extends Cited {
  readonly after: Span
  readonly items: readonly string[]
}

export interface Healed extends Cited {
  readonly when: Expression
}

export interface Protocol {
  readonly format: 1
  readonly name: string
  /** `sha256:` and the digest of the canonical JSON of everything else; a clinic's overlay appends `+sha256:…`. */
  readonly hash: string
  readonly sources: Readonly<Record<string, Source>>
  readonly claims: Readonly<Record<string, Claim>>
  /** In the order of the questions. */
  readonly facts: Readonly<Record<string, Fact>>
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly screening: {
    readonly rules: Rules<Decision>
    readonly contradictions: Readonly<Record<string, Contradiction>>
    readonly floor: Readonly<Record<string, Floor<Decision>>>
  }
  readonly planning: {
    readonly indications: Readonly<Record<string, Indication>>
    readonly areas: Readonly<Record<string, Area>>
    readonly devices: Readonly<Record<string, Device>>
    readonly depthLimits: Readonly<Record<string, DepthLimit>>
    readonly advice: Readonly<Record<string, Advice>>
    readonly preparation: Readonly<Record<string, Preparation>>
  }
  readonly consent: { readonly risks: Readonly<Record<string, Risk>> }
  readonly treatment: {
    readonly rules: Rules<'precaution' | 'stop'>
    readonly floor: Readonly<Record<string, Floor<'precaution' | 'stop'>>>
  }
  readonly aftercare: {
    readonly instructions: Readonly<Record<string, Instruction>>
    readonly activities: Readonly<Record<string, Activity>>
    readonly classes: Readonly<Record<string, IngredientClass>>
    readonly ingredients: Readonly<Record<string, Ingredient>>
  }
  readonly recovery: {
    readonly effects: Readonly<Record<string, SideEffect>>
    readonly rules: Rules<Level>
    readonly floor: Readonly<Record<string, Floor<Level>>>
    readonly schedule: Readonly<Record<string, CheckIn>>
    readonly healed: Healed
  }
  /** Language → key → text, keys dotted as in `rules.isotretinoin-recent.reason`. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** A clinic's tightening of a protocol, compiled from YAML. Only what is more cautious is accepted. */
export interface Overlay {
  readonly name: string
  readonly hash: string
  readonly parameters: Readonly<Record<string, number>>
  /** Rule id → a more cautious effect, over screening, preflight and triage. */
  readonly effects: Readonly<Record<string, string>>
  readonly rules: {
    readonly screening: Rules<Decision>
    readonly treatment: Rules<'precaution' | 'stop'>
    readonly recovery: Rules<Level>
  }
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>
}
