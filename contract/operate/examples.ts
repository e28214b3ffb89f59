import { type Examples, hash, ids } from '../http/example.ts'
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
