/** What must hold before the first pass. */

import type { Protocol } from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import { compileFloor, compileRules } from './rules.ts'

export function compileTreatment(context: Context): Protocol['treatment'] {
  return {
    rules: compileRules<'precaution' | 'stop'>(context, 'preflight-rule'),
    floor: compileFloor<'precaution' | 'stop'>(context, 'preflight-floor'),
  }
}
