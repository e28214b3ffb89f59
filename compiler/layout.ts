/** Which file holds which kind. A file in a place that nobody reads is a mistake, not a draft. */
import type { Step } from '@needlepoint/pathway'
import type { Kind } from './raw.ts'

export interface Place {
  /** Also the name of the schema. */
  readonly kind: Kind | 'text' | 'case'
  readonly step?: Step
  /** Texts only. */
  readonly language?: string
}

const name = '[a-z0-9-]+'
const anyStep = '(?<step>screening|planning|consent|treatment|aftercare|recovery)'

const places: readonly (readonly [pattern: string, kind: Place['kind'], step?: Step])[] = [
  [`sources(-${name})?`, 'source'],
  [`claims/${name}`, 'claim'],
  [`profiles(-${name})?`, 'profile'],
  [`texts/(?<language>[a-z]{2,3}(-[A-Za-z]+)?)/${name}`, 'text'],
  [`${anyStep}/facts`, 'fact'],
  [`${anyStep}/parameters`, 'parameter'],
  [`${anyStep}/(${name}/)*${name}\\.cases`, 'case'],
  [`screening/rules/${name}`, 'screening-rule', 'screening'],
  ['screening/contradictions', 'contradiction', 'screening'],
  ['screening/floor', 'screening-floor', 'screening'],
  ['planning/indications', 'indication', 'planning'],
  ['planning/areas', 'area', 'planning'],
  ['planning/devices', 'device', 'planning'],
  ['planning/depth-limits', 'depth-limit', 'planning'],
  ['planning/advice', 'advice', 'planning'],
  ['planning/preparation', 'preparation', 'planning'],
  ['consent/risks', 'risk', 'consent'],
  [`treatment/preflight/${name}`, 'preflight-rule', 'treatment'],
  ['treatment/floor', 'preflight-floor', 'treatment'],
  [`aftercare/instructions/${name}`, 'instruction', 'aftercare'],
  ['aftercare/activities', 'activity', 'aftercare'],
  ['aftercare/ingredient-classes', 'ingredient-class', 'aftercare'],
  [`aftercare/ingredients/${name}`, 'ingredient', 'aftercare'],
  [`recovery/effects/${name}`, 'effect', 'recovery'],
  ['recovery/schedule', 'check-in', 'recovery'],
  ['recovery/healed', 'healed', 'recovery'],
  [`recovery/rules/${name}`, 'triage-rule', 'recovery'],
  ['recovery/floor', 'triage-floor', 'recovery'],
]
const patterns = places.map(([pattern, kind, step]) => ({ pattern: new RegExp(`^${pattern}\\.yaml$`), kind, step }))

/** What a file holds. @param path as seen from the folder of knowledge, with `/` */
export function placeOf(path: string): Place | undefined {
  for (const { pattern, kind, step } of patterns) {
    const match = pattern.exec(path)
    if (!match) continue
    const found = step ?? (match.groups?.step as Step | undefined)
    const language = match.groups?.language
    return { kind, ...(found ? { step: found } : {}), ...(language ? { language } : {}) }
  }
  return undefined
}

/** In plain words, as messages name them. */
export const kindNames: Readonly<Record<Place['kind'], string>> = {
  source: 'source',
  claim: 'claim',
  fact: 'fact',
  parameter: 'parameter',
  'screening-rule': 'screening rule',
  'preflight-rule': 'pre-flight rule',
  'triage-rule': 'triage rule',
  'screening-floor': 'safety floor',
  'preflight-floor': 'safety floor',
  'triage-floor': 'safety floor',
  contradiction: 'contradiction',
  indication: 'indication',
  area: 'area',
  device: 'device class',
  'depth-limit': 'depth limit',
  advice: 'piece of advice',
  preparation: 'preparation',
  risk: 'risk',
  effect: 'effect',
  instruction: 'instruction',
  activity: 'activity',
  'ingredient-class': 'ingredient class',
  ingredient: 'ingredient',
  'check-in': 'check-in',
  healed: 'definition of healed',
  profile: 'profile',
  text: 'text',
  case: 'case',
}
