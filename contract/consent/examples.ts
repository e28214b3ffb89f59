import { byClient, byStaff, type Examples, hash, ids, protocol } from '../http/example.ts'
import type { consentEndpoints } from './endpoints.ts'

const about = { kind: 'treatment', purposes: [], language: 'en' }
const risks = [
  {
    risk: 'redness',
    effect: 'erythema',
    says: 'Your skin will be red for one to three days.',
    frequency: 'very-common',
    likelier: [],
    certain: true,
    claims: ['TC-001'],
  },
]
const document = '# Needling of the cheeks\n\nYour skin will be red for one to three days.\n'
const signature = { kind: 'drawn', strokes: [[12, 40, 18, 22, 30, 61, 44, 18]] }
const signer = { name: 'Mara Lindqvist', as: 'client' }
const body = {
  id: ids.consent,
  clientId: ids.client,
  planId: ids.plan,
  ...about,
  documentHash: hash,
  understood: ['redness'],
  signedAt: '2026-11-21T09:29:00Z',
  signer,
  signature,
}
const consent = { ...body, document, risks, protocol, evidence: null, withdrawnAt: null, copyHash: hash, ...byClient }
const summary = {
  id: ids.consent,
  clientId: ids.client,
  planId: ids.plan,
  ...about,
  documentHash: hash,
  signedAt: body.signedAt,
  withdrawnAt: null,
  copyHash: hash,
  ...byClient,
}
const offerBody = { id: ids.offer, language: 'en', documentHash: hash }
const withdrawBody = { id: ids.withdrawal, withdrawnAt: '2026-11-22T08:00:00Z', reason: 'I would rather wait.' }

export const consentExamples: Examples<typeof consentEndpoints> = {
  'consent.prepare': {
    body: about,
    response: {
      planId: ids.plan,
      ...about,
      document,
      documentHash: hash,
      risks,
      ask: [],
      asksAbout: 3,
      possibleFrom: '2026-11-23T09:30:00Z',
      protocol,
    },
  },
  'consent.offer': {
    body: offerBody,
    response: {
      outcome: 'new',
      record: { ...offerBody, planId: ids.plan, givenAt: '2026-11-21T09:30:00Z', ...byStaff },
    },
  },
  'consent.papers': {
    query: { language: 'en' },
    response: {
      planId: ids.plan,
      coolingOff: { unit: 'd', amount: 2 },
      papers: [
        {
          kind: 'treatment',
          purposes: [],
          state: 'again',
          consentId: ids.consent,
          signedAt: body.signedAt,
          withdrawnAt: null,
          changes: [{ what: 'depth', before: '1 mm', now: '1.5 mm' }],
          blocked: null,
          givenAt: '2026-11-21T09:30:00Z',
          possibleFrom: '2026-11-23T09:30:00Z',
        },
      ],
    },
  },
  // Bytes are no example that anybody could read.
  'consent.copy': { response: null },
  'consent.sign': { body, response: { outcome: 'new', record: consent } },
  'consent.witness': {
    body,
    response: {
      outcome: 'new',
      record: {
        ...consent,
        evidence: {
          ip: '192.0.2.7',
          userAgent: 'Tablet at the front desk',
          receivedAt: '2026-11-21T09:30:00Z',
          witness: 'Ines Duarte',
        },
      },
    },
  },
  'consent.show': { response: consent },
  'consent.list': { response: { items: [summary], next: null } },
  'consent.withdraw': {
    body: withdrawBody,
    response: { outcome: 'new', record: { ...withdrawBody, consentId: ids.consent, ...byClient } },
  },
}
