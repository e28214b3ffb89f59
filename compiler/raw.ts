/** What the YAML of each kind holds once its schema has been met. The schemas in `knowledge/schemas` describe every property. */
import type { Claim, Fact, Ingredient, Parameter, Source } from '@needlepoint/pathway'

export interface RawCited {
  readonly cites?: readonly string[]
  readonly disagree?: readonly string[]
  readonly judgement?: string
}
export interface RawRange extends RawCited {
  readonly from: number
  readonly to: number
}
export interface RawSpans extends RawCited {
  readonly from: string
  readonly to: string
}
export interface RawFact
  extends RawCited,
    Pick<Fact, 'kind' | 'unit' | 'min' | 'max' | 'options' | 'riskier' | 'askedOf'> {
  readonly validFor?: string
  readonly derive?: string
  readonly estimate?: readonly (RawCited & { readonly when: string; readonly value: string | number | boolean })[]
}
export interface RawParameter extends Omit<Parameter, 'values'> {
  readonly values: readonly (RawCited & { readonly from: string; readonly value: number })[]
}
export interface RawRule extends RawCited {
  readonly when: string
  readonly effect: string
  readonly topic?: string
  readonly until?: { readonly fact: string; readonly reaches: string | number }
  readonly checkAgainAfter?: string
}
export interface RawFloor extends RawCited {
  readonly when: string
  readonly atLeast: string
}
export interface RawContradiction extends RawCited {
  readonly when: string
  readonly fields: readonly string[]
}
export interface RawIndication extends RawCited {
  readonly sessions: RawRange
  readonly interval: RawSpans
  readonly depthMm: RawRange
  readonly evidence: 'strong' | 'moderate' | 'weak' | 'poor'
  readonly outlook: 'good' | 'fair' | 'poor'
  readonly results: readonly (RawSpans & { readonly id: string; readonly after?: 'session' | 'course' })[]
}
export interface RawArea extends RawCited {
  readonly treat: 'yes' | 'clinician-only' | 'never'
  readonly depthMm?: RawRange
  readonly view: 'face' | 'neck' | 'scalp' | 'body'
}
export interface RawDevice extends RawCited {
  readonly setting: 'clinic' | 'home'
  readonly energy: 'none' | 'radiofrequency'
  readonly maxDepthMm: RawCited & { readonly value: number }
}
export interface RawDepthLimit extends RawCited {
  readonly when: string
  readonly maxDepthMm: string
}
export interface RawAdvice extends RawCited {
  readonly when: string
}
export interface RawPreparation extends RawCited {
  readonly when?: string
  readonly startsBefore: string
  readonly activities?: readonly string[]
}
export interface RawRisk extends RawCited {
  readonly effect: string
  readonly when?: string
  readonly frequency: 'very-common' | 'common' | 'uncommon' | 'rare' | 'not-known'
  readonly frequencyCites?: readonly string[]
  readonly likelier?: readonly (RawCited & { readonly id: string; readonly when: string })[]
}
export interface RawCurve extends RawCited {
  readonly id: string
  readonly when?: string
  readonly onset: string
  readonly peak: string
  readonly usualEnd: string
  readonly prolongedAfter: string
  readonly expect: readonly { readonly until: string; readonly atMost: number }[]
}
export interface RawEffect extends RawCited {
  readonly item?: string
  readonly expected: boolean
  readonly curves: readonly RawCurve[]
  readonly redFlags?: readonly string[]
}
export interface RawInstruction extends RawCited {
  readonly kind: 'do' | 'dont'
  readonly starts: string
  readonly ends: { readonly after?: string; readonly healed?: boolean }
  readonly when?: string
  readonly activities?: readonly string[]
  readonly classes?: readonly string[]
}
export interface RawActivity extends RawCited {
  readonly aliases: readonly string[]
  readonly otherwise: 'yes' | 'depends'
}
export interface RawIngredientClass extends RawCited {
  readonly use: 'avoid' | 'caution' | 'fine'
  readonly returns?: { readonly after?: string; readonly healed?: boolean }
  readonly allergy?: string
}
export interface RawCheckIn extends RawCited {
  readonly after: string
  readonly items: readonly string[]
}
export interface RawHealed extends RawCited {
  readonly when: string
}
export type Answers = Readonly<Record<string, unknown>>

/** Kind → the type of its entries. */
export interface Raw {
  readonly source: Source & { readonly file?: string }
  readonly claim: Claim
  readonly fact: RawFact
  readonly parameter: RawParameter
  readonly 'screening-rule': RawRule
  readonly 'preflight-rule': RawRule
  readonly 'triage-rule': RawRule
  readonly 'screening-floor': RawFloor
  readonly 'preflight-floor': RawFloor
  readonly 'triage-floor': RawFloor
  readonly contradiction: RawContradiction
  readonly indication: RawIndication
  readonly area: RawArea
  readonly device: RawDevice
  readonly 'depth-limit': RawDepthLimit
  readonly advice: RawAdvice
  readonly preparation: RawPreparation
  readonly risk: RawRisk
  readonly effect: RawEffect
  readonly instruction: RawInstruction
  readonly activity: RawActivity
  readonly 'ingredient-class': RawIngredientClass
  readonly ingredient: Ingredient
  readonly 'check-in': RawCheckIn
  readonly healed: RawHealed
  readonly profile: Answers
}
export type Kind = keyof Raw
