/**
 * How a use case says no. Each function makes one problem of the catalogue (`contract/http/problem.ts`); throwing it undoes
 * the request's transaction and becomes the answer. Nothing personal goes into a title or a detail.
 */
import {
  type FieldProblem,
  type Problem,
  type ProblemCode,
  problemKinds,
  problemType,
  sayTooLarge,
} from '@needlepoint/contract'

interface Details {
  readonly fields?: readonly FieldProblem[] | undefined
  /** The version that holds, for comparison; only where the caller may read it. */
  readonly stored?: unknown
  readonly sent?: unknown
  /** An instant from which on the same will be taken. */
  readonly possibleFrom?: string | undefined
  /** Seconds after which trying again has a chance. */
  readonly retryAfter?: number | undefined
  /** Methods that the address takes. */
  readonly allow?: readonly string[] | undefined
  readonly cause?: unknown
}

/** A problem on its way to the caller. */
export class HttpProblem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly details: Details
  constructor(code: ProblemCode, detail: string, details: Details = {}) {
    super(detail, { cause: details.cause })
    this.name = 'HttpProblem'
    this.code = code
    this.status = problemKinds[code].status
    this.details = details
  }
}

const make = (code: ProblemCode, detail: string, details?: Details) => new HttpProblem(code, detail, details)

export const problems = {
  malformedRequest: (detail = 'The request is not well-formed.') => make('malformed-request', detail),
  malformedJson: (detail = 'The body is not JSON.') => make('malformed-json', detail),
  notSignedIn: (detail = 'This needs somebody who is signed in.') => make('not-signed-in', detail),
  sessionLocked: () =>
    make('session-locked', 'Nothing was done here for a while. Unlock it with your password or a passkey.'),
  notAllowed: (detail = 'This needs a role that you do not have.') => make('not-allowed', detail),
  scopeMissing: (scope: string | null) =>
    make(
      'scope-missing',
      scope === null ? 'No API key may do this; a person has to.' : `The API key needs the scope “${scope}”.`,
    ),
  crossSite: () => make('cross-site', 'A page of another site sent this with your cookie. Nothing was done.'),
  secondFactorNeeded: (detail = 'Enter or set up a second factor, then send it again.') =>
    make('second-factor-needed', detail),
  noSuchRoute: () => make('no-such-route', 'No endpoint has this path. /openapi.json lists all of them.'),
  /** @param what the noun: `client`, `screening` */
  notFound: (what: string) => make('not-found', `There is no such ${what} in this clinic, or not for you.`),
  methodNotAllowed: (allow: readonly string[]) =>
    make('method-not-allowed', `This address takes ${allow.join(', ')}.`, { allow }),
  tooSlow: () => make('too-slow', 'The request took too long to arrive. Nothing was stored.'),
  /** @param stored what the id names; leave it out where the caller may not read it */
  idTaken: (sent: unknown, stored?: unknown) =>
    make('id-taken', 'The id that was sent already names a record with other content.', { sent, stored }),
  /** @param stored the version that holds now */
  staleVersion: (sent: unknown, stored: unknown) =>
    make('stale-version', 'The version that this was made from has been replaced. Compare the two and save again.', {
      sent,
      stored,
    }),
  stepMissing: (detail: string) => make('step-missing', detail),
  timeTaken: (detail: string) => make('time-taken', detail),
  alreadyDone: (detail: string) => make('already-done', detail),
  /** @param stored the text as it is now */
  documentChanged: (sent: unknown, stored: unknown) =>
    make('document-changed', 'The text is not the one whose hash was signed. Read the new one, then sign.', {
      sent,
      stored,
    }),
  consentNotValid: (detail: string) => make('consent-not-valid', detail),
  /** @param possibleFrom undefined while the text has not been given to her */
  coolingOff: (possibleFrom: string | undefined) =>
    make(
      'cooling-off',
      possibleFrom === undefined
        ? 'The clinic wants time between reading and signing, and this text was not given to her yet. Give it to her first.'
        : `The clinic wants time between reading and signing. This can be signed from ${possibleFrom} on.`,
      { possibleFrom },
    ),
  decisionForbids: (detail: string) => make('decision-forbids', detail),
  notReady: (detail: string) => make('not-ready', detail),
  stockNotUsable: (detail: string) => make('stock-not-usable', detail),
  lastOwner: () => make('last-owner', 'This person is the last owner of the clinic.'),
  retentionHold: (detail: string) => make('retention-hold', detail),
  anotherSignedIn: () =>
    make(
      'another-signed-in',
      'Somebody else is signed in on this device, and this link is for another person. It was not used.',
    ),
  linkExpired: (detail = 'The link expired, was used, or was replaced.') => make('link-expired', detail),
  tooLarge: (limitBytes: number) => make('too-large', sayTooLarge(limitBytes)),
  addressTooLong: () => make('address-too-long', 'Part of the address is longer than anything that we know.'),
  wrongContentType: (detail = 'Send the body as application/json.') => make('wrong-content-type', detail),
  invalidFields: (fields: readonly FieldProblem[]) =>
    // Of what is wrong with several fields together, the sentence is the same.
    make('invalid-fields', [...new Set(fields.map(({ message }) => message))].join(' '), { fields }),
  /** @param field that names a day or an instant to come */
  notYet: (field: string) => {
    const message = `“${field}” lies in the future. Record what has happened, or check the clock of the device.`
    return make('not-yet', message, { fields: [{ field, message, expected: 'today or earlier' }] })
  },
  fileRefused: (detail: string) => make('file-refused', detail),
  loosensProtocol: (fields: readonly FieldProblem[]) =>
    make('loosens-protocol', fields.map(({ message }) => message).join(' '), { fields }),
  lockedOut: (retryAfter: number) =>
    make('locked-out', `Too many attempts failed. Try again in ${minutes(retryAfter)}.`, { retryAfter }),
  tooManyRequests: (retryAfter: number) =>
    make('too-many-requests', `You have sent too many requests. Go on in ${retryAfter} s.`, { retryAfter }),
  headersTooLarge: () => make('headers-too-large', 'The headers are larger than the server takes.'),
  internalError: (cause?: unknown) =>
    make('internal-error', 'Nothing was stored. The operator finds this request by its instance.', { cause }),
  overloaded: (retryAfter = 2, cause?: unknown) => make('overloaded', again(retryAfter), { retryAfter, cause }),
  databaseAway: (retryAfter = 5, cause?: unknown) => make('database-away', again(retryAfter), { retryAfter, cause }),
  fileStoreAway: (retryAfter = 10, cause?: unknown) =>
    make('file-store-away', again(retryAfter), { retryAfter, cause }),
  shuttingDown: (retryAfter = 5) => make('shutting-down', again(retryAfter), { retryAfter }),
} as const satisfies Readonly<Record<string, (...args: never[]) => HttpProblem>>

