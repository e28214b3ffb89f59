import { byStaff, type Examples, first, ids, protocol } from '../http/example.ts'
import type { treatmentEndpoints } from './endpoints.ts'

const preflightBody = {
  id: ids.preflight,
  clientId: ids.client,
  planId: ids.plan,
  checkedOn: '2026-12-01',
  deviceId: ids.device,
  cartridgeLotId: ids.lot,
  facts: { identityConfirmed: 'yes', temperature: { value: 36.6, unit: 'Cel' }, skinCleansed: 'yes' },
  deviceResult: { decision: 'ready', final: true, rules: [], protocol },
}
const preflight = {
  ...preflightBody,
  result: { decision: 'ready', final: true, findings: [], ask: [], clarify: [], protocol },
  differs: false,
  protocol,
  ...byStaff,
}
const chart = {
  preflightId: ids.preflight,
  endedAt: '2026-12-01T14:05:00Z',
  zone: 'Europe/Lisbon',
  deviceId: ids.device,
  cartridgeLotId: ids.lot,
  practitionerId: ids.staff,
  zones: [{ area: 'cheeks', depthMm: 1.5, passes: 4, endpoint: 'pinpoint-bleeding' }],
  products: [{ product: 'Hyaluronic acid 1 %' }],
  facts: { pain: 3 },
}
const session = {
  id: ids.session,
  clientId: ids.client,
  planId: ids.plan,
  preflightId: ids.preflight,
  endedAt: chart.endedAt,
  zone: chart.zone,
  device: { id: ids.device, name: 'Pen, room 2', deviceClass: 'pen' },
  cartridgeLot: { id: ids.lot, product: '12-needle cartridge', lot: 'C2291' },
  practitioner: { id: ids.staff, name: 'Ines Duarte' },
  depthMm: 1.5,
  zones: chart.zones,
  products: [{ product: 'Hyaluronic acid 1 %', lot: null }],
  facts: chart.facts,
  notes: null,
  amendedBecause: null,
  ...first,
  ...byStaff,
}
const summary = {
  id: ids.session,
  clientId: ids.client,
  planId: ids.plan,
  endedAt: chart.endedAt,
  zone: chart.zone,
  depthMm: 1.5,
  deviceClass: 'pen',
  areas: ['cheeks'],
  practitioner: 'Ines Duarte',
  ...first,
  ...byStaff,
}

export const treatmentExamples: Examples<typeof treatmentEndpoints> = {
  'preflight.record': { body: preflightBody, response: { outcome: 'new', record: preflight } },
  'preflight.show': { response: preflight },
  'preflight.list': { response: { items: [preflight], next: null } },
  'session.record': {
    body: { id: ids.session, clientId: ids.client, planId: ids.plan, ...chart },
    response: { outcome: 'new', record: session },
  },
  'session.amend': {
    body: { id: ids.amended, reason: 'Passes were counted wrongly.', ...chart },
    response: {
      outcome: 'new',
      record: {
        ...session,
        id: ids.amended,
        amendedBecause: 'Passes were counted wrongly.',
        supersedes: ids.session,
      },
    },
  },
  'session.show': { response: { ...session, supersededBy: ids.amended } },
  'session.list': { response: { items: [summary], next: null } },
}
