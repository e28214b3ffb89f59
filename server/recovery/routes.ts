import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { markRead } from './mark-read.ts'
import { listCheckIns, listToday, showCheckIn } from './read-check-ins.ts'
import { recordCheckIn } from './record-check-in.ts'

export const recoveryRoutes: readonly Route<Context>[] = [
  serve(endpoints['check-in.record'], recordCheckIn),
  serve(endpoints['check-in.today'], listToday),
  serve(endpoints['check-in.show'], showCheckIn),
  serve(endpoints['check-in.list'], listCheckIns),
  serve(endpoints['check-in.mark-read'], markRead),
]
