import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { recordPlan } from './record-plan.ts'
import { listPlans, showPlan } from './show-plan.ts'

export const planningRoutes: readonly Route<Context>[] = [
  serve(endpoints['plan.record'], recordPlan),
  serve(endpoints['plan.show'], showPlan),
  serve(endpoints['plan.list'], listPlans),
]
