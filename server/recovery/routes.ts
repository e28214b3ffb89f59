import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { markRead } from './mark-read.ts'
import { listCheckIns, listToday, showCheckIn } from './read-check-ins.ts'
import { listMessages, listMessagesToday, markMessagesRead } from './read-messages.ts'
import { recordCheckIn } from './record-check-in.ts'
import { writeMessage } from './write-message.ts'

export const recoveryRoutes: readonly Route<Context>[] = [
  serve(endpoints['check-in.record'], recordCheckIn),
  serve(endpoints['check-in.today'], listToday),
  serve(endpoints['check-in.show'], showCheckIn),
  serve(endpoints['check-in.list'], listCheckIns),
  serve(endpoints['check-in.mark-read'], markRead),
  serve(endpoints['message.write'], writeMessage),
  serve(endpoints['message.list'], listMessages),
  serve(endpoints['message.mark-read'], markMessagesRead),
  serve(endpoints['message.today'], listMessagesToday),
]