/** Never "nothing was stored": a connection can break after the database said yes and before we heard it. */
const again = (seconds: number) =>
  `Send the same again in ${seconds} s; the ids see to it that nothing is stored twice.`

const minutes = (seconds: number) => (seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`)

/** @param requestId names this one occurrence */
export function problemBody({ code, message, details }: HttpProblem, requestId: string): Problem {
  const { status, title } = problemKinds[code]
  const { fields, stored, sent, possibleFrom } = details
  return {
    type: problemType(code),
    title,
    status,
    detail: message,
    instance: `urn:uuid:${requestId}`,
    code,
    ...(fields ? { fields: [...fields] } : {}),
    ...(code === 'id-taken' ? { outcome: 'refused' as const } : {}),
    ...(code === 'stale-version' ? { outcome: 'superseded' as const } : {}),
    ...(possibleFrom === undefined ? {} : { possibleFrom }),
    ...(stored === undefined ? {} : { stored }),
    ...(sent === undefined ? {} : { sent }),
  }
}

/** Headers that go with a problem. */
export function problemHeaders({ code, details }: HttpProblem): Record<string, string> {
  return {
    ...(details.retryAfter === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(details.retryAfter))) }),
    ...(details.allow ? { allow: details.allow.join(', ') } : {}),
    ...(code === 'not-signed-in' ? { 'www-authenticate': 'Bearer' } : {}),
  }
}
