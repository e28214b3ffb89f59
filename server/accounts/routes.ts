/**
 * Routes within a clinic that are about the person and her data. Signing in, links, invitations and one's own sessions are
 * below `/api/auth` and answered by `accounts.handle`.
 */
import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { answerErasure } from './answer-erasure.ts'
import { exportClient } from './export-client.ts'
import { listContactConsentHistory, listContactConsents, recordContactConsent } from './keep-contact-consents.ts'
import { listViews } from './list-views.ts'
import { listErasures, listOwnErasures, requestErasure } from './request-erasure.ts'

export const accountRoutes: readonly Route<Context>[] = [
  serve(endpoints['record-view.list'], listViews),
  serve(endpoints['client.export'], exportClient),
  serve(endpoints['erasure.request'], requestErasure),
  serve(endpoints['erasure.list'], listErasures),
  serve(endpoints['own-erasure.list'], listOwnErasures),
  serve(endpoints['erasure.answer'], answerErasure),
  serve(endpoints['contact-consent.record'], recordContactConsent),
  serve(endpoints['contact-consent.list'], listContactConsents),
  serve(endpoints['contact-consent.history'], listContactConsentHistory),
]
