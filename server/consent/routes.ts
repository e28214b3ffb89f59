import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { downloadCopy } from './download-copy.ts'
import { listPapers } from './list-papers.ts'
import { offerConsent } from './offer-consent.ts'
import { prepareConsent } from './prepare-consent.ts'
import { listConsents, showConsent } from './show-consent.ts'
import { signConsent } from './sign-consent.ts'
import { withdrawConsent } from './withdraw-consent.ts'

export const consentRoutes: readonly Route<Context>[] = [
  serve(endpoints['consent.prepare'], prepareConsent),
  serve(endpoints['consent.offer'], offerConsent),
  serve(endpoints['consent.papers'], listPapers),
  serve(endpoints['consent.copy'], downloadCopy),
  serve(endpoints['consent.sign'], signConsent),
  serve(endpoints['consent.witness'], (context, input, caller) => signConsent(context, input, caller)),
  serve(endpoints['consent.show'], showConsent),
  serve(endpoints['consent.list'], listConsents),
  serve(endpoints['consent.withdraw'], withdrawConsent),
]
