import { byClient, byStaff, type Examples, ids, protocol } from '../http/example.ts'
import type { recoveryEndpoints } from './endpoints.ts'

const body = {
  id: ids.checkIn,
  clientId: ids.client,
  sessionId: ids.session,
  reportedAt: '2026-12-02T08:00:00Z',
  report: { redness: 2, swelling: 1, fever: 'no' },
  words: 'It feels tight.',
  deviceTriage: { level: 'expected', atMost: 'expected', final: true, rules: [], protocol },
}
const readBody = { id: ids.read, note: 'Called her, all is well.' }
const read = {
  ...readBody,
  checkInId: ids.checkIn,
  readBy: { id: ids.staff, name: 'Ines Duarte' },
  readAt: '2026-12-02T09:10:00Z',
  ...byStaff,
}
const checkIn = {
  ...body,
  day: 1,
  level: 'expected',
  triage: {
    level: 'expected',
    atMost: 'expected',
    final: true,
    day: 1,
    findings: [],
    advice: ['Keep your skin moist and out of the sun.'],
    checkAgainAfter: null,
    ask: [],
    clarify: [],
    protocol,
  },
  differs: false,
  protocol,
  reads: [],
  ...byClient,
}
const summary = {
  id: ids.checkIn,
  clientId: ids.client,
  sessionId: ids.session,
  reportedAt: body.reportedAt,
  recordedAt: '2026-12-02T08:00:02Z',
  day: 1,
  level: 'expected',
  final: true,
  differs: false,
  rules: [],
  hasWords: true,
  readAt: null,
}

export const recoveryExamples: Examples<typeof recoveryEndpoints> = {
  'check-in.record': { body, response: { outcome: 'new', record: checkIn } },
  'check-in.today': {
    response: { items: [{ client: { id: ids.client, name: 'Mara Lindqvist' }, ...summary }], next: null },
  },
  'check-in.show': { response: { ...checkIn, reads: [read] } },
  'check-in.list': { response: { items: [summary], next: null } },
  'check-in.mark-read': { body: readBody, response: { outcome: 'new', record: read } },
}
