import { byStaff, type Examples, first, hash, ids, protocol } from '../http/example.ts'
import type { practiceEndpoints } from './endpoints.ts'

const contact = { email: 'mara@example.org', phone: '+351 21 000 0000' }
const details = { name: 'Mara Lindqvist', contact, born: '1992-04-03', language: 'en', zone: 'Europe/Lisbon' }
const client = {
  id: ids.client,
  detailsId: ids.details,
  ...details,
  notes: null,
  keptUntil: null,
  stage: 'screened',
  ...first,
  ...byStaff,
}
const summary = {
  id: ids.client,
  name: details.name,
  born: details.born,
  stage: 'healing',
  unread: 1,
  urgent: 'watch',
  addedAt: '2026-11-21T09:30:00Z',
}
const guardianBody = { id: ids.guardian, name: 'Tove Lindqvist', contact, relation: 'parent' }
const guardian = {
  ...guardianBody,
  guardianId: ids.guardian,
  clientId: ids.client,
  status: 'active',
  ...first,
  ...byStaff,
}
const member = {
  id: ids.staff,
  version: ids.details,
  name: 'Ines Duarte',
  roles: ['clinician'],
  status: 'active',
  addedAt: '2026-11-21T09:30:00Z',
}
const invitation = {
  id: ids.invitation,
  email: 'noor@example.org',
  roles: ['practitioner'],
  expiresAt: '2026-11-28T09:30:00Z',
}
const keyBody = { id: ids.apiKey, name: 'Booking system', scopes: ['clients:read', 'clients:write'] }
const key = {
  ...keyBody,
  startsWith: 'np_aB3d',
  expiresAt: null,
  revokedAt: null,
  addedAt: '2026-11-21T09:30:00Z',
}
const deviceBody = { id: ids.device, deviceClass: 'pen', name: 'Pen, room 2', serial: 'P-1042', authorized: true }
const device = { ...deviceBody, udi: null, status: 'in-service', ...byStaff }
const lotBody = {
  id: ids.lot,
  kind: 'cartridge',
  product: '12-needle cartridge',
  lot: 'C2291',
  expiresOn: '2028-06-30',
}
const lot = { ...lotBody, udi: null, recalledOn: null, inStock: 40, usable: true, ...byStaff }
const moveBody = { id: ids.move, kind: 'received', quantity: 40 }
const priceBody = { id: ids.price, item: 'session', amount: 24_000, currency: 'EUR', validFrom: '2026-12-01' }
const price = { ...priceBody, ...first, ...byStaff }
const clinic = {
  id: ids.clinic,
  name: 'Clinic by the river',
  zone: 'Europe/Lisbon',
  language: 'en',
  phone: '+351 21 0000000',
  email: 'care@clinic.example',
  openingHours: 'Monday to Friday 9:00 to 18:00',
  afterHours: null,
  watchHours: [{ day: 1, from: '09:00', to: '18:00' }],
  emergencyNumber: '112',
  coolingOff: { unit: 'h', amount: 48 },
  demo: false,
  protocol,
}
const overlayYaml = 'name: Clinic by the river\nparameters:\n  isotretinoinWait: 12\n'
const overlay = {
  id: ids.overlay,
  hash: `sha256:${hash}`,
  name: 'Clinic by the river',
  yaml: overlayYaml,
  document: {
    name: 'Clinic by the river',
    hash: `sha256:${hash}`,
    parameters: { isotretinoinWait: 12 },
    effects: {},
    rules: { screening: {}, treatment: {}, recovery: {} },
    texts: { en: {} },
  },
  validFrom: '2026-12-01',
  ...first,
  ...byStaff,
}
const overlayInForce = { protocol, overlay, newest: overlay }

const appointmentBody = {
  id: ids.appointment,
  what: 'session',
  on: '2027-01-12',
  at: '09:30',
  minutes: 60,
  practitionerId: ids.staff,
  place: 'Room 2',
  note: 'Please come without make-up.',
}
const appointment = {
  id: ids.appointment,
  appointmentId: ids.appointment,
  clientId: ids.client,
  what: 'session',
  status: 'planned',
  startsAt: '2027-01-12T09:30:00.000Z',
  minutes: 60,
  zone: 'Europe/Lisbon',
  on: '2027-01-12',
  at: '09:30',
  practitioner: { id: ids.staff, name: 'Ines Duarte' },
  place: 'Room 2',
  note: 'Please come without make-up.',
  cannotCome: false,
  version: 1,
  warned: null,
  ...first,
  ...byStaff,
}
const moved = {
  ...appointment,
  id: ids.movedAppointment,
  at: '15:00',
  startsAt: '2027-01-12T15:00:00.000Z',
  version: 2,
  supersedes: ids.appointment,
}

