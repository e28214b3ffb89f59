import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { answerMayI } from './answer-may-i.ts'
import { checkProduct } from './check-product.ts'
import { showToday } from './show-today.ts'

export const aftercareRoutes: readonly Route<Context>[] = [
  serve(endpoints['aftercare.today'], showToday),
  serve(endpoints['aftercare.may-i'], answerMayI),
  serve(endpoints['aftercare.check-product'], checkProduct),
]
