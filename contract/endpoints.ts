/** Every endpoint by name. */
import { accountsEndpoints } from './accounts/endpoints.ts'
import { aftercareEndpoints } from './aftercare/endpoints.ts'
import { consentEndpoints } from './consent/endpoints.ts'
import { filesEndpoints } from './files/endpoints.ts'
import type { UseCaseInput, UseCaseOutput } from './http/endpoint.ts'
import { demoEndpoints } from './operate/demo.ts'
import { operateEndpoints } from './operate/endpoints.ts'
import { planningEndpoints } from './planning/endpoints.ts'
import { practiceEndpoints } from './practice/endpoints.ts'
import { recoveryEndpoints } from './recovery/endpoints.ts'
import { screeningEndpoints } from './screening/endpoints.ts'
import { treatmentEndpoints } from './treatment/endpoints.ts'

export const endpoints = {
  ...operateEndpoints,
  ...demoEndpoints,
  ...accountsEndpoints,
  ...practiceEndpoints,
  ...filesEndpoints,
  ...screeningEndpoints,
  ...planningEndpoints,
  ...consentEndpoints,
  ...treatmentEndpoints,
  ...aftercareEndpoints,
  ...recoveryEndpoints,
}

export type Endpoints = typeof endpoints
export type EndpointName = keyof Endpoints & string

/** What the use case of an endpoint is given: `InputOf<'screening.record'>`. */
export type InputOf<Name extends EndpointName> = UseCaseInput<Endpoints[Name]>
/** What it gives back. */
export type OutputOf<Name extends EndpointName> = UseCaseOutput<Endpoints[Name]>
