import { type Examples, hash, ids } from '../http/example.ts'
import type { demoEndpoints } from './demo.ts'
import type { operateEndpoints } from './endpoints.ts'

export const operateExamples: Examples<typeof operateEndpoints> = {
  'audit.list': {
    response: {
      items: [
        {
          seq: 41,
          at: '2026-11-21T09:30:00Z',
          actor: { kind: 'staff', id: ids.staff, name: 'Ines Duarte' },
          action: 'screening.recorded',
          subject: ids.screening,
          details: {},
          hash,
        },
      ],
      next: null,
    },
  },
  'health.live': { response: { status: 'live' } },
  'health.ready': { response: { status: 'ready' } },
}

const demo = {
  clinicId: ids.clinic,
  name: 'Demo clinic',
  madeAt: '2026-11-21T09:30:00Z',
  staff: [{ role: 'owner', name: 'Demo owner' }],
  clients: [{ clientId: ids.client, name: 'Demo client 14', shows: 'Healing, day 3: all is as it should be.' }],
}

export const demoExamples: Examples<typeof demoEndpoints> = {
  'demo.show': { response: { allowed: true, demo } },
  'demo.make': { body: {}, response: demo },
  'demo.enter': { body: { role: 'clinician' }, response: { clinicId: ids.clinic, clientId: null } },
  'demo.remove': { response: { removed: true } },
}
