/** Everybody who is measured. Ourselves first. */
import { fhirpathJs } from './fhirpath.ts'
import { handWritten } from './hand-written.ts'
import { jsonRulesEngine } from './json-rules-engine.ts'
import { needlepoint } from './needlepoint.ts'
import type { MakePeer } from './peer.ts'
import { zenExpression, zenTable } from './zen-engine.ts'

export interface Contender {
  readonly make: MakePeer
  /** We must be at least this many times as fast. */
  readonly limit: number
}

export const contenders: readonly Contender[] = [
  { make: needlepoint, limit: 1 },
  { make: handWritten, limit: 0.5 },
  { make: zenTable, limit: 100 },
  { make: zenExpression, limit: 100 },
  { make: fhirpathJs, limit: 100 },
  { make: jsonRulesEngine, limit: 300 },
]