export const practiceExamples: Examples<typeof practiceEndpoints> = {
  'client.add': {
    body: { id: ids.client, detailsId: ids.details, ...details },
    response: { outcome: 'new', record: { ...client, stage: 'added' } },
  },
  'client.list': { response: { items: [summary], next: null } },
  'client.search': { body: { text: 'lindq' }, response: { items: [summary], more: false } },
  'client.show': { response: client },
  'client.amend': {
    body: { id: ids.amended, supersedes: ids.details, ...details, language: 'pt-PT' },
    response: {
      outcome: 'new',
      record: { ...client, detailsId: ids.amended, supersedes: ids.details, language: 'pt-PT' },
    },
  },
  'guardian.add': { body: guardianBody, response: { outcome: 'new', record: guardian } },
  'guardian.amend': {
    body: { ...guardianBody, id: ids.amended, supersedes: ids.guardian, status: 'ended' },
    response: {
      outcome: 'new',
      record: { ...guardian, id: ids.amended, supersedes: ids.guardian, status: 'ended' },
    },
  },
  'guardian.list': { response: { items: [guardian] } },
  'client-link.send': { body: {}, response: { expiresAt: '2026-11-28T09:30:00Z' } },
  'client-access.end': { body: {}, response: { ended: true } },
  'staff.list': { response: { items: [member] } },
  'staff.amend': {
    body: {
      id: ids.amended,
      supersedes: ids.details,
      name: 'Ines Duarte',
      roles: ['owner', 'clinician'],
      status: 'active',
    },
    response: { outcome: 'new', record: { ...member, version: ids.amended, roles: ['owner', 'clinician'] } },
  },
  'staff.recover': { response: { recovered: true } },
  'staff.invite': {
    body: { id: ids.invitation, email: 'noor@example.org', roles: ['practitioner'], language: 'en' },
    response: { outcome: 'new', record: invitation },
  },
  'invitation.list': { response: { items: [invitation] } },
  'invitation.revoke': { response: { revoked: true } },
  'api-key.add': { body: keyBody, response: { key: `np_${'aB3d'.repeat(10)}xyz`, record: key } },
  'api-key.list': { response: { items: [key] } },
  'api-key.revoke': { response: { revoked: true } },
  'device.add': { body: deviceBody, response: { outcome: 'new', record: device } },
  'device.list': { response: { items: [device] } },
  'device.change-status': { body: { status: 'quarantined' }, response: { ...device, status: 'quarantined' } },
  'lot.add': { body: lotBody, response: { outcome: 'new', record: { ...lot, inStock: 0 } } },
  'lot.list': { response: { items: [lot], next: null } },
  'lot.recall': {
    body: { recalledOn: '2026-11-20' },
    response: { ...lot, recalledOn: '2026-11-20', usable: false },
  },
  'lot.used-in': {
    response: {
      items: [{ sessionId: ids.session, clientId: ids.client, endedAt: '2026-11-19T14:20:00Z', as: 'cartridge' }],
      next: null,
    },
  },
  'stock.move': {
    body: moveBody,
    response: { outcome: 'new', record: { ...moveBody, lotId: ids.lot, sessionId: null, ...byStaff } },
  },
  'price.set': { body: priceBody, response: { outcome: 'new', record: price } },
  'price.list': { response: { items: [price] } },
  'clinic.show': { response: clinic },
  'clinic.change': {
    body: {
      name: 'Clinic by the sea',
      zone: 'Europe/Lisbon',
      language: 'en',
      phone: '+351 21 0000000',
      email: 'care@clinic.example',
      openingHours: 'Monday to Saturday 9:00 to 18:00',
      afterHours: 'Dr. Example calls back within an hour.',
      watchHours: [{ day: 1, from: '09:00', to: '18:00' }],
      emergencyNumber: '112',
      coolingOff: { unit: 'h', amount: 48 },
    },
    response: {
      ...clinic,
      name: 'Clinic by the sea',
      openingHours: 'Monday to Saturday 9:00 to 18:00',
      afterHours: 'Dr. Example calls back within an hour.',
    },
  },
  'overlay.show': { response: overlayInForce },
  'overlay.set': {
    body: {
      id: ids.overlay,
      yaml: overlayYaml,
      validFrom: '2026-12-01',
    },
    response: { outcome: 'new', record: overlay },
  },
  'client.choose-language': {
    body: { id: ids.details, supersedes: ids.details, language: 'de' },
    response: { outcome: 'new', record: { ...client, language: 'de' } },
  },
  'appointment.note': { body: appointmentBody, response: { outcome: 'new', record: appointment } },
  'appointment.amend': {
    body: {
      ...appointmentBody,
      id: ids.movedAppointment,
      supersedes: ids.appointment,
      at: '15:00',
      status: 'planned',
    },
    response: { outcome: 'new', record: moved },
  },
  'appointment.list': { response: { items: [moved], next: null } },
  'appointment.upcoming': {
    response: { items: [{ client: { id: ids.client, name: details.name }, ...moved }], next: null },
  },
  'appointment.earliest-session': {
    response: {
      earliestOn: '2026-12-31',
      because: [{ reason: 'interval', until: '2026-12-31', lastSessionOn: '2026-12-01', days: 30 }],
    },
  },
}
