/** What anybody may ask of a clinic that takes enquiries. There is no account behind it, so nothing is read but the clinic's own sign. */
import { endpoints } from '@needlepoint/contract'
import { isCrossSite } from '../accounts/origin.ts'
import type { Context } from '../context.ts'
import { type ContextParts, contextOf } from '../context-of.ts'
import type { Database } from '../database/index.ts'
import { problems } from '../http/problems.ts'
import { type Route, serveOpen } from '../http/serve-endpoint.ts'
import { receiveEnquiry, showPlace } from './receive-enquiry.ts'

export interface OpenParts extends ContextParts {
  readonly database: Database
  readonly now: () => number
}

export function openScreeningRoutes(parts: OpenParts): readonly Route<Context>[] {
  const inClinic = <Result>(clinicId: string, work: (context: Context) => Promise<Result>) =>
    parts.database.asClinic(clinicId, async (tx) =>
      work(await contextOf(parts, tx, clinicId, { kind: 'system' }, parts.now())),
    )
  return [
    serveOpen(endpoints['enquiry.place'], ({ params: { clinicId } }) => inClinic(clinicId, showPlace)),
    serveOpen(endpoints['enquiry.send'], (input, request) => {
      // No other page may have its visitors send something here.
      if (isCrossSite(request.headers, parts.site)) throw problems.crossSite()
      return inClinic(input.params.clinicId, (context) => receiveEnquiry(context, input, request.ip))
    }),
  ]
}
