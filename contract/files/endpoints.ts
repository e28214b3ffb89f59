import { endpointsOf } from '../http/endpoint.ts'
import { pageOf } from '../http/page.ts'
import { inClinic } from '../http/values.ts'
import { written } from '../http/written.ts'
import { addFileQuery, file, fileContent, listFilesQuery, openFileQuery } from './file.ts'

export const filesEndpoints = endpointsOf('files', {
  'file.add': {
    method: 'PUT',
    path: '/api/clinics/:clinicId/clients/:clientId/files/:fileId',
    summary: 'Add a photo or a document',
    description:
      'The content is read to see what it is, whatever its name and type say. Place, camera, time, comments and previews are removed from pictures; how they are turned and their colours stay. A PDF with scripts, other files or a password is refused. A photo may say its pose and what it belongs to; a document may not.',
    callers: ['staff', 'client', 'api-key'],
    permission: 'file.add',
    scope: 'records:write',
    params: inClinic('clientId', 'fileId'),
    query: addFileQuery,
    body: fileContent,
    response: written(file),
    status: 201,
    problems: ['id-taken', 'file-refused', 'not-yet'],
  },
  'file.list': {
    method: 'GET',
    path: '/api/clinics/:clinicId/clients/:clientId/files',
    summary: 'List the files of a client',
    description: 'The newest first, without their content.',
    callers: ['staff', 'client', 'api-key'],
    permission: 'file.read',
    scope: 'records:read',
    params: inClinic('clientId'),
    query: listFilesQuery,
    body: null,
    response: pageOf(file),
    status: 200,
    problems: [],
  },
  'file.show': {
    method: 'GET',
    path: '/api/clinics/:clinicId/files/:fileId',
    summary: 'Show what is known of a file',
    description: 'Without its content.',
    callers: ['staff', 'client', 'api-key'],
    permission: 'file.read',
    scope: 'records:read',
    params: inClinic('fileId'),
    query: null,
    body: null,
    response: file,
    status: 200,
    problems: [],
  },
  'file.content': {
    method: 'GET',
    path: '/api/clinics/:clinicId/files/:fileId/content',
    summary: 'Open a file',
    description:
      'The bytes, decrypted. Nobody on the way keeps them, and the client sees who opened them. A photo is opened for a purpose that she has allowed, and for no other: this is asked each time. She herself may always see her own.',
    callers: ['staff', 'client', 'api-key'],
    permission: 'file.read',
    scope: 'records:read',
    params: inClinic('fileId'),
    query: openFileQuery,
    body: null,
    response: fileContent,
    status: 200,
    problems: ['consent-not-valid'],
  },
})
