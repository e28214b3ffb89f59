/** The server itself: its health, and the audit of a clinic. */
import { z } from 'zod'
import { endpointsOf } from '../http/endpoint.ts'
import { pageOf, pageQuery } from '../http/page.ts'
import { inClinic, instant, nothing } from '../http/values.ts'

export const auditLine = z.strictObject({
  seq: z.int().min(1),
  at: instant,
  actor: z.strictObject({
    kind: z.enum(['staff', 'client', 'guardian', 'api-key', 'system']),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  action: z.string().describe('What was done: `screening.recorded`.'),
  subject: z.string().describe('To what: the id of a record.'),
  details: z.record(z.string(), z.unknown()),
  hash: z.string().describe('Of this line and the one before; `needlepoint audit verify` checks the chain.'),
})
export type AuditLine = z.infer<typeof auditLine>

export const operateEndpoints = endpointsOf('operate', {
  'audit.list': {
    method: 'GET',
    path: '/api/clinics/:clinicId/audit',
    summary: 'List who did what',
    description: 'The last line first.',
    callers: ['staff', 'api-key'],
    permission: 'audit.read',
    scope: 'audit:read',
    params: inClinic(),
    query: pageQuery,
    body: null,
    response: pageOf(auditLine),
    status: 200,
    problems: [],
  },
  'health.live': {
    method: 'GET',
    path: '/health/live',
    summary: 'Is the process alive?',
    description: 'Answers as long as the process can answer at all. Where it does not, restart it.',
    callers: ['anyone'],
    permission: null,
    scope: null,
    params: nothing,
    query: null,
    body: null,
    response: z.strictObject({ status: z.literal('live') }),
    status: 200,
    problems: [],
  },
  'health.ready': {
    method: 'GET',
    path: '/health/ready',
    summary: 'Can requests be answered?',
    description: 'Asks the database. Where it is away the server recovers by itself: send no requests until then.',
    callers: ['anyone'],
    permission: null,
    scope: null,
    params: nothing,
    query: null,
    body: null,
    response: z.strictObject({ status: z.literal('ready') }),
    status: 200,
    problems: ['database-away'],
  },
})
