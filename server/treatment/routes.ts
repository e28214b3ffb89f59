import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { amendSession } from './amend-session.ts'
import { listPreflights, showPreflight } from './read-preflights.ts'
import { listSessions, showSession } from './read-sessions.ts'
import { recordPreflight } from './record-preflight.ts'
import { recordSession } from './record-session.ts'

export const treatmentRoutes: readonly Route<Context>[] = [
  serve(endpoints['preflight.record'], recordPreflight),
  serve(endpoints['preflight.show'], showPreflight),
  serve(endpoints['preflight.list'], listPreflights),
  serve(endpoints['session.record'], recordSession),
  serve(endpoints['session.amend'], amendSession),
  serve(endpoints['session.show'], showSession),
  serve(endpoints['session.list'], listSessions),
]
