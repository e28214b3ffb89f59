/** Every route within a clinic, in the order of care. */
import { accountRoutes } from './accounts/routes.ts'
import { aftercareRoutes } from './aftercare/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { consentRoutes } from './consent/routes.ts'
import type { Context } from './context.ts'
import { filesRoutes } from './files/routes.ts'
import type { Route } from './http/serve-endpoint.ts'
import { planningRoutes } from './planning/routes.ts'
import { practiceRoutes } from './practice/routes.ts'
import { recoveryRoutes } from './recovery/routes.ts'
import { screeningRoutes } from './screening/routes.ts'
import { treatmentRoutes } from './treatment/routes.ts'

export const routes: readonly Route<Context>[] = [
  ...auditRoutes,
  ...accountRoutes,
  ...practiceRoutes,
  ...filesRoutes,
  ...screeningRoutes,
  ...planningRoutes,
  ...consentRoutes,
  ...treatmentRoutes,
  ...aftercareRoutes,
  ...recoveryRoutes,
]
