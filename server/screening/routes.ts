import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { compareScreening } from './compare-screening.ts'
import { listScreenings, listScreeningsToReview } from './list-screenings.ts'
import { overrideScreening } from './override-screening.ts'
import { recordScreening } from './record-screening.ts'
import { showScreening } from './show-screening.ts'

export const screeningRoutes: readonly Route<Context>[] = [
  serve(endpoints['screening.record'], recordScreening),
  serve(endpoints['screening.show'], showScreening),
  serve(endpoints['screening.list'], listScreenings),
  serve(endpoints['screening.review'], listScreeningsToReview),
  serve(endpoints['screening.compare'], compareScreening),
  serve(endpoints['screening.override'], overrideScreening),
]
