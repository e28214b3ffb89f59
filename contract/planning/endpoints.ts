import { endpointsOf } from '../http/endpoint.ts'
import { pageOf, pageQuery } from '../http/page.ts'
import { inClinic } from '../http/values.ts'
import { written } from '../http/written.ts'
import { plan, recordPlan } from './plan.ts'

export const planningEndpoints = endpointsOf('planning', {
  'plan.record': {
    method: 'POST',
    path: '/api/clinics/:clinicId/plans',
    summary: 'Record a plan',
    description:
      'Plans the course from the answers of the screening that counts and what is wanted. Refused where the decision does not allow treatment, or the new answers lead to another one.',
    callers: ['staff', 'api-key'],
    permission: 'plan.record',
    scope: 'records:write',
    params: inClinic(),
    query: null,
    body: recordPlan,
    response: written(plan),
    status: 201,
    problems: ['id-taken', 'stale-version', 'decision-forbids', 'not-yet'],
  },
  'plan.show': {
    method: 'GET',
    path: '/api/clinics/:clinicId/plans/:planId',
    summary: 'Show a plan',
    description:
      'With its answers and everything that the engine planned. `newerScreeningId` tells when the answers that it rests on were replaced.',
    callers: ['staff', 'client', 'api-key'],
    permission: 'plan.read',
    scope: 'records:read',
    params: inClinic('planId'),
    query: null,
    body: null,
    response: plan,
    status: 200,
    problems: [],
  },
  'plan.list': {
    method: 'GET',
    path: '/api/clinics/:clinicId/clients/:clientId/plans',
    summary: 'List the plans of a client',
    description: 'The newest first, replaced ones included.',
    callers: ['staff', 'client', 'api-key'],
    permission: 'plan.read',
    scope: 'records:read',
    params: inClinic('clientId'),
    query: pageQuery,
    body: null,
    response: pageOf(plan),
    status: 200,
    problems: [],
  },
})
