import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { listAudit } from './list-audit.ts'

export const auditRoutes: readonly Route<Context>[] = [serve(endpoints['audit.list'], listAudit)]
