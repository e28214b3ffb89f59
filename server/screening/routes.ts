import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { compareScreening } from './compare-screening.ts'
import { changeDoor, showDoor } from './enquiry-door.ts'
import { dropDraft, keepDraft, showDraft } from './keep-draft.ts'
import { listScreenings, listScreeningsToReview } from './list-screenings.ts'
import { overrideScreening } from './override-screening.ts'
import { listEnquiries, showEnquiry } from './read-enquiries.ts'
import { recordScreening } from './record-screening.ts'
import { dismissEnquiry, takeEnquiry } from './settle-enquiry.ts'
import { showScreening } from './show-screening.ts'

export const screeningRoutes: readonly Route<Context>[] = [
  serve(endpoints['screening.record'], recordScreening),
  serve(endpoints['screening.show'], showScreening),
  serve(endpoints['screening.list'], listScreenings),
  serve(endpoints['screening.review'], listScreeningsToReview),
  serve(endpoints['screening.compare'], compareScreening),
  serve(endpoints['screening.override'], overrideScreening),
  serve(endpoints['intake-draft.show'], showDraft),
  serve(endpoints['intake-draft.keep'], keepDraft),
  serve(endpoints['intake-draft.drop'], dropDraft),
  serve(endpoints['enquiry.list'], listEnquiries),
  serve(endpoints['enquiry.show'], showEnquiry),
  serve(endpoints['enquiry.take'], takeEnquiry),
  serve(endpoints['enquiry.dismiss'], dismissEnquiry),
  serve(endpoints['enquiry.door'], showDoor),
  serve(endpoints['enquiry.set-door'], changeDoor),
]
