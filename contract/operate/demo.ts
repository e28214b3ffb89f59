/**
 * A clinic to try everything with: made-up clients at every step of the pathway. It is open to anybody on a machine of one's
 * own, elsewhere only where the operator allows it, and it goes again as it came.
 */
import { z } from 'zod'
import { endpointsOf } from '../http/endpoint.ts'
import { clinicId, id, instant, nothing } from '../http/values.ts'
import { role } from '../practice/staff.ts'

export const demo = z.strictObject({
  clinicId,
  name: z.string(),
  madeAt: instant,
  staff: z.array(z.strictObject({ role, name: z.string() })).describe('One for each role.'),
  clients: z
    .array(z.strictObject({ clientId: id, name: z.string(), shows: z.string() }))
    .describe('Each with a sentence on what she is there for.'),
})
export type Demo = z.infer<typeof demo>

export const shownDemo = z.strictObject({
  allowed: z.boolean().describe('Where it is not, the other three are refused.'),
  demo: demo.nullable().describe('Null where there is none now.'),
})

export const enterDemo = z.union([z.strictObject({ role }), z.strictObject({ clientId: id })])

const outside = { callers: ['anyone'], permission: null, scope: null, params: nothing, query: null } as const

export const demoEndpoints = endpointsOf('operate', {
  'demo.show': {
    method: 'GET',
    path: '/api/demo',
    summary: 'Show the demo',
    description: 'Whether this server allows one, whether there is one now, and who is in it.',
    ...outside,
    body: null,
    response: shownDemo,
    status: 200,
    problems: ['database-away'],
  },
  'demo.make': {
    method: 'POST',
    path: '/api/demo',
    summary: 'Make the demo',
    description:
      'One clinic with made-up people, whose history counts back from now. It takes some seconds, and all of it is there or nothing.',
    ...outside,
    body: nothing,
    response: demo,
    status: 200,
    problems: ['not-allowed', 'cross-site', 'already-done', 'database-away'],
  },
  'demo.enter': {
    method: 'POST',
    path: '/api/auth/demo/enter',
    summary: 'Go into the demo as somebody',
    description:
      'As a role of its staff, or as one of its clients (for a child as her guardian). Whoever was signed in on this device is signed out. The session opens the demo and nothing else.',
    ...outside,
    body: enterDemo,
    response: z.strictObject({ clinicId, clientId: id.nullable().describe('Of a client; null for staff.') }),
    status: 200,
    problems: ['not-allowed', 'cross-site', 'database-away'],
  },
  'demo.remove': {
    method: 'DELETE',
    path: '/api/demo',
    summary: 'Remove the demo',
    description: 'Every record and every file of it, at once. Other clinics are not touched.',
    ...outside,
    body: null,
    response: z.strictObject({ removed: z.boolean().describe('False where there was none.') }),
    status: 200,
    problems: ['not-allowed', 'cross-site', 'database-away', 'file-store-away'],
  },
})
