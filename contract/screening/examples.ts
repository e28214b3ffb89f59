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

const asked = { goals: ['acneScars'], areas: ['cheeks'], age: 34 }
const draftContent = {
  day: '2026-11-21',
  facts: asked,
  open: [],
  path: [{ facts: ['goals'], list: false }],
  at: null,
  confirm: null,
}
const draftVersion = '01932f5e7c1a7b3e9a523f6d1c0b8e4f'
const draftBody = { id: ids.screening, version: draftVersion, basedOn: null, ...draftContent }
const draft = {
  id: ids.screening,
  clientId: ids.client,
  version: draftVersion,
  ...draftContent,
  savedAt: '2026-11-21T09:30:00Z',
  until: '2027-02-19T09:30:00Z',
}

const sender = { name: 'Ada Example', contact: { email: 'ada@example.org' }, language: 'en', zone: 'Europe/Berlin' }
const received = {
  id: ids.enquiry,
  ...sender,
  words: 'I would like to come before the summer.',
  receivedAt: '2026-11-21T09:30:00Z',
  until: '2027-02-19T09:30:00Z',
}
const door = { open: true, address: `https://care.example/screen?clinic=${ids.clinic}`, waiting: 1 }

export const screeningExamples: Examples<typeof screeningEndpoints> = {
  'screening.record': { body: record, response: { outcome: 'new', record: screening } },
  'screening.show': { response: screening },
  'screening.list': { response: { items: [summary], next: null } },
  'screening.review': { response: { items: [], next: null } },
  'screening.compare': { response: comparison },
  'screening.override': { body: overrideBody, response: { outcome: 'new', record: override } },
  'intake-draft.show': { response: { draft } },
  'intake-draft.keep': { body: draftBody, response: { outcome: 'new', record: draft } },
  'intake-draft.drop': { response: { dropped: true } },
  'enquiry.place': {
    response: {
      clinicId: ids.clinic,
      name: 'Lindenhof Skin Clinic',
      zone: 'Europe/Berlin',
      language: 'en',
      phone: '+49 30 1234567',
      email: null,
      emergencyNumber: '112',
      keepsDays: 90,
      protocol,
      overlay: null,
    },
  },
  'enquiry.send': {
    body: {
      id: ids.enquiry,
      ...sender,
      words: 'I would like to come before the summer.',
      decidedOn: '2026-11-21',
      facts: asked,
      deviceDecision: { ...inShort, atLeast: 'proceed', atMost: 'do-not-treat', final: false, rules: [] },
    },
    response: {
      outcome: 'new',
      record: { id: ids.enquiry, clinicName: 'Lindenhof Skin Clinic', until: '2027-02-19T09:30:00Z' },
    },
  },
  'enquiry.list': { response: { items: [{ ...received, decision: 'do-not-treat' }], next: null } },
  'enquiry.show': { response: { ...received, answers: null, known: [] } },
  'enquiry.take': {
    body: { clientId: ids.client },
    response: {
      outcome: 'new',
      record: { id: ids.enquiry, how: 'taken', clientId: ids.client, settledAt: '2026-11-21T10:00:00Z' },
      draft: 'made',
    },
  },
  'enquiry.dismiss': {
    body: {},
    response: {
      outcome: 'new',
      record: { id: ids.enquiry, how: 'dismissed', clientId: null, settledAt: '2026-11-21T10:00:00Z' },
    },
  },
  'enquiry.door': { response: door },
  'enquiry.set-door': { body: { open: true }, response: door },
}
