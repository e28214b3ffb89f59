import { byClient, byStaff, type Examples, ids } from '../http/example.ts'
import type { accountsEndpoints } from './endpoints.ts'

const consentBody = {
  id: ids.contactConsent,
  channel: 'email',
  purpose: 'care',
  status: 'given',
  evidence: 'Yes, write to me about my skin.',
}
const consent = { ...consentBody, ...byClient }
const erasureBody = { id: ids.erasure, reason: 'I have moved away.' }
const erasure = {
  ...erasureBody,
  clientId: ids.client,
  clientName: 'Mara Lindqvist',
  kept: [{ what: 'consents', why: 'What you signed shows what you were told and agreed to.' }],
  answer: null,
  ...byClient,
}
const answerBody = {
  id: ids.erasureAnswer,
  answer: 'held',
  keepUntil: '2036-12-31',
  reason: 'The law of our country has records of treatment kept for ten years.',
}
const answered = {
  ...erasure,
  answer: { answer: 'held', keepUntil: '2036-12-31', reason: answerBody.reason, gone: false, ...byStaff },
}

const token = 'aB3d'.repeat(10).concat('xyz')
const clinicId = ids.clinic
const at = '2026-11-21T09:30:00.000Z'

export const accountsExamples: Examples<typeof accountsEndpoints> = {
  'me.show': {
    response: {
      kind: 'staff',
      email: 'ines@example.org',
      lacking: null,
      secondFactors: { totp: false, passkeys: 2 },
      expiresAt: at,
      clinics: [
        {
          clinicId,
          name: 'Clinic by the river',
          demo: false,
          roles: ['clinician'],
          clientId: null,
          guardian: false,
        },
      ],
    },
  },
  'link.open': { body: { clinicId, token }, response: { clinicId, clientId: ids.client } },
  'link.ask': { body: { clinicId, email: 'mara@example.org' }, response: { asked: true } },
  'invitation.look': {
    body: { clinicId, token },
    response: {
      email: 'noor@example.org',
      roles: ['practitioner'],
      clinicName: 'Clinic by the river',
      hasAccount: false,
    },
  },
  'invitation.accept': {
    body: { clinicId, token, name: 'Noor Haddad', password: 'four words nobody says' },
    response: { clinicId },
  },
  'own-session.list': {
    response: [
      {
        id: ids.accountSession,
        startedAt: at,
        seenAt: at,
        expiresAt: at,
        address: '192.0.2.7',
        device: 'Firefox on Linux',
        current: true,
      },
    ],
  },
  'own-session.end': { body: { others: true }, response: { ended: 2 } },
  'own-session.lock': { response: { locked: true } },
  'own-session.unlock': { body: { password: 'four words nobody says' }, response: { unlocked: true } },
  'record-view.list': {
    response: {
      items: [
        {
          id: ids.view,
          viewedAt: '2026-11-21T10:02:00Z',
          by: { kind: 'staff', name: 'Ines Duarte', roles: ['clinician'] },
          what: 'screening',
        },
      ],
      next: null,
    },
  },
  'client.export': {
    response: {
      format: 'needlepoint-client-export',
      version: 1,
      exportedAt: '2026-12-24T12:00:00Z',
      clientId: ids.client,
      screenings: [],
    },
  },
  'erasure.request': {
    body: erasureBody,
    response: { outcome: 'new', record: erasure },
  },
  'erasure.list': { response: { items: [erasure], next: null } },
  'own-erasure.list': { response: { items: [answered], next: null } },
  'erasure.answer': { body: answerBody, response: { outcome: 'new', record: answered } },
  'contact-consent.record': { body: consentBody, response: { outcome: 'new', record: consent } },
  'contact-consent.list': { response: { items: [consent] } },
  'contact-consent.history': { response: { items: [consent], next: null } },
}
