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

const messageBody = {
  id: ids.message,
  about: 'care',
  text: 'May I swim on Sunday?',
  writtenAt: '2026-12-04T19:30:00Z',
}
const message = { ...messageBody, clientId: ids.client, side: 'client', cannotComeTo: null, readAt: null, ...byClient }
const answer = {
  ...message,
  id: ids.answer,
  side: 'clinic',
  text: 'Please wait until Wednesday.',
  writtenAt: '2026-12-05T08:10:00Z',
  ...byStaff,
}
const messagesReadBody = { id: ids.messageRead, about: 'care', upTo: ids.message }
const messagesRead = { ...messagesReadBody, clientId: ids.client, side: 'clinic', ...byStaff }

export const recoveryExamples: Examples<typeof recoveryEndpoints> = {
  'check-in.record': { body, response: { outcome: 'new', record: checkIn } },
  'check-in.today': {
    response: { items: [{ client: { id: ids.client, name: 'Mara Lindqvist' }, ...summary }], next: null },
  },
  'check-in.show': { response: { ...checkIn, reads: [read] } },
  'check-in.list': { response: { items: [summary], next: null } },
  'check-in.mark-read': { body: readBody, response: { outcome: 'new', record: read } },
  'message.write': { body: messageBody, response: { outcome: 'new', record: message } },
  'message.list': { response: { items: [answer, { ...message, readAt: '2026-12-05T08:10:00Z' }], next: null } },
  'message.mark-read': { body: messagesReadBody, response: { outcome: 'new', record: messagesRead } },
  'message.today': {
    response: {
      items: [
        {
          client: { id: ids.client, name: 'Mara Lindqvist' },
          about: 'care',
          unread: 1,
          since: '2026-12-04T19:30:02Z',
          cannotCome: false,
        },
      ],
      next: null,
    },
  },
}
