import { byClient, type Examples, ids } from '../http/example.ts'
import type { filesEndpoints } from './endpoints.ts'

const photo = {
  id: ids.file,
  clientId: ids.client,
  kind: 'photo',
  contentType: 'image/jpeg',
  size: 2_318_402,
  width: 3024,
  height: 4032,
  takenAt: '2026-11-21T09:28:00Z',
  pose: 'left-45',
  sessionId: ids.session,
  checkInId: null,
  question: null,
  mayShowFor: ['record'],
  ...byClient,
}

export const filesExamples: Examples<typeof filesEndpoints> = {
  'file.add': {
    query: { kind: 'photo', pose: 'left-45', sessionId: ids.session },
    response: { outcome: 'new', record: photo },
  },
  'file.list': { response: { items: [photo], next: null } },
  'file.show': { response: photo },
  // Bytes are no example that anybody could read.
  'file.content': { query: { purpose: 'record' }, response: null },
}
