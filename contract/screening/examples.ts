import { byClient, byStaff, type Examples, first, ids, protocol } from '../http/example.ts'
import type { screeningEndpoints } from './endpoints.ts'

const facts = { age: 34, pregnancy: 'no', isotretinoin: 'stopped', monthsSinceIsotretinoin: '2026-10-10' }
const inShort = {
  atLeast: 'defer',
  atMost: 'defer',
  final: true,
  rules: ['isotretinoin-recent'],
  protocol,
} as const

const record = {
  id: ids.screening,
  clientId: ids.client,
  decidedOn: '2026-11-21',
  facts,
  deviceDecision: inShort,
}

const overrideBody = {
  id: ids.override,
  decision: 'clinician-review',
  reason: 'Low dose for two weeks only; the dermatologist wrote that needling is fine from December.',
}
const override = { ...overrideBody, screeningId: ids.screening, role: 'clinician', ...byStaff }

const screening = {
  id: ids.screening,
  clientId: ids.client,
  decidedOn: '2026-11-21',
  facts,
  decision: {
    decision: { atLeast: 'defer', atMost: 'defer', final: true },
    findings: [
      {
        rule: 'isotretinoin-recent',
        effect: 'defer',
        says: 'Skin heals badly for months after isotretinoin.',
        action: 'Wait six months after the last dose.',
        claims: ['SC-008'],
        disagree: ['SC-007'],
        until: '2027-04-10',
      },
    ],
    possible: [],
    ask: [],
    alsoAsk: ['keloids'],
    clarify: [],
    stale: [],
    earliestDate: '2027-04-10',
    protocol,
  },
  deviceDecision: inShort,
  differs: false,
  protocol,
  overrides: [],
  holds: 'defer',
  ...first,
  ...byClient,
}

const summary = {
  id: ids.screening,
  clientId: ids.client,
  decidedOn: '2026-11-21',
  atLeast: 'defer',
  atMost: 'defer',
  final: true,
  holds: 'defer',
  differs: false,
  overridden: false,
  ...first,
  ...byClient,
}

const comparison = {
  screeningId: ids.screening,
  device: { ...inShort, atMost: 'do-not-treat', final: false },
  server: inShort,
  differs: true,
  differences: [
    { what: 'atMost', device: 'do-not-treat', server: 'defer' },
    { what: 'final', device: false, server: true },
  ],
}

export const screeningExamples: Examples<typeof screeningEndpoints> = {
  'screening.record': { body: record, response: { outcome: 'new', record: screening } },
  'screening.show': { response: screening },
  'screening.list': { response: { items: [summary], next: null } },
  'screening.review': { response: { items: [], next: null } },
  'screening.compare': { response: comparison },
  'screening.override': { body: overrideBody, response: { outcome: 'new', record: override } },
}
