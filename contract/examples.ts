/** One exchange for each endpoint, for the documentation. Only `openapi.ts` and tests import it: apps need none of it. */
import { accountsExamples } from './accounts/examples.ts'
import { aftercareExamples } from './aftercare/examples.ts'
import { consentExamples } from './consent/examples.ts'
import type { Endpoints } from './endpoints.ts'
import { filesExamples } from './files/examples.ts'
import type { Examples } from './http/example.ts'
import { demoExamples, operateExamples } from './operate/examples.ts'
import { planningExamples } from './planning/examples.ts'
import { practiceExamples } from './practice/examples.ts'
import { recoveryExamples } from './recovery/examples.ts'
import { screeningExamples } from './screening/examples.ts'
import { treatmentExamples } from './treatment/examples.ts'

export type { Example } from './http/example.ts'

export const examples: Examples<Endpoints> = {
  ...operateExamples,
  ...demoExamples,
  ...accountsExamples,
  ...practiceExamples,
  ...filesExamples,
  ...screeningExamples,
  ...planningExamples,
  ...consentExamples,
  ...treatmentExamples,
  ...aftercareExamples,
  ...recoveryExamples,
}
