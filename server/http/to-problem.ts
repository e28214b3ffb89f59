/** Whatever is thrown while a request runs, as a problem of the catalogue. What we do not know is our fault: 500, no details. */
import { InvalidInput } from '@needlepoint/pathway'
import { brokenPromise, isWorthRetrying, whyUnavailable } from '../database/errors.ts'
import { FileStoreUnavailable } from '../files/file-store.ts'
import { HttpProblem, problems } from './problems.ts'

interface Thrown {
  readonly code?: unknown
  readonly statusCode?: unknown
}

export function toProblem(error: unknown, bodyLimit: number): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (error instanceof FileStoreUnavailable) return problems.fileStoreAway(undefined, error)
  if (error instanceof InvalidInput) return problems.invalidFields(error.problems)
  const { code, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as Thrown
  if (typeof code === 'string') {
    if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
      return problems.malformedJson(
        code === 'FST_ERR_CTP_EMPTY_JSON_BODY' ? 'The body is empty. Send one JSON value.' : 'The body is not JSON.',
      )
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return problems.tooLarge(bodyLimit)
    if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return problems.wrongContentType()
    if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
      return problems.malformedRequest('Content-Length does not fit the body.')
    if (code === 'FST_ERR_MAX_PARAM_LENGTH') return problems.addressTooLong()
    if (code === 'FST_ERR_BAD_URL') return problems.malformedRequest('The address has a broken %-sequence.')
    if (code === 'FST_UNDER_PRESSURE') return problems.overloaded()
  }
  const why = whyUnavailable(error)
  if (why === 'closed') return problems.shuttingDown()
  if (why === 'busy' || why === 'slow') return problems.overloaded(5, error)
  if (why) return problems.databaseAway(5, error)
  if (isWorthRetrying(error)) return problems.overloaded(1, error)
  switch (brokenPromise(error)?.promise) {
    case 'unique':
      return problems.idTaken(undefined)
    case 'reference':
      return problems.notFound('record as this one refers to')
    default:
  }
  if (statusCode === 429) return problems.tooManyRequests(60)
  if (statusCode === 503) return problems.overloaded()
  // What Fastify itself refuses has a status below 500; whatever else carries one was not meant for callers.
  if (typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' && statusCode < 500)
    return statusCode === 413 ? problems.tooLarge(bodyLimit) : problems.malformedRequest()
  return problems.internalError(error)
}
