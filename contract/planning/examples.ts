import { byStaff, type Examples, first, ids, protocol } from '../http/example.ts'
import type { planningEndpoints } from './endpoints.ts'

const body = {
  id: ids.plan,
  clientId: ids.client,
  screeningId: ids.screening,
  plannedOn: '2026-11-21',
  start: '2026-12-01',
  facts: { goals: ['acneScars'], areas: ['cheeks'], deviceClass: 'pen' },
}
const plan = {
  ...body,
  notes: null,
  plan: {
    decision: { atLeast: 'proceed', atMost: 'proceed', final: true },
    start: '2026-12-01',
    courses: [
      { indication: 'acneScars', name: 'Acne scars', sessions: { from: 3, to: 4 }, claims: ['PL-001', 'PL-003'] },
    ],
    areas: [{ area: 'cheeks', depthMm: { from: 1, to: 1.5 }, cappedBy: 'goal', claims: ['PL-001'] }],
    maxDepthMm: 1.5,
    limits: [],
    advice: [],
    preparation: [],
    cost: null,
    ask: [],
    protocol,
  },
  price: { currency: 'EUR', perSession: 18000, course: { from: 54000, to: 72000 } },
  newerScreeningId: null,
  protocol,
  ...first,
  ...byStaff,
}

export const planningExamples: Examples<typeof planningEndpoints> = {
  'plan.record': { body, response: { outcome: 'new', record: plan } },
  'plan.show': { response: plan },
  'plan.list': { response: { items: [plan], next: null } },
}
