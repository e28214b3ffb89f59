/**
 * Every problem that a caller can act on (RFC 9457). The server throws them, the client reads them, the OpenAPI document
 * lists them and `docs/problems.md` explains them; a test keeps all four in step. Nothing personal stands in any of them.
 */
import { z } from 'zod'

interface ProblemKind {
  readonly status: number
  readonly title: string
  /** What happened and what to do next, for the person who reads the documentation. */
  readonly whatToDo: string
}

/** By code; the code ends the problem's `type` and never changes its meaning. */
export const problemKinds = {
  // What was sent cannot be read.
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    whatToDo: 'The address, a header or the body is not well-formed HTTP. Mend the program that sends it.',
  },
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    whatToDo: 'Send one JSON value in UTF-8. The detail says where reading stopped.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Sign in first',
    whatToDo:
      'Sign in, or send an API key as `Authorization: Bearer …`. What was typed is still on the device: send it again.',
  },
  'session-locked': {
    status: 401,
    title: 'The session is locked',
    whatToDo:
      'It was left alone for a while. Enter the password or use a passkey, then send it again. What was typed is still on the device.',
  },
  'not-allowed': {
    status: 403,
    title: 'This role may not do that',
    whatToDo:
      'Ask somebody whose role may, or the owner for another role. `docs/permissions.md` lists who may do what.',
  },
  'scope-missing': {
    status: 403,
    title: 'This API key lacks a scope',
    whatToDo: 'Make a key with the scope that the detail names. What no scope covers, a person has to do.',
  },
  'cross-site': {
    status: 403,
    title: 'The request came from another site',
    whatToDo: 'Writes with a cookie are taken from our own pages only. Programs use an API key.',
  },
  'second-factor-needed': {
    status: 403,
    title: 'A second factor is needed',
    whatToDo: 'Set up or enter a passkey or a code, then send it again.',
  },
  'no-such-route': {
    status: 404,
    title: 'There is nothing at this address',
    whatToDo: 'Check method and path against /openapi.json.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such record here',
    whatToDo: 'Check the id. Records of other clinics and of other people count as not there.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    whatToDo: 'The `Allow` header names the methods it takes.',
  },
  'too-slow': {
    status: 408,
    title: 'The request did not arrive in time',
    whatToDo: 'Send it again. The same id makes sending twice harmless.',
  },
  'id-taken': {
    status: 409,
    title: 'This id already names something else',
    whatToDo:
      'Nothing was changed. `stored` is what the id names, `sent` is what came. If both are meant, send yours again under a new id.',
  },
  'stale-version': {
    status: 409,
    title: 'Somebody changed this in the meantime',
    whatToDo:
      'Nothing was changed. Compare `stored`, the version that holds now, with `sent`, and save again on top of `stored`.',
  },
  'step-missing': {
    status: 409,
    title: 'An earlier step is missing',
    whatToDo:
      'The detail names the step that has to come first, such as a signed consent or a pre-flight that is ready.',
  },
  'already-done': {
    status: 409,
    title: 'That has been done already',
    whatToDo: 'Load the record again. It is in the state that you wanted, or somebody closed it.',
  },
  'time-taken': {
    status: 409,
    title: 'Somebody else is expected at that time',
    whatToDo:
      'Nothing was noted. The detail says when the practitioner is free again. Choose another time or another practitioner.',
  },
  'document-changed': {
    status: 409,
    title: 'The document has changed since it was read',
    whatToDo: 'Nothing was signed. Show the new text and let it be read again; its hash is what gets signed.',
  },
  'consent-not-valid': {
    status: 409,
    title: 'There is no consent that covers this',
    whatToDo: 'The consent is missing, was withdrawn, or covers another plan. Have it signed again.',
  },
  'cooling-off': {
    status: 409,
    title: 'The time to think has not passed',
    whatToDo:
      'Nothing was signed. The clinic wants time between reading and signing: sign from `possibleFrom` on. Without it the text has not been given to her yet; give it to her first.',
  },
  'decision-forbids': {
    status: 409,
    title: 'The decision does not allow this',
    whatToDo: 'Follow the decision, or have a clinician override it with a reason.',
  },
  'not-ready': {
    status: 409,
    title: 'The pre-flight is not ready',
    whatToDo: 'Finish or repeat the checks that the detail names, then send it again.',
  },
  'stock-not-usable': {
    status: 409,
    title: 'This lot or device may not be used',
    whatToDo: 'It is expired, recalled, used up or out of service. Take another one and record that.',
  },
  'last-owner': {
    status: 409,
    title: 'A clinic needs an owner',
    whatToDo: 'Make somebody else an owner first.',
  },
  'retention-hold': {
    status: 409,
    title: 'This record is kept for now, as it is',
    whatToDo:
      'The detail says why, and until when. To erase what has to be kept, say in the answer why it need not be; a record that is held takes no more changes.',
  },
  'another-signed-in': {
    status: 409,
    title: 'Somebody else is signed in on this device',
    whatToDo: 'Ask whether they may be signed out here; then open the link with “instead”. Until then it stays unused.',
  },
  'link-expired': {
    status: 410,
    title: 'This link can no longer be used',
    whatToDo: 'It expired, was used, or was replaced by a newer one. Ask the clinic for a new link.',
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    whatToDo: 'Send less at once. The detail names the limit.',
  },
  'address-too-long': {
    status: 414,
    title: 'The address is too long',
    whatToDo: 'Shorten the parameters. Long texts belong into the body.',
  },
  'wrong-content-type': {
    status: 415,
    title: 'The body is not in a form that we read',
    whatToDo: 'Send `Content-Type: application/json`, uncompressed. Files say their true type.',
  },
  'invalid-fields': {
    status: 422,
    title: 'Some fields are not right',
    whatToDo: '`fields` names each one, says what is wrong and what would be right. Nothing was stored.',
  },
  'not-yet': {
    status: 422,
    title: 'That lies in the future',
    whatToDo: 'Record what has happened. If the date is right, check the clock and the time zone of the device.',
  },
  'file-refused': {
    status: 422,
    title: 'This file cannot be taken',
    whatToDo: 'The detail says why: its content, its type or its size.',
  },
  'loosens-protocol': {
    status: 422,
    title: 'The overlay would loosen the protocol',
    whatToDo: 'A clinic may tighten and never loosen. `fields` names each entry that would.',
  },
  'locked-out': {
    status: 423,
    title: 'Too many failed attempts',
    whatToDo: 'Wait as long as `Retry-After` says, or have the owner unlock the account.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    whatToDo: 'Wait as long as `Retry-After` says, then go on more slowly.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    whatToDo: 'Clear the cookies of this site, or send fewer headers.',
  },
  'internal-error': {
    status: 500,
    title: 'Something is wrong on our side',
    whatToDo: 'Nothing was stored. Try again; if it stays, give the operator the id in `instance`.',
  },
  overloaded: {
    status: 503,
    title: 'The server is busy',
    whatToDo: 'Send the same again after `Retry-After`: the same ids make sending twice harmless.',
  },
  'database-away': {
    status: 503,
    title: 'The database cannot be reached',
    whatToDo: 'Send the same again after `Retry-After`: the server recovers by itself, and nothing is stored twice.',
  },
  'file-store-away': {
    status: 503,
    title: 'The place where files are kept cannot be reached',
    whatToDo: 'Send the same again after `Retry-After`: nothing was stored, and nothing but files is affected.',
  },
  'shutting-down': {
    status: 503,
    title: 'The server is starting or stopping',
    whatToDo: 'Send the same again after `Retry-After`.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>

export type ProblemCode = keyof typeof problemKinds
export const problemCodes = Object.keys(problemKinds) as ProblemCode[]

/** What is wrong with one field, in a sentence. */
export const fieldProblem = z.object({
  field: z.string().describe('Path of the field, such as `contact.email` or `zones[0].depthMm`.'),
  message: z.string().describe('What is wrong, in a sentence for the person who typed it.'),
  expected: z.string().optional().describe('What would have been right.'),
  nearest: z.string().optional().describe('The valid name or value that comes nearest to what was sent.'),
})
export type FieldProblem = z.infer<typeof fieldProblem>

export const problem = z.object({
  type: z.string().describe('URI reference of the page that explains this kind of problem.'),
  title: z.string().describe('The kind of problem, the same every time.'),
  status: z.int().min(400).max(599),
  detail: z.string().describe('What happened this time, and what to do next.'),
  instance: z.string().describe('Names this one request; operators find it in the log.'),
  code: z.enum(problemCodes as [ProblemCode, ...ProblemCode[]]),
  fields: z.array(fieldProblem).optional().describe('Each field that is not right.'),
  outcome: z
    .enum(['superseded', 'refused'])
    .optional()
    .describe('Of a write that was not taken, see `stale-version` and `id-taken`.'),
  possibleFrom: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('From when on the same will be taken, see `cooling-off`.'),
  stored: z.unknown().optional().describe('The version that holds, where the caller may read it.'),
  sent: z.unknown().optional().describe('The version that was sent and refused.'),
})
export type Problem = z.infer<typeof problem>

/** The `type` of a problem: an address on the server itself, where a page explains it. */
export const problemType = (code: ProblemCode) => `/problems/${code}`
